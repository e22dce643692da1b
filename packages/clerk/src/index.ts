/** Everything we say to Clerk and understand of it. Clerk's types end here. */
export * from "./clerk-backend.ts";
export * from "./clerk-user.ts";
export * from "./clerk-webhook.ts";
export * from "./frontend-proxy.ts";
export * from "./issuer-of.ts";
export * from "./verify-session.ts";
