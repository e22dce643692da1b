/**
 * What a subscription earns in a year, and how that changed. A monthly amount x 12 is whole, so the running sum of all
 * movements is exactly what is earned.
 */
import { isOver, type SubscriptionRecord } from "./subscription.ts";

export type MovementKind = "new" | "expansion" | "contraction" | "churn" | "reactivation";

export interface RevenueMovement {
  readonly kind: MovementKind;
  /** What it adds, or takes away: annualised minor units. */
  readonly annualAmount: number;
  readonly currency: string;
  readonly tier: string;
  /** Business time. */
  readonly at: number;
}

/** Trials earn nothing yet; what is past due is still owed. Discounts are off. */
export function annualAmountOf(subscription: SubscriptionRecord | null): number {
  if (!subscription || subscription.duplicateOf !== null) return 0;
  const { status, interval, netAmount } = subscription;
  if (status !== "active" && status !== "past_due") return 0;
  return interval === "year" ? netAmount : netAmount * 12;
}

/** @param hasPaidBefore whether its user ever earned anything. @returns null when nothing moved */
export function movementBetween(
  before: SubscriptionRecord | null,
  next: SubscriptionRecord,
  { hasPaidBefore, businessNow }: { hasPaidBefore: boolean; businessNow: number },
): RevenueMovement | null {
  const [from, to] = [annualAmountOf(before), annualAmountOf(next)];
  if (from === to) return null;
  const kind = kindOf(from, to, hasPaidBefore);
  const { currency } = next;
  const tier = kind === "churn" && before ? before.tier : next.tier;
  return { kind, annualAmount: to - from, currency, tier, at: momentOf(kind, next, businessNow) };
}

function kindOf(from: number, to: number, hasPaidBefore: boolean): MovementKind {
  if (from === 0) return hasPaidBefore ? "reactivation" : "new";
  if (to === 0) return "churn";
  return to > from ? "expansion" : "contraction";
}

/** When it happened where Stripe tells it, so that news that came late is booked on its own day. */
function momentOf(kind: MovementKind, next: SubscriptionRecord, businessNow: number): number {
  if (kind === "churn" && isOver(next)) return Math.min(next.cancelAt ?? businessNow, businessNow);
  if (kind === "new") return Math.min(next.trialEnd ?? next.usageAnchor, businessNow);
  return businessNow;
}
