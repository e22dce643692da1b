/** Bringing Stripe in line with a catalogue: the plan, and how far it is. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, providerErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { nameSchema, noQuerySchema } from "./primitives.ts";

export const planActions = ["create", "change", "archive", "leave"] as const;
export type PlanAction = (typeof planActions)[number];

export const syncPlanSchema = z
  .strictObject({
    steps: z.array(
      z.strictObject({
        action: z.enum(planActions),
        kind: z.enum(["tier", "product", "price"]),
        name: nameSchema.meta({ description: "Of the tier or product; of a price, what it is the price of" }),
        reason: z.string(),
      }),
    ),
  })
  .meta({ id: "SyncPlan" });
export type SyncPlan = z.infer<typeof syncPlanSchema>;

export const syncStatusSchema = z
  .strictObject({
    status: z
      .enum(["synced", "pending", "not_connected", "failed"])
      .meta({ description: "pending is tried again by itself; failed needs the developer: see the notices" }),
    plan: syncPlanSchema,
  })
  .meta({ id: "SyncStatus" });
export type SyncStatus = z.infer<typeof syncStatusSchema>;

export const syncCatalogue = endpoint({
  operationId: "syncCatalogue",
  method: "POST",
  path: "/sync",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Bring Stripe in line with the catalogue, or show what that would do",
  headers: ["idempotencyKey"],
  query: noQuerySchema,
  body: z.strictObject({ dryRun: z.boolean().default(false) }).prefault({}),
  reply: syncStatusSchema,
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors, providerErrors, [
    "not_found",
    "stripe_not_connected",
    "sync_running",
    "conflict",
  ]),
});
