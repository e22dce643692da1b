/**
 * A developer's own plan with us, as it follows from what Stripe says of their subscriptions. Nothing depends on when
 * or in which order we heard of it: every end is a moment, and so is the end of the grace behind it.
 */
import type { LockReason, PlanStatus } from "@dream-api/contract";
import { dayMs } from "../clock.ts";
import type { SubscriptionStatus } from "../usage/facts.ts";

/** Business time throughout. */
export interface Plan {
  readonly status: PlanStatus;
  readonly stripeSubscriptionId: string | null;
  readonly trialEndsAt: number | null;
  readonly currentPeriodEnd: number | null;
  readonly cancelAt: number | null;
  /** There is one trial for each platform. */
  readonly trialUsed: boolean;
  /** While a payment is missing or the plan is over: until when it counts on. */
  readonly graceUntil: number | null;
  /** Until when live counting and new sales go on, should nothing more be heard. */
  readonly coveredUntil: number | null;
}

/** One of the developer's subscriptions to us, at Stripe. */
export interface PlanSubscription {
  readonly subscriptionId: string;
  readonly status: SubscriptionStatus;
  readonly createdAt: number;
  readonly trialEnd: number | null;
  readonly currentPeriodEnd: number;
  /** When it will end by itself, or would have. */
  readonly cancelAt: number | null;
  readonly endedAt: number | null;
}

/** Behind the first failed payment, or behind the end. */
export const planGraceMs = 7 * dayMs;

const without: Omit<Plan, "trialUsed"> = {
  status: "none",
  stripeSubscriptionId: null,
  trialEndsAt: null,
  currentPeriodEnd: null,
  cancelAt: null,
  graceUntil: null,
  coveredUntil: null,
};

export const noPlan: Plan = { ...without, trialUsed: false };

const liveStatuses: readonly SubscriptionStatus[] = ["trialing", "active", "past_due", "unpaid", "paused"];

export function isLiveSubscription({ status }: PlanSubscription): boolean {
  return liveStatuses.includes(status);
}

/** The one that counts: the oldest that lives, else the one that ended last. Null where none ever began. */
export function currentSubscription(subscriptions: readonly PlanSubscription[]): PlanSubscription | null {
  const living = subscriptions.filter(isLiveSubscription).sort((left, right) => left.createdAt - right.createdAt);
  const ended = subscriptions
    .filter(({ status }) => status === "canceled")
    .sort((left, right) => endOf(right) - endOf(left));
  return living[0] ?? ended[0] ?? null;
}

/** Whether its failed payments have to be asked for before {@link planFrom}. */
export function mayHaveFailed({ status }: PlanSubscription): boolean {
  return status === "past_due" || status === "unpaid" || status === "canceled";
}

/**
 * @param firstFailedAt when the oldest payment failed that was not made good; null when none did
 * @param before of which only the used trial is kept: a subscription that Stripe forgot does not bring it back
 */
export function planFrom(
  subscriptions: readonly PlanSubscription[],
  firstFailedAt: number | null,
  before: Pick<Plan, "trialUsed">,
): Plan {
  const trialUsed = before.trialUsed || subscriptions.some(({ trialEnd }) => trialEnd !== null);
  const current = currentSubscription(subscriptions);
  if (!current) return { ...without, trialUsed };
  const { subscriptionId: stripeSubscriptionId, trialEnd: trialEndsAt, currentPeriodEnd, cancelAt } = current;
  const status = statusOf(current.status);
  const isGood = status === "trialing" || status === "active";
  const grace = isGood ? null : (firstFailedAt ?? (status === "canceled" ? endOf(current) : currentPeriodEnd));
  const graceUntil = grace === null ? null : grace + planGraceMs;
  return {
    status,
    stripeSubscriptionId,
    trialEndsAt,
    currentPeriodEnd,
    cancelAt,
    trialUsed,
    graceUntil,
    coveredUntil: graceUntil ?? Math.min(currentPeriodEnd, cancelAt ?? currentPeriodEnd) + planGraceMs,
  };
}

export function isSamePlan(left: Plan, right: Plan): boolean {
  return (Object.keys(noPlan) as (keyof Plan)[]).every((name) => left[name] === right[name]);
}

export function isCovered({ coveredUntil }: Pick<Plan, "coveredUntil">, businessNow: number): boolean {
  return coveredUntil !== null && businessNow < coveredUntil;
}

/** Why live counting and new sales stand still; null while they don't. */
export function planLock(plan: Plan, businessNow: number): LockReason | null {
  if (isCovered(plan, businessNow)) return null;
  if (plan.status === "none") return "no_plan";
  return plan.status === "past_due" ? "payment_failed" : "canceled";
}

function statusOf(status: SubscriptionStatus): PlanStatus {
  switch (status) {
    case "trialing":
    case "active":
    case "past_due":
      return status;
    case "unpaid":
      return "past_due";
    case "paused":
    case "canceled":
      return "canceled";
    default:
      return "none";
  }
}

/** A paused one ended with its trial. */
function endOf({ endedAt, trialEnd, currentPeriodEnd }: PlanSubscription): number {
  return endedAt ?? trialEnd ?? currentPeriodEnd;
}
