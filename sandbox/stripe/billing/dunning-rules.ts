/** How a failed renewal is tried again: an account setting at Stripe, a setting of the whole sandbox here. */

export interface Dunning {
  /** Days from one failed attempt to the next. */
  retryAfterDays: number[];
  /** What becomes of the subscription when the last attempt failed. */
  atTheEnd: "cancel" | "leave_past_due" | "mark_unpaid";
}

export const defaultDunning: Dunning = { retryAfterDays: [3, 5, 7], atTheEnd: "cancel" };

/** Seconds until the next try, or nothing when this was the last. */
export function nextRetrySeconds({ retryAfterDays }: Dunning, attemptCount: number): number | undefined {
  const days = retryAfterDays[attemptCount - 1];
  return days === undefined ? undefined : days * 86_400;
}
