/** What Stripe knows of a developer's subscriptions to our plan, in our words and in milliseconds. */
import type { PlanSubscription, SubscriptionStatus } from "@dream-api/domain";
import type Stripe from "stripe";
import { askStripe, askStripeOrNull } from "./stripe-failure.ts";

/** All of a customer, ended ones too; none for a customer who is not there. @throws ProviderFailure */
export async function listPlanSubscriptions(stripe: Stripe, customer: string): Promise<PlanSubscription[]> {
  const params = { customer, status: "all" as const, limit: 100 };
  const page = await askStripeOrNull("list subscriptions", () => stripe.subscriptions.list(params));
  return page?.data.map(planSubscription) ?? [];
}

/**
 * When the oldest payment failed that was not made good: a failed invoice is due from when it was made final.
 * @returns epoch milliseconds; null when the last invoice was paid
 * @throws ProviderFailure
 */
export async function firstFailedPayment(
  stripe: Stripe,
  subscription: string,
  options: Stripe.RequestOptions = {},
): Promise<number | null> {
  const params = { subscription, limit: 100 };
  const { data: newestFirst } = await askStripe("list invoices", () => stripe.invoices.list(params, options));
  let failedAt: number | null = null;
  for (const { status, attempt_count: attempts, status_transitions: moments } of newestFirst) {
    if (status === "paid") break;
    if (attempts > 0 && moments.finalized_at !== null) failedAt = moments.finalized_at * 1000;
  }
  return failedAt;
}

function planSubscription(subscription: Stripe.Subscription): PlanSubscription {
  const { id, status, created, trial_end: trialEnd, ended_at: endedAt, items } = subscription;
  const currentPeriodEnd = Math.max(...items.data.map((item) => item.current_period_end));
  // The portal sets `cancel_at` only, the API both.
  const cancelAt = subscription.cancel_at ?? (subscription.cancel_at_period_end ? currentPeriodEnd : null);
  return {
    subscriptionId: id,
    status: knownStatus(status),
    createdAt: created * 1000,
    trialEnd: inMs(trialEnd),
    currentPeriodEnd: currentPeriodEnd * 1000,
    cancelAt: inMs(cancelAt),
    endedAt: inMs(endedAt),
  };
}

export function inMs(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}

const statuses: readonly SubscriptionStatus[] = [
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "incomplete",
  "incomplete_expired",
  "canceled",
];

/** A status that Stripe invents later is not taken for paid. */
export function knownStatus(status: Stripe.Subscription.Status): SubscriptionStatus {
  return statuses.find((known) => known === status) ?? "unpaid";
}
