/** What a project sells: tiers of a SaaS, products of a store. Public, read with any key of the project. */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { currencySchema, intervals, nameSchema, pageOf, pageQuerySchema, unitAmountSchema } from "./primitives.ts";

export const tierSchema = z
  .strictObject({
    name: nameSchema,
    displayName: z.string(),
    unitAmount: unitAmountSchema.meta({ description: "Per interval; 0 is the free tier" }),
    currency: currencySchema,
    interval: z.enum(intervals),
    limit: z.int().min(0).nullable().meta({ description: "Uses per monthly period; null is unlimited" }),
    rateLimitPerMinute: z.int().min(1),
    features: z.array(z.string()),
    popular: z.boolean(),
    trialDays: z.int().min(0),
    position: z.int().min(0),
    priceId: z.string().nullable(),
    archived: z.boolean(),
  })
  .meta({ id: "Tier" });
export type Tier = z.infer<typeof tierSchema>;

export const productSchema = z
  .strictObject({
    name: nameSchema,
    displayName: z.string(),
    description: z.string(),
    unitAmount: unitAmountSchema,
    currency: currencySchema,
    imageUrl: z.string().nullable(),
    features: z.array(z.string()),
    stock: z.int().min(0).nullable().meta({ description: "What is still free; null is not tracked" }),
    soldOut: z.boolean(),
    shippable: z.boolean(),
    position: z.int().min(0),
    priceId: z.string().nullable(),
    archived: z.boolean(),
  })
  .meta({ id: "Product" });
export type Product = z.infer<typeof productSchema>;

export const listTiers = endpoint({
  operationId: "listTiers",
  method: "GET",
  path: "/api/tiers",
  who: ["P", "K", "U"],
  tag: "Catalogue",
  summary: "The pricing of a SaaS project",
  description: "In the order that the developer gave them; archived tiers are left out.",
  reply: z.strictObject({ data: z.array(tierSchema) }),
  errors: ["unauthorized", "storage_unavailable"],
});

export const listProducts = endpoint({
  operationId: "listProducts",
  method: "GET",
  path: "/api/products",
  who: ["P", "K", "U"],
  tag: "Catalogue",
  summary: "The products of a store",
  description: "By name; archived products are left out.",
  query: pageQuerySchema,
  reply: pageOf(productSchema),
  errors: ["unauthorized", "validation_failed", "storage_unavailable"],
});
