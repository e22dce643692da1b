/** What a store sold, what it gives back, and how much is left. */
import * as z from "zod";
import { cartLimits } from "./checkout.ts";
import { bodyErrors, errorsOf, idempotencyErrors, ownerErrors, providerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import {
  currencySchema,
  nameSchema,
  noQuerySchema,
  pageOf,
  pageQuerySchema,
  timeSchema,
  unitAmountSchema,
  updatedAfterSchema,
} from "./primitives.ts";

export const orderStatuses = [
  "pending",
  "processing",
  "paid",
  "partially_refunded",
  "refunded",
  "expired",
  "failed",
  "disputed",
  "paid_after_release",
] as const;

const orderStatusSchema = z.enum(orderStatuses).meta({
  description:
    "Ship what is `paid`: `processing` is not paid yet. `paid_after_release` was paid when its stock was gone and is refunded by us",
});

const orderItemSchema = z.strictObject({
  product: nameSchema,
  displayName: z.string().meta({ description: "As it was when it was ordered" }),
  quantity: z.int().min(1),
  unitAmount: unitAmountSchema,
  refundedQuantity: z.int().min(0),
});

const shippingAddressSchema = z.strictObject({
  name: z.string().nullable(),
  line1: z.string().nullable(),
  line2: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  postalCode: z.string().nullable(),
  country: z.string().nullable().meta({ description: "ISO 3166-1, two letters" }),
});

export const orderSchema = z
  .strictObject({
    id: z.string().meta({ description: "ord_…" }),
    status: orderStatusSchema,
    email: z.string().nullable(),
    customerId: z.string().nullable().meta({ description: "null for a guest" }),
    items: z.array(orderItemSchema),
    amountTotal: unitAmountSchema.meta({ description: "After discounts" }),
    amountRefunded: unitAmountSchema,
    currency: currencySchema,
    shippingAddress: shippingAddressSchema.nullable(),
    phone: z.string().nullable(),
    createdAt: timeSchema,
    paidAt: timeSchema.nullable(),
    updatedAt: timeSchema,
  })
  .meta({ id: "Order" });
export type Order = z.infer<typeof orderSchema>;

/** What narrows a list of orders. */
export const orderFilters = { status: z.enum(orderStatuses).optional() };

const orderParams = z.strictObject({ id: z.string().min(1).max(64) });
const orderErrors = errorsOf(ownerErrors, ["wrong_project_type"]);

export const readOrderBySession = endpoint({
  operationId: "readOrderBySession",
  method: "GET",
  path: "/api/orders/by-session/:sessionId",
  who: ["P", "K", "U"],
  tag: "Orders",
  summary: "What was bought, for the thank-you page",
  description: "Nothing personal: whoever has the session's id may see it.",
  params: z.strictObject({ sessionId: z.string().min(1).max(255) }),
  reply: z.strictObject({
    status: orderStatusSchema,
    items: z.array(orderItemSchema.omit({ refundedQuantity: true })),
    amountTotal: unitAmountSchema,
    currency: currencySchema,
  }),
  errors: ["unauthorized", "not_found", "validation_failed", "wrong_project_type", "storage_unavailable"],
});

export const listOrders = endpoint({
  operationId: "listOrders",
  method: "GET",
  path: "/api/orders",
  who: ["K", "D"],
  tag: "Orders",
  summary: "Orders, the last changed first",
  query: pageQuerySchema.extend({ ...orderFilters, updatedAfter: updatedAfterSchema }),
  reply: pageOf(orderSchema),
  errors: orderErrors,
});

export const readOrder = endpoint({
  operationId: "readOrder",
  method: "GET",
  path: "/api/orders/:id",
  who: ["K", "D"],
  tag: "Orders",
  summary: "An order",
  params: orderParams,
  query: noQuerySchema,
  reply: orderSchema,
  errors: orderErrors,
});

export const refundItemSchema = z.strictObject({
  product: nameSchema,
  quantity: z.int().min(1).max(cartLimits.quantityPerLine),
});

export const refundSchema = z
  .strictObject({
    amount: z.int().min(1).optional().meta({ description: "In the currency's minor unit" }),
    items: z
      .array(refundItemSchema)
      .min(1)
      .max(cartLimits.lines)
      .refine((items) => new Set(items.map(({ product }) => product)).size === items.length, "each product once")
      .optional(),
    restock: z.boolean().default(false).meta({ description: "Whether the items can be sold again" }),
  })
  .refine(({ amount, items }) => amount === undefined || items === undefined, {
    path: ["items"],
    message: "either amount or items",
  })
  .refine(({ amount, restock }) => amount === undefined || !restock, {
    path: ["restock"],
    message: "an amount says nothing of what came back: name items",
  })
  .prefault({});

export const refundOrder = endpoint({
  operationId: "refundOrder",
  method: "POST",
  path: "/api/orders/:id/refund",
  who: ["K", "D"],
  tag: "Orders",
  summary: "Give money back",
  description: "An amount, or what items cost, or with neither all that was not given back before.",
  headers: ["idempotencyKey"],
  params: orderParams,
  query: noQuerySchema,
  body: refundSchema,
  reply: orderSchema,
  errors: errorsOf(orderErrors, bodyErrors, idempotencyErrors, providerErrors, [
    "stripe_not_connected",
    "order_not_refundable",
    "conflict",
  ]),
});

const largestStock = 1_000_000_000;
const stockSchema = z.int().min(0).max(largestStock).nullable();

export const stockChangeSchema = z
  .strictObject({
    delta: z.int().min(-largestStock).max(largestStock).optional().meta({ description: "Added to what is free" }),
    set: stockSchema.optional().meta({ description: "What is free from now on; null is not tracked" }),
    expected: stockSchema.optional().meta({ description: "Beside `set`: what you believe is free now" }),
  })
  .refine(({ delta, set }) => (delta === undefined) !== (set === undefined), {
    path: ["delta"],
    message: "either delta, or set and expected",
  })
  .refine(({ set, expected }) => (set === undefined) === (expected === undefined), {
    path: ["expected"],
    message: "set and expected go together",
  });

export const changeStock = endpoint({
  operationId: "changeStock",
  method: "POST",
  path: "/api/products/:name/stock",
  who: ["K", "D"],
  tag: "Orders",
  summary: "Change how much of a product is free to sell",
  description: "What open checkouts hold is already taken off. Never below 0.",
  headers: ["idempotencyKey"],
  params: z.strictObject({ name: nameSchema }),
  query: noQuerySchema,
  body: stockChangeSchema,
  reply: z.strictObject({ name: nameSchema, stock: z.int().min(0).nullable() }),
  errors: errorsOf(orderErrors, bodyErrors, idempotencyErrors, ["stock_conflict"]),
});
