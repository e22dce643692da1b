/** What Stripe and Clerk call. Their bodies are read raw, because it is the bytes that are signed. */
import * as z from "zod";
import { bodyLimits, type Caller, endpoint } from "./endpoint.ts";
import type { ErrorCode } from "./errors.ts";
import { modeSchema } from "./primitives.ts";

const signed = {
  method: "POST",
  who: ["signature"] as [Caller],
  tag: "Webhooks",
  bodyMediaTypes: ["application/json"] as [string],
  bodyLimitBytes: bodyLimits.webhookBytes,
  reply: z.strictObject({ received: z.literal(true) }),
  errors: ["invalid_signature", "invalid_json", "body_too_large", "storage_unavailable"] as ErrorCode[],
} as const;

export const receiveDeveloperWebhook = endpoint({
  ...signed,
  operationId: "receiveDeveloperWebhook",
  path: "/webhook/clerk",
  summary: "Of the developers' Clerk app",
});

export const receivePlanWebhook = endpoint({
  ...signed,
  operationId: "receivePlanWebhook",
  path: "/webhook/stripe",
  summary: "Of our own Stripe account",
});

/** Of api-multi. */
export const receiveConnectWebhook = endpoint({
  ...signed,
  operationId: "receiveConnectWebhook",
  path: "/webhook/stripe/:mode",
  summary: "Of developers' Stripe accounts",
  params: z.strictObject({ mode: modeSchema }),
  errors: [...signed.errors, "not_found"],
});

/** Of api-multi. */
export const receiveEndUserWebhook = endpoint({
  ...signed,
  operationId: "receiveEndUserWebhook",
  path: "/webhook/clerk/:mode",
  summary: "Of the shared sign-in of end users",
  params: z.strictObject({ mode: modeSchema }),
  errors: [...signed.errors, "not_found"],
});
