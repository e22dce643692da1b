/** Everything we say to Stripe and understand of it. Stripe's types end here. */

export * from "./account-news.ts";
export * from "./catalogue.ts";
export * from "./connect.ts";
export * from "./enabled-events.ts";
export * from "./order-payments.ts";
export * from "./plan-billing.ts";
export * from "./plan-news.ts";
export * from "./read-webhook.ts";
export * from "./setup.ts";
export * from "./stripe-client.ts";
export * from "./stripe-failure.ts";
export * from "./subscription-billing.ts";
