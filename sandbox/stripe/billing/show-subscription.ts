/** A subscription and its items on the wire. */
import { showPlan } from "../catalogue/show-price.ts";
import { listWire } from "../lists/list-wire.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { SubscriptionEntity, SubscriptionItemEntity } from "./subscription-entity.ts";

export function showSubscription(subscription: SubscriptionEntity, books: Books): Wire {
  const {
    id,
    discounts,
    billing_mode,
    paused_at,
    pending_update: pending,
    trial_end_behavior,
    ...shown
  } = subscription;
  const { items, off_session, current_period_start, current_period_end, ...plain } = shown;
  const data = items.map((item) => showSubscriptionItem(subscription, item, books));
  return {
    id,
    object: "subscription",
    ...plain,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_mode: {
      type: billing_mode,
      flexible: billing_mode === "flexible" ? { proration_discounts: "included" } : null,
    },
    billing_schedules: [],
    discounts: discounts.map((discount) => discount.id),
    default_tax_rates: [],
    invoice_settings: { issuer: { type: "self" } },
    items: listWire(data, `/v1/subscription_items?subscription=${id}`),
    livemode: books.scope.livemode,
    payment_settings: { payment_method_types: null, ...subscription.payment_settings },
    pending_update: pending && {
      expires_at: pending.expires_at,
      subscription_items: pending.items.map((item) => showSubscriptionItem(subscription, item, books)),
    },
    trial_settings: { end_behavior: { missing_payment_method: trial_end_behavior } },
  };
}

export function showSubscriptionItem(
  subscription: SubscriptionEntity,
  item: SubscriptionItemEntity,
  books: Books,
): Wire {
  const price = books.own("price", item.price);
  const { quantity, ...shown } = item;
  return {
    ...shown,
    object: "subscription_item",
    billing_thresholds: null,
    current_period_end: subscription.current_period_end,
    current_period_start: subscription.current_period_start,
    current_trial: null,
    discounts: [],
    plan: showPlan(price, books),
    price: books.show("price", price),
    quantity,
    subscription: subscription.id,
    tax_rates: [],
  };
}
