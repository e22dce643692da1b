/** Editing the products of a store. Stripe follows each change; stock has its own endpoint. */
import * as z from "zod";
import { productSchema } from "./catalogue.ts";
import { productChangesSchema, productInputSchema } from "./catalogue-input.ts";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { nameSchema, pageOf, pageQuerySchema, pendingSchema, tenantQuerySchema } from "./primitives.ts";
import { syncStatusSchema } from "./sync.ts";

const productReplySchema = z.strictObject({
  product: productSchema,
  stripe: syncStatusSchema,
  pending: pendingSchema,
});
const readErrors = errorsOf(sessionErrors, ["validation_failed", "not_found", "wrong_project_type"]);
const editErrors = errorsOf(readErrors, bodyErrors, ["conflict", "sync_running"]);

export const listAllProducts = endpoint({
  operationId: "listAllProducts",
  method: "GET",
  path: "/products",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "All products, archived ones too",
  query: pageQuerySchema.extend(tenantQuerySchema.shape),
  reply: pageOf(productSchema),
  errors: readErrors,
});

export const addProduct = endpoint({
  operationId: "addProduct",
  method: "POST",
  path: "/products",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Add a product, behind the others",
  headers: ["idempotencyKey"],
  query: tenantQuerySchema,
  body: z.strictObject({ product: productInputSchema }),
  reply: productReplySchema,
  errors: errorsOf(editErrors, idempotencyErrors, ["name_taken", "catalogue_limit_reached"]),
});

export const changeProduct = endpoint({
  operationId: "changeProduct",
  method: "PUT",
  path: "/products",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Change a product",
  description: "A new amount is a new Stripe price; the old one is archived.",
  query: tenantQuerySchema,
  body: z.strictObject({ name: nameSchema, changes: productChangesSchema }),
  reply: productReplySchema,
  errors: editErrors,
});

export const deleteProduct = endpoint({
  operationId: "deleteProduct",
  method: "DELETE",
  path: "/products",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "Sell a product no longer",
  description: "A product that was ordered is archived. Its name stays taken.",
  query: tenantQuerySchema.extend({ name: nameSchema }),
  reply: z.strictObject({
    outcome: z.enum(["deleted", "archived"]),
    stripe: syncStatusSchema,
    pending: pendingSchema,
  }),
  errors: errorsOf(readErrors, ["conflict", "sync_running"]),
});
