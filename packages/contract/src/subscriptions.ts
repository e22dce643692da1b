/** Subscriptions of a SaaS's customers, and what its developer may do with them. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, ownerErrors, providerErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import {
  currencySchema,
  emptyBodySchema,
  intervals,
  nameSchema,
  noQuerySchema,
  pageOf,
  pageQuerySchema,
  pendingSchema,
  timeSchema,
  unitAmountSchema,
  updatedAfterSchema,
  userIdSchema,
} from "./primitives.ts";

/** Stripe's own words. */
export const subscriptionStatuses = [
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "incomplete",
  "incomplete_expired",
  "canceled",
] as const;

export const subscriptionSchema = z
  .strictObject({
    id: z.string().meta({ description: "Stripe's" }),
    customerId: z.string(),
    plan: nameSchema.meta({ description: "The tier" }),
    status: z.enum(subscriptionStatuses),
    unitAmount: unitAmountSchema.meta({ description: "Per interval, before discounts; what this customer pays" }),
    currency: currencySchema,
    interval: z.enum(intervals),
    currentPeriodStart: timeSchema,
    currentPeriodEnd: timeSchema.meta({ description: "Exclusive" }),
    cancelAt: timeSchema.nullable().meta({ description: "When it ends; until then it gives access" }),
    canceledAt: timeSchema.nullable().meta({ description: "When somebody asked for that" }),
    cancelReason: z.string().nullable(),
    trialEnd: timeSchema.nullable(),
    updatedAt: timeSchema,
  })
  .meta({ id: "Subscription" });
export type Subscription = z.infer<typeof subscriptionSchema>;

export const subscriptionPreviewSchema = z
  .strictObject({
    plan: nameSchema.meta({ description: "The tier that it would be" }),
    unitAmount: unitAmountSchema.meta({ description: "Per interval from then on, before discounts" }),
    currency: currencySchema,
    interval: z.enum(intervals),
    amountDue: unitAmountSchema.meta({ description: "What is paid at once" }),
    total: z.int().meta({ description: "Of the lines; below 0 it is a credit for later invoices" }),
    lines: z.array(z.strictObject({ description: z.string(), amount: z.int() })),
    currentPeriodEnd: timeSchema.meta({ description: "When the period would end that begins or goes on; exclusive" }),
  })
  .meta({ id: "SubscriptionPreview" });
export type SubscriptionPreview = z.infer<typeof subscriptionPreviewSchema>;

const customerParams = z.strictObject({ id: userIdSchema });
const tierBody = z.strictObject({
  tier: nameSchema.meta({ description: "A paid tier; to the free one by cancelling" }),
});
const subscriptionReplySchema = subscriptionSchema.extend({ pending: pendingSchema });

const editErrors = errorsOf(ownerErrors, bodyErrors, idempotencyErrors, providerErrors, [
  "wrong_project_type",
  "stripe_not_connected",
  "no_subscription",
  "conflict",
]);
const changeErrors = errorsOf(editErrors, [
  "unknown_tier",
  "already_subscribed",
  "not_synced",
  "plan_required",
  "payment_failed",
]);

export const listSubscriptions = endpoint({
  operationId: "listSubscriptions",
  method: "GET",
  path: "/api/subscriptions",
  who: ["K", "D"],
  tag: "Subscriptions",
  summary: "Subscriptions, the last changed first",
  query: pageQuerySchema.extend({
    status: z.enum(subscriptionStatuses).optional(),
    updatedAfter: updatedAfterSchema,
  }),
  reply: pageOf(subscriptionSchema),
  errors: errorsOf(ownerErrors, ["wrong_project_type"]),
});

export const previewSubscriptionChange = endpoint({
  operationId: "previewSubscriptionChange",
  method: "POST",
  path: "/api/customers/:id/subscription/preview",
  who: ["K", "D"],
  tag: "Subscriptions",
  summary: "What a change of tier would cost now",
  description: "Stripe's own sum. Nothing is changed.",
  headers: ["idempotencyKey"],
  params: customerParams,
  query: noQuerySchema,
  body: tierBody,
  reply: subscriptionPreviewSchema,
  errors: changeErrors,
});

export const changeSubscription = endpoint({
  operationId: "changeSubscription",
  method: "POST",
  path: "/api/customers/:id/subscription/change",
  who: ["K", "D"],
  tag: "Subscriptions",
  summary: "Put a subscription on another tier",
  description:
    "At once, and the difference is paid or credited at once. A change that can't be paid does not take place. The next counted call sees the new tier.",
  headers: ["idempotencyKey"],
  params: customerParams,
  query: noQuerySchema,
  body: tierBody,
  reply: subscriptionReplySchema,
  errors: changeErrors,
});

export const cancelSubscription = endpoint({
  operationId: "cancelSubscription",
  method: "POST",
  path: "/api/customers/:id/subscription/cancel",
  who: ["K", "D"],
  tag: "Subscriptions",
  summary: "End a subscription",
  description:
    "At the end of what is paid for unless said; `atPeriodEnd: false` ends it at once and pays nothing back.",
  headers: ["idempotencyKey"],
  params: customerParams,
  query: noQuerySchema,
  body: z.strictObject({ atPeriodEnd: z.boolean().default(true) }).prefault({}),
  reply: subscriptionReplySchema,
  errors: editErrors,
});

export const resumeSubscription = endpoint({
  operationId: "resumeSubscription",
  method: "POST",
  path: "/api/customers/:id/subscription/resume",
  who: ["K", "D"],
  tag: "Subscriptions",
  summary: "Take a cancellation back",
  description: "While the subscription still runs. One that was not cancelled stays as it is.",
  headers: ["idempotencyKey"],
  params: customerParams,
  query: noQuerySchema,
  body: emptyBodySchema,
  reply: subscriptionReplySchema,
  errors: editErrors,
});
