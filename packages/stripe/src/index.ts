/** Everything we say to Stripe and understand of it. Stripe's types end here. */
export * from "./connect.ts";
export * from "./catalogue.ts";
export * from "./stripe-client.ts";
export * from "./stripe-failure.ts";
