/** Subscriptions over the API. */
import type Stripe from "stripe";
import type { CustomerEntity } from "../customers/customer-entity.ts";
import { attachedMethod } from "../customers/customers.ts";
import { liveCustomer } from "../customers/live-customer.ts";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { declined } from "../payments/payment-intents.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, StripeRefusal } from "../wire/refusal.ts";
import { cancelNow } from "./cancel-subscription.ts";
import { changeEnd } from "./change-end.ts";
import { collectInvoice } from "./collect-invoice.ts";
import { startSubscription } from "./start-subscription.ts";
import { isOver, type SubscriptionEntity } from "./subscription-entity.ts";
import { changeItems, currencyOfItems } from "./subscription-items.ts";
import { discountsOf, refuseUnsimulatedTerms, trialEndOf } from "./subscription-terms.ts";

export function createSubscription(books: Books, params: Stripe.SubscriptionCreateParams): Wire {
  refuseUnsimulatedTerms(params);
  const onlyAtCreation = ["backdate_start_date", "billing_cycle_anchor", "billing_cycle_anchor_config"] as const;
  refuseUnsimulated("subscriptions", params, ...onlyAtCreation, "customer_account");
  if (!params.customer) throw missing("customer");
  if (!params.items) throw missing("items");
  const customer = liveCustomer(books, params.customer, "customer");
  const onClock = books.onClock(customer.test_clock);
  const items = changeItems(onClock, [], params.items as never);
  const fields = fieldsOf(onClock, params, customer);
  const trialEnd = trialEndOf(onClock, params);
  const isCharged = fields.collection_method !== "send_invoice";
  const hasMethod = (fields.default_payment_method ?? customer.default_payment_method) !== null;
  const behavior = params.payment_behavior ?? "allow_incomplete";
  const owes =
    trialEnd === null && items.some(({ price, quantity }) => books.own("price", price).unit_amount * quantity > 0);
  if (owes && isCharged && !hasMethod && behavior !== "default_incomplete") {
    throw invalid(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method.",
      undefined,
      "resource_missing",
    );
  }
  const wanted = { items, currency: currencyOfItems(books, items), trialEnd, fields };
  const { subscription, invoice } = startSubscription(onClock, customer, wanted);
  if (subscription.status === "incomplete" && behavior !== "default_incomplete") {
    const outcome = collectInvoice(onClock, invoice, { isOffSession: params.off_session === true });
    const isFailed = outcome === "failed" || outcome === "requires_action";
    if (isFailed && behavior === "error_if_incomplete") {
      throw declined(books, books.own("payment_intent", invoice.payment_intent ?? "")).undoing();
    }
  }
  planEnd(onClock, books.own("subscription", subscription.id), params);
  return retrieveSubscription(books, {}, subscription.id);
}

function fieldsOf(
  books: Books,
  params: Stripe.SubscriptionCreateParams,
  customer: CustomerEntity,
): Partial<SubscriptionEntity> {
  const method = params.default_payment_method;
  const draft = { metadata: {} };
  withMetadata(draft, params.metadata);
  if (params.collection_method === "send_invoice" && params.days_until_due === undefined)
    throw missing("days_until_due");
  return {
    ...draft,
    ...(pick(
      params,
      "description",
      "days_until_due",
      "off_session",
      "collection_method",
    ) as Partial<SubscriptionEntity>),
    application_fee_percent: params.application_fee_percent || null,
    billing_mode: params.billing_mode?.type === "classic" ? "classic" : "flexible",
    default_payment_method: method ? attachedMethod(books, customer, method, "default_payment_method") : null,
    discounts: discountsOf(books, params.discounts, customer.id),
    payment_settings: { save_default_payment_method: params.payment_settings?.save_default_payment_method ?? "off" },
    trial_end_behavior: (params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice") as "pause",
  };
}

function planEnd(
  books: Books,
  subscription: SubscriptionEntity,
  params: { cancel_at?: number | string | null; cancel_at_period_end?: boolean },
): void {
  books.change("subscription", subscription, "customer.subscription.updated", (draft) =>
    changeEnd(books, draft, params),
  );
}

export function retrieveSubscription(books: Books, _params: object, id: string): Wire {
  return books.show("subscription", books.get("subscription", id));
}

export function cancelSubscription(books: Books, params: Stripe.SubscriptionCancelParams, id: string): Wire {
  const subscription = books.get("subscription", id);
  // Stripe answers a subscription that is over as if it did not exist.
  if (isOver(subscription))
    throw new StripeRefusal(`No such subscription: '${id}'`, { status: 404, code: "resource_missing", param: "id" });
  const { comment, feedback } = params.cancellation_details ?? {};
  cancelNow(books.onClock(subscription.test_clock), subscription, {
    comment: comment || null,
    feedback: feedback || null,
    prorate: params.prorate ?? false,
    invoiceNow: params.invoice_now ?? false,
  });
  return books.show("subscription", subscription);
}

export function listSubscriptions(books: Books, params: Stripe.SubscriptionListParams): Wire {
  refuseUnsimulated(
    "listing subscriptions",
    params,
    "automatic_tax",
    "current_period_end",
    "current_period_start",
    "plan" as never,
  );
  const { customer, price, status, collection_method: method, test_clock: testClock } = params;
  return listObjects(books, "subscription", params as ListParams, {
    url: "/v1/subscriptions",
    where: customer
      ? ["customer", customer]
      : price
        ? ["price", price]
        : testClock
          ? ["test_clock", testClock]
          : undefined,
    accepts: (subscription) =>
      hasStatus(subscription, status) &&
      (price === undefined || subscription.items.some((item) => item.price === price)) &&
      (method === undefined || subscription.collection_method === method) &&
      // Test clocks are seen only by those who ask for one, or for one of its customers.
      (testClock === undefined
        ? customer !== undefined || subscription.test_clock === null
        : subscription.test_clock === testClock),
  });
}

/** Without a status, everything but the canceled. */
function hasStatus(subscription: SubscriptionEntity, status: string | undefined): boolean {
  if (status === "all") return true;
  if (status === undefined) return subscription.status !== "canceled";
  return status === "ended" ? isOver(subscription) : subscription.status === status;
}
