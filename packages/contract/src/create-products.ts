/** A project from nothing, with what it sells and its first keys. */
import * as z from "zod";
import { catalogueInputSchema } from "./catalogue-input.ts";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { bodyLimits, endpoint } from "./endpoint.ts";
import { keyWithSecretSchema } from "./keys.ts";
import { projectSchema } from "./projects.ts";
import { syncStatusSchema } from "./sync.ts";

export const createProducts = endpoint({
  operationId: "createProducts",
  method: "POST",
  path: "/create-products",
  who: ["D"],
  tag: "Catalogue",
  summary: "Make a project with its tiers or products",
  description:
    "In test mode. Keys, counting and free tiers work at once; Stripe follows when it is connected, and a Stripe that does not answer is tried again later.",
  headers: ["idempotencyKey"],
  body: catalogueInputSchema,
  bodyLimitBytes: bodyLimits.batchBytes,
  status: 201,
  reply: z.strictObject({ project: projectSchema, keys: keyWithSecretSchema, stripe: syncStatusSchema }),
  errors: errorsOf(sessionErrors, bodyErrors, idempotencyErrors, ["project_limit_reached", "plan_required"]),
});
