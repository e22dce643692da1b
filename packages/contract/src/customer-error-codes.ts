/** What stands between an end user and what they want: usage, subscriptions, orders. */
import type { ErrorMeaning } from "./error-meaning.ts";

export const customerErrorCodes = {
  no_plan: {
    status: 403,
    title: "This user has no plan and the project has no free tier",
    remedy: "Give the project a free tier, put the user on a tier, or name one in <code>X-User-Plan</code>.",
  },
  tier_limit_reached: {
    status: 403,
    title: "Tier limit reached",
    remedy: "Offer the user an upgrade, or wait for <code>usage.periodEnd</code>.",
  },
  wrong_project_type: {
    status: 409,
    title: "This project is of another type",
    remedy: "Usage belongs to SaaS projects, stock and carts to stores.",
  },
  user_erased: {
    status: 409,
    title: "This user was erased; create it anew first",
    remedy: "Create the user anew before counting for them.",
  },
  customer_exists: {
    status: 409,
    title: "There is a customer of this id already",
    remedy: "Change that customer with <code>PATCH /api/customers/:id</code>, or choose another id.",
  },
  already_subscribed: {
    status: 409,
    title: "This subscription exists already",
    remedy: "Use the billing portal to change or cancel it.",
  },
  no_subscription: {
    status: 409,
    title: "There is no subscription yet",
    remedy: "Subscribe first; the billing portal is for those who have.",
  },
  live_subscription_exists: {
    status: 409,
    title: "This customer has a subscription that runs",
    remedy: "Cancel it first, or say <code>cancelSubscription=true</code> to end it at once.",
  },
  payment_failed: {
    status: 409,
    title: "The payment for this change failed",
    remedy:
      "Nothing was changed. Let the customer update the payment method in the billing portal, then repeat the change.",
  },
  sold_out: {
    status: 409,
    title: "There is not enough left of what is in this cart",
    remedy: "<code>lines</code> names what is short and how much of it is free. Nothing was reserved.",
  },
  stock_conflict: {
    status: 409,
    title: "The stock does not allow this change",
    remedy: "Read the product again: its stock is not the one expected, not tracked, or it would fall below 0.",
  },
  order_not_refundable: {
    status: 409,
    title: "This order has nothing left to refund",
    remedy: "Only what was paid and not given back can be refunded; look at the order.",
  },
  too_many_open_orders: {
    status: 429,
    title: "Too many orders are open and unpaid",
    remedy: "Pay or leave the open checkouts; unpaid ones end by themselves after about half an hour.",
  },
  rate_limited: {
    status: 429,
    title: "Too many calls in this minute",
    remedy: "Wait for <code>Retry-After</code> seconds.",
  },
} as const satisfies Record<string, ErrorMeaning>;
