/** Counting: one use, many uses, giving one back, and looking without counting. */
import * as z from "zod";
import { bodyLimits, endpoint } from "./endpoint.ts";
import { errorBodySchema } from "./errors.ts";
import { amountSchema, idempotencyKeySchema, nameSchema, timeSchema, userIdSchema } from "./primitives.ts";

/** What a user has used of their tier in the current period. */
export const usageSchema = z
  .strictObject({
    plan: nameSchema.meta({ description: "The tier that the user is on", example: "free" }),
    count: z.int().min(0).meta({ example: 42 }),
    limit: z.int().min(0).nullable().meta({ description: "null is unlimited", example: 100 }),
    remaining: z.int().min(0).nullable().meta({ description: "null is unlimited", example: 58 }),
    periodStart: timeSchema.meta({ example: "2026-11-01T00:00:00.000Z" }),
    periodEnd: timeSchema.meta({ description: "Exclusive", example: "2026-12-01T00:00:00.000Z" }),
    features: z.array(z.string()).meta({ example: ["Priority support"] }),
  })
  .meta({ id: "Usage" });
export type Usage = z.infer<typeof usageSchema>;

export const trackUsageReplySchema = z
  .strictObject({ allowed: z.literal(true), usage: usageSchema })
  .meta({ id: "TrackUsageReply" });

/** A refusal for a spent tier also says how far the user got. */
export const tierLimitBodySchema = errorBodySchema
  .extend({ code: z.literal("tier_limit_reached"), allowed: z.literal(false), usage: usageSchema })
  .meta({ id: "TierLimitBody" });

const usageErrors = [
  "unauthorized",
  "wrong_project_type",
  "user_erased",
  "no_plan",
  "unknown_tier",
  "validation_failed",
  "storage_unavailable",
] as const;

export const trackUsage = endpoint({
  operationId: "trackUsage",
  method: "POST",
  path: "/api/data",
  who: ["S", "U"],
  tag: "Usage",
  summary: "Count a use",
  description:
    "Checks the user's tier and counts in one step: parallel calls never pass the limit. No body counts 1. With an Idempotency-Key a repeat within 24 hours gets the first accepted answer, byte for byte, and `Idempotent-Replayed: true`.",
  headers: ["userId?", "userPlan", "idempotencyKey"],
  body: z.strictObject({ amount: amountSchema.default(1) }).prefault({}),
  reply: trackUsageReplySchema,
  errors: [
    ...usageErrors,
    "invalid_json",
    "plan_required",
    "tier_limit_reached",
    "rate_limited",
    "idempotency_key_reused",
    "body_too_large",
  ],
});

export const usageEventSchema = z.strictObject({
  userId: userIdSchema,
  amount: amountSchema.default(1),
  plan: nameSchema.optional(),
  idempotencyKey: idempotencyKeySchema.optional(),
});
export type UsageEvent = z.infer<typeof usageEventSchema>;

const batchResultSchema = z.union([
  trackUsageReplySchema.extend({ status: z.literal(200) }),
  tierLimitBodySchema.extend({ status: z.literal(403) }),
  errorBodySchema.extend({ status: z.int() }),
]);

export const trackUsageBatch = endpoint({
  operationId: "trackUsageBatch",
  method: "POST",
  path: "/api/data/batch",
  who: ["K"],
  tag: "Usage",
  summary: "Count many uses",
  description:
    "Each event is answered as a single call would have been, in order, with its own status. A batch is one call per user towards the rate limit. With an Idempotency-Key header (250 characters at most), events without a key of their own get `<key>:<index>`, the first index being 0.",
  headers: ["idempotencyKey"],
  body: z.strictObject({ events: z.array(usageEventSchema).min(1).max(1000) }),
  bodyLimitBytes: bodyLimits.batchBytes,
  reply: z.strictObject({ results: z.array(batchResultSchema) }),
  errors: [
    "unauthorized",
    "wrong_project_type",
    "validation_failed",
    "invalid_json",
    "body_too_large",
    "storage_unavailable",
  ],
});

export const releaseUsage = endpoint({
  operationId: "releaseUsage",
  method: "POST",
  path: "/api/data/release",
  who: ["S"],
  tag: "Usage",
  summary: "Give back one accepted call",
  description:
    "For a job that failed after it was counted. Names the call by the Idempotency-Key it was made with; works once and within 24 hours. `released` is false when that call was given back before. A later repeat of the call itself still gets its stored answer.",
  headers: ["userId", "userPlan", "idempotencyKey"],
  body: z.strictObject({ idempotencyKey: idempotencyKeySchema }),
  reply: z.strictObject({ released: z.boolean(), usage: usageSchema }),
  errors: [...usageErrors, "invalid_json", "not_found", "idempotency_key_reused", "body_too_large"],
});

export const readUsage = endpoint({
  operationId: "readUsage",
  method: "GET",
  path: "/api/usage",
  who: ["S", "U"],
  tag: "Usage",
  summary: "A user's usage, counting nothing",
  headers: ["userId?", "userPlan"],
  reply: z.strictObject({ usage: usageSchema }),
  errors: [...usageErrors],
});
