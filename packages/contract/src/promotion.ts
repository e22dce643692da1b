/** Test to live, as plan and apply. Names stay the same, so an application changes only its keys. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, providerErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { keyWithSecretSchema } from "./keys.ts";
import { nameSchema, pendingSchema, projectIdSchema } from "./primitives.ts";
import { planActions, syncStatusSchema } from "./sync.ts";

export const promotionPlanSchema = z
  .strictObject({
    steps: z.array(
      z.strictObject({
        action: z.enum(planActions),
        kind: z.enum(["tier", "product", "settings"]),
        name: z.string().meta({ description: "Of the tier, the product or the setting" }),
        fields: z.array(z.strictObject({ field: z.string(), from: z.json(), to: z.json() })),
        reason: z.string(),
      }),
    ),
    editedInLive: z
      .array(nameSchema)
      .meta({ description: "What was changed in live since the last promotion and would be set back" }),
    warnings: z.array(z.string()),
    applied: z.boolean(),
  })
  .meta({ id: "PromotionPlan" });
export type PromotionPlan = z.infer<typeof promotionPlanSchema>;

const promotionBody = z.strictObject({ projectId: projectIdSchema, dryRun: z.boolean().default(false) });

const promotionReply = z.strictObject({
  plan: promotionPlanSchema,
  keys: keyWithSecretSchema.nullable().meta({ description: "The first live pair, with the first promotion only" }),
  stripe: syncStatusSchema.nullable().meta({ description: "null for a dry run" }),
  pending: pendingSchema,
});
export type PromotionReply = z.infer<typeof promotionReply>;

const promotionErrors = errorsOf(sessionErrors, bodyErrors, idempotencyErrors, providerErrors, [
  "not_found",
  "plan_required",
  "stripe_not_connected",
  "free_tier_exists",
  "catalogue_limit_reached",
  "conflict",
]);

export const promoteToLive = endpoint({
  operationId: "promoteToLive",
  method: "POST",
  path: "/promote-to-live",
  who: ["D"],
  tag: "Promotion",
  summary: "Put the test catalogue live, or show what that would do",
  description:
    "Can be repeated: after a failure it goes on, after edits it promotes those. Prices of live customers and live stock are never touched.",
  headers: ["idempotencyKey"],
  body: promotionBody,
  reply: promotionReply,
  errors: promotionErrors,
});

export const rollBackPromotion = endpoint({
  operationId: "rollBackPromotion",
  method: "POST",
  path: "/promote-to-live/rollback",
  who: ["D"],
  tag: "Promotion",
  summary: "Put the catalogue of the promotion before live again",
  headers: ["idempotencyKey"],
  body: promotionBody,
  reply: promotionReply,
  errors: errorsOf(promotionErrors, ["not_promoted"]),
});
