/** Editing the products of a store. Stripe follows each change; stock has its own endpoint. */
import * as z from "zod";
import { productSchema } from "./catalogue.ts";
import { productChangesSchema, productInputSchema } from "./catalogue-input.ts";
import { bodyErrors, errorsOf, idempotencyErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { nameSchema, noQuerySchema, pageOf, pageQuerySchema, pendingSchema } from "./primitives.ts";
import { syncStatusSchema } from "./sync.ts";

const productReplySchema = z.strictObject({
  product: productSchema,
  stripe: syncStatusSchema,
  pending: pendingSchema,
});
const readErrors = errorsOf(sessionErrors, ["validation_failed", "not_found", "wrong_project_type"]);
const editErrors = errorsOf(readErrors, bodyErrors, ["conflict"]);

export const listAllProducts = endpoint({
  operationId: "listAllProducts",
  method: "GET",
  path: "/products",
  who: ["K", "D"],
  tag: "Catalogue",
  summary: "All products, archived ones too",
  query: pageQuerySchema,
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
  description: "Or bring back one that was archived, with new values and its stock too.",
  headers: ["idempotencyKey"],
  query: noQuerySchema,
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
  query: noQuerySchema,
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
  description: "It is archived: orders keep it. Adding its name again brings it back.",
  query: z.strictObject({ name: nameSchema }),
  reply: productReplySchema,
  errors: errorsOf(readErrors, ["conflict"]),
});
