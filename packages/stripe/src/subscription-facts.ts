/** What Stripe says of a subscription, in our words and in milliseconds. */
import type { Interval } from "@dream-api/contract";
import type { StripeSubscription } from "@dream-api/domain";
import type Stripe from "stripe";
import { inMs, knownStatus } from "./plan-subscriptions.ts";

/** What is read of a subscription beside itself. */
export const expandedInSubscription = ["discounts.source.coupon"];

/** @param firstFailedAt when the oldest payment failed that was not made good */
export function subscriptionOf(
  subscription: Stripe.Subscription,
  firstFailedAt: number | null,
): StripeSubscription | null {
  const [item] = subscription.items.data;
  if (!item) return null;
  const { id, customer, currency, created, start_date: startDate, status, cancellation_details: ending } = subscription;
  const rhythm = rhythmOf(item.price.recurring);
  const perCharge = (item.price.unit_amount ?? 0) * (item.quantity ?? 1);
  const currentPeriodEnd = item.current_period_end * 1000;
  return {
    subscriptionId: id,
    customerId: idOf(customer) ?? "",
    itemId: item.id,
    priceId: item.price.id,
    status: knownStatus(status),
    unitAmount: Math.round(perCharge * rhythm.chargesPerInterval),
    netAmount: Math.round(
      afterDiscounts(perCharge, subscription.discounts, item.current_period_start) * rhythm.chargesPerInterval,
    ),
    currency,
    interval: rhythm.interval,
    currentPeriodStart: item.current_period_start * 1000,
    currentPeriodEnd,
    trialEnd: inMs(subscription.trial_end),
    cancelAt: endOf(subscription, currentPeriodEnd),
    canceledAt: inMs(subscription.canceled_at),
    cancelReason: ending?.feedback ?? ending?.reason ?? null,
    firstFailedAt,
    createdAt: created * 1000,
    startedAt: startDate * 1000,
    unpaidChangeInvoiceId: subscription.pending_update ? idOf(subscription.latest_invoice) : null,
  };
}

/** The portal sets `cancel_at` only, the API both. */
function endOf(
  { ended_at: ended, cancel_at: at, cancel_at_period_end: atPeriodEnd }: Stripe.Subscription,
  end: number,
) {
  return inMs(ended) ?? inMs(at) ?? (atPeriodEnd ? end : null);
}

const daysPerMonth = 365 / 12;
const chargesPerMonth: Record<string, number> = { day: daysPerMonth, week: daysPerMonth / 7, month: 1 };

/** Ours are monthly or yearly; an account's owner may put a customer on another rhythm, which is told per month. */
function rhythmOf(recurring: Stripe.Price.Recurring | null): { interval: Interval; chargesPerInterval: number } {
  const { interval = "month", interval_count: count = 1 } = recurring ?? {};
  if (interval === "year") return { interval: "year", chargesPerInterval: 1 / count };
  return { interval: "month", chargesPerInterval: (chargesPerMonth[interval] ?? 1) / count };
}

/**
 * Only what goes on: a discount on one invoice does not change what is earned each month. One that ends within a period
 * was on the period's bill and counts until the next, whenever it is asked.
 * @param periodStart Unix seconds
 */
function afterDiscounts(amount: number, discounts: Stripe.Subscription["discounts"], periodStart: number): number {
  let left = amount;
  for (const discount of discounts) {
    if (typeof discount === "string" || (discount.end !== null && discount.end <= periodStart)) continue;
    const { coupon } = discount.source;
    if (coupon === null || typeof coupon === "string" || coupon.duration === "once") continue;
    left -= coupon.amount_off ?? Math.round((left * (coupon.percent_off ?? 0)) / 100);
  }
  return Math.max(0, left);
}

export function idOf(reference: string | { id: string } | null): string | null {
  return typeof reference === "object" ? (reference?.id ?? null) : reference;
}
