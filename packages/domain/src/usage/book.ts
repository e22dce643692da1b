/** Writes units into a user's count and into the day's total of their tier, or takes them out again. */
import { dayMs, type Instant } from "../clock.ts";
import type { Counting } from "./counting.ts";
import type { Entitlement } from "./entitlement.ts";
import type { StoredAnswer } from "./facts.ts";
import type { MeterState } from "./meter-state.ts";

export function dayOf(at: Instant): number {
  return Math.floor(at.business / dayMs);
}

/** Counts units. A share of another day or tier that the counter still holds goes to that day's total first. */
export function book(userId: string, entitlement: Entitlement, amount: number, counting: Counting): number {
  const { state, at, secretReference } = counting;
  const { anchor, tier } = entitlement;
  const periodStart = entitlement.period.start;
  const day = dayOf(at);
  const before = state.counter(userId, anchor, periodStart);
  const continuesDay = before !== undefined && before.day === day && before.tier === tier.name;
  // Also a share of 0: D1 may know it as more, from before a release.
  if (before && !continuesDay) state.addToDay(before.day, before.tier, before.dayCount);
  const count = (before?.count ?? 0) + amount;
  state.saveCounter(userId, {
    anchor,
    periodStart,
    count,
    tier: tier.name,
    day,
    dayCount: (continuesDay ? before.dayCount : 0) + amount,
    lastAt: at.real,
    lastSecret: secretReference,
  });
  return count;
}

/** Takes an accepted call out of the count and the day that it was booked in, wherever the user is now. */
export function unbook(userId: string, answer: StoredAnswer, state: MeterState): void {
  const { anchor, periodStart, amount } = answer;
  const counter = state.counter(userId, anchor, periodStart);
  const holdsDay = counter?.day === answer.day && counter.tier === answer.tier;
  if (!holdsDay) state.addToDay(answer.day, answer.tier, -amount);
  // The count of a period long past may be gone; the day it was booked in stays.
  if (!counter) return;
  state.saveCounter(userId, {
    ...counter,
    count: counter.count - amount,
    dayCount: holdsDay ? counter.dayCount - amount : counter.dayCount,
  });
}
