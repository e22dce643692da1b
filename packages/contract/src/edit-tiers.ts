/** Editing the tiers of a SaaS project. Stripe follows each change; keys stay. */
import * as z from "zod";
import { tierSchema } from "./catalogue.ts";
import { catalogueLimits, tierChangesSchema, tierInputSchema } from "./catalogue-input.ts";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { nameSchema, noQuerySchema, pendingSchema } from "./primitives.ts";
import { syncStatusSchema } from "./sync.ts";

const tierReplySchema = z.strictObject({ tier: tierSchema, stripe: syncStatusSchema, pending: pendingSchema });
const readErrors = errorsOf(sessionErrors, ["validation_failed", "not_found", "wrong_project_type"]);
const editErrors = errorsOf(readErrors, bodyErrors, ["conflict"]);

export const listAllTiers = endpoint({
  operationId: "listAllTiers",
  method: "GET",
  path: "/tiers",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "All tiers, archived ones too",
  description: "In the order that the developer gave them.",
  query: noQuerySchema,
  reply: z.strictObject({ data: z.array(tierSchema) }),
  errors: readErrors,
});

export const addTier = endpoint({
  operationId: "addTier",
  method: "POST",
  path: "/tiers/add",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Add a tier, behind the others",
  description: "Or bring back one that was archived, with new values.",
  headers: ["idempotencyKey"],
  query: noQuerySchema,
  body: z.strictObject({ tier: tierInputSchema }),
  reply: tierReplySchema,
  errors: errorsOf(editErrors, idempotencyErrors, ["name_taken", "free_tier_exists", "catalogue_limit_reached"]),
});

export const changeTier = endpoint({
  operationId: "changeTier",
  method: "PUT",
  path: "/tiers",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Change a tier",
  description:
    "A new amount or interval is a new Stripe price: subscribers keep theirs. A new limit applies to everybody on the tier, from the next call on.",
  query: noQuerySchema,
  body: z.strictObject({ name: nameSchema, changes: tierChangesSchema }),
  reply: tierReplySchema,
  errors: errorsOf(editErrors, ["free_tier_exists", "catalogue_limit_reached"]),
});

export const orderTiers = endpoint({
  operationId: "orderTiers",
  method: "PUT",
  path: "/tiers/order",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Put the tiers in order",
  description: "Names every tier that is not archived, once.",
  query: noQuerySchema,
  body: z.strictObject({
    names: z
      .array(nameSchema)
      .min(1)
      .max(catalogueLimits.paidTiers + 1)
      .refine((names) => new Set(names).size === names.length, "each name once"),
  }),
  reply: z.strictObject({ data: z.array(tierSchema), pending: pendingSchema }),
  errors: editErrors,
});

export const deleteTier = endpoint({
  operationId: "deleteTier",
  method: "DELETE",
  path: "/tiers",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Sell a tier no longer",
  description: "It is archived: whoever is on it keeps it, nobody else gets it. Adding its name again brings it back.",
  query: z.strictObject({ name: nameSchema }),
  reply: tierReplySchema,
  errors: errorsOf(readErrors, ["conflict"]),
});
