/** Our own plan: what a developer pays us. */
import * as z from "zod";
import { bodyErrors, errorsOf, idempotencyErrors, providerErrors, sessionErrors } from "./developer-errors.ts";
import { endpoint } from "./endpoint.ts";
import { emptyBodySchema, timeSchema } from "./primitives.ts";

export const planStatuses = ["none", "trialing", "active", "past_due", "canceled"] as const;
export type PlanStatus = (typeof planStatuses)[number];

export const lockReasons = ["no_plan", "payment_failed", "canceled"] as const;
export type LockReason = (typeof lockReasons)[number];

export const planSubscriptionSchema = z
  .strictObject({
    status: z.enum(planStatuses),
    trialEndsAt: timeSchema.nullable(),
    currentPeriodEnd: timeSchema.nullable(),
    graceUntil: timeSchema.nullable(),
    liveEndUsers: z.int().min(0),
    locked: z
      .enum(lockReasons)
      .nullable()
      .meta({ description: "Why live counting and new sales are refused; null while they are not" }),
  })
  .meta({ id: "PlanSubscription" });
export type PlanSubscription = z.infer<typeof planSubscriptionSchema>;

const urlReplySchema = z.strictObject({ url: z.url() });
const planErrors = errorsOf(sessionErrors, bodyErrors, idempotencyErrors, providerErrors);

export const createPlanCheckout = endpoint({
  operationId: "createPlanCheckout",
  method: "POST",
  path: "/create-checkout",
  who: ["D"],
  tag: "Plan",
  summary: "Subscribe to dream-api",
  description: "The URL of a Stripe checkout, the same while it is open. The trial is given once per account.",
  headers: ["idempotencyKey"],
  repeat: "anew",
  body: emptyBodySchema,
  reply: urlReplySchema,
  errors: errorsOf(planErrors, ["already_subscribed"]),
});

export const openBillingPortal = endpoint({
  operationId: "openBillingPortal",
  method: "POST",
  path: "/billing-portal",
  who: ["D"],
  tag: "Plan",
  summary: "Change card, see invoices, cancel",
  headers: ["idempotencyKey"],
  repeat: "anew",
  body: emptyBodySchema,
  reply: urlReplySchema,
  errors: errorsOf(planErrors, ["no_subscription"]),
});

export const readPlanSubscription = endpoint({
  operationId: "readPlanSubscription",
  method: "GET",
  path: "/subscription",
  who: ["D"],
  tag: "Plan",
  summary: "Where our own plan stands",
  reply: planSubscriptionSchema,
  errors: [...sessionErrors],
});
