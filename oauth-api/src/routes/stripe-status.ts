/** How far Stripe got, as the wire shows it. */
import type { SyncStatus } from "@dream-api/contract";
import { describePlan, type StripeOutcome } from "@dream-api/domain";

export function stripeStatus({ status, plan }: StripeOutcome): SyncStatus {
  return { status, plan: describePlan(plan) };
}

/** Said only when it is so. */
export function whenPending(pending: boolean): { pending?: true } {
  return pending ? { pending } : {};
}
