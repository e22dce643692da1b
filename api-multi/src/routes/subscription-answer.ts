/** A subscription as the wire shows it. */
import type { Subscription } from "@dream-api/contract";
import type { ChangedSubscription, StoredSubscription } from "@dream-api/domain";

export function subscriptionView(subscription: StoredSubscription): Subscription {
  const { subscriptionId, userId, tier, status, unitAmount, currency, interval, cancelReason } = subscription;
  return {
    id: subscriptionId,
    customerId: userId,
    plan: tier,
    status,
    unitAmount,
    currency,
    interval,
    currentPeriodStart: timeOf(subscription.currentPeriodStart),
    currentPeriodEnd: timeOf(subscription.currentPeriodEnd),
    cancelAt: timeOrNull(subscription.cancelAt),
    canceledAt: timeOrNull(subscription.canceledAt),
    cancelReason,
    trialEnd: timeOrNull(subscription.trialEnd),
    updatedAt: timeOf(subscription.updatedAt),
  };
}

export function changedAnswer({ subscription, isPending }: ChangedSubscription): Response {
  return Response.json({ ...subscriptionView(subscription), ...(isPending ? { pending: true } : {}) });
}

export function timeOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function timeOrNull(milliseconds: number | null): string | null {
  return milliseconds === null ? null : timeOf(milliseconds);
}
