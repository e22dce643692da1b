/** Sending an end user to Stripe: to subscribe, to buy, to look after what they pay. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, providerErrors, saleErrors, userErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { errorBodySchema } from "./errors.ts";
import { emailSchema, nameSchema, textSchema, timeSchema } from "./primitives.ts";
import { returnUrlSchema } from "./urls.ts";

/** What one cart may hold: Stripe takes at most 100 lines. */
export const cartLimits = { lines: 100, quantityPerLine: 10_000 } as const;

const urlNote = "Else the project's own, else a plain page of ours";

const returnUrls = {
  successUrl: returnUrlSchema.optional().meta({ description: urlNote }),
  cancelUrl: returnUrlSchema.optional().meta({ description: urlNote }),
};

const promotionCodeSchema = textSchema(64).optional().meta({ description: "As the customer would type it" });

export const createCheckout = endpoint({
  operationId: "createCheckout",
  method: "POST",
  path: "/api/create-checkout",
  who: ["S", "U"],
  tag: "Checkout",
  summary: "Let a user subscribe to a tier, or change to it",
  description:
    "A checkout for who has no subscription; repeated with the same input it is the same one. For who has one, a page of the billing portal where the user confirms the change, cancels (the free tier) or puts the payment right.",
  headers: ["userId?", "idempotencyKey"],
  repeat: "anew",
  body: z.strictObject({
    tier: nameSchema,
    ...returnUrls,
    promotionCode: promotionCodeSchema,
    trialDays: z
      .int()
      .min(0)
      .max(730)
      .optional()
      .meta({ description: "Instead of the tier's own. A user has one trial; 0 is none" }),
  }),
  reply: z.strictObject({
    url: z.url(),
    kind: z.enum(["checkout", "change", "cancel", "payment"]).meta({ description: "What the page is for" }),
    sessionId: z.string().optional().meta({ description: "Of a checkout" }),
  }),
  errors: errorsOf(userErrors, bodyErrors, idempotencyErrors, saleErrors, [
    "unknown_tier",
    "already_subscribed",
    "conflict",
  ]),
});

export const openCustomerPortal = endpoint({
  operationId: "openCustomerPortal",
  method: "POST",
  path: "/api/customer-portal",
  who: ["S", "U"],
  tag: "Checkout",
  summary: "Stripe's billing portal, for that user only",
  description: "Payment methods, invoices, changes and cancellation. Works also while the project's plan has lapsed.",
  headers: ["userId?", "idempotencyKey"],
  repeat: "anew",
  body: z.strictObject({ returnUrl: returnUrls.successUrl }).prefault({}),
  reply: z.strictObject({ url: z.url() }),
  errors: errorsOf(userErrors, bodyErrors, idempotencyErrors, providerErrors, [
    "stripe_not_connected",
    "no_subscription",
  ]),
});

const cartLineSchema = z
  .strictObject({
    product: nameSchema.optional(),
    priceId: z.string().min(1).max(255).optional().meta({ description: "Instead of the product's name" }),
    quantity: z.int().min(1).max(cartLimits.quantityPerLine),
  })
  .refine(({ product, priceId }) => (product === undefined) !== (priceId === undefined), {
    path: ["product"],
    message: "either product or priceId",
  });

export const cartCheckoutSchema = z.strictObject({
  items: z
    .array(cartLineSchema)
    .min(1)
    .max(cartLimits.lines)
    .meta({ description: "Lines of one product are added up" }),
  email: emailSchema.optional().meta({ description: "Filled in for the buyer" }),
  ...returnUrls,
  promotionCode: promotionCodeSchema,
});

/** What of a cart there is not enough of. */
export const soldOutLineSchema = z.strictObject({
  product: nameSchema,
  requested: z.int().min(1).meta({ description: "All lines of the product together" }),
  available: z.int().min(0).meta({ description: "What was free when this was refused" }),
});
export type SoldOutLine = z.infer<typeof soldOutLineSchema>;

/** A refusal for want of stock also says what is short. */
export const soldOutBodySchema = errorBodySchema
  .extend({ code: z.literal("sold_out"), lines: z.array(soldOutLineSchema).min(1) })
  .meta({ id: "SoldOutBody" });

export const createCartCheckout = endpoint({
  operationId: "createCartCheckout",
  method: "POST",
  path: "/api/cart/checkout",
  who: ["K", "S", "P", "U"],
  tag: "Checkout",
  summary: "Let somebody buy a cart",
  description:
    "Reserves the stock until `expiresAt`. With a secret key `X-User-Id` says who buys; without it the buyer is a guest. With a publishable key or an end user's token there is no such header, the browser returns to the project's allowed origins only, and open orders are capped; the token says who buys.",
  headers: ["userId?", "idempotencyKey"],
  body: cartCheckoutSchema,
  reply: z.strictObject({ url: z.url(), sessionId: z.string(), orderId: z.string(), expiresAt: timeSchema }),
  errors: errorsOf(userErrors, bodyErrors, idempotencyErrors, saleErrors, [
    "sold_out",
    "too_many_open_orders",
    "too_many_requests",
    "conflict",
  ]),
});

export const showCheckoutSuccess = endpoint({
  operationId: "showCheckoutSuccess",
  method: "GET",
  path: "/checkout/success",
  who: ["-"],
  tag: "Checkout",
  summary: "Where a browser lands after paying, if nobody said where",
  replyMediaType: "text/html",
  errors: [],
});

export const showCheckoutCanceled = endpoint({
  operationId: "showCheckoutCanceled",
  method: "GET",
  path: "/checkout/canceled",
  who: ["-"],
  tag: "Checkout",
  summary: "Where a browser lands after leaving a checkout, if nobody said where",
  replyMediaType: "text/html",
  errors: [],
});
