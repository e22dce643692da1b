/**
 * The decision on one use: repeat, too fast, spent or counted, in one step without waiting for anything, so that
 * parallel calls can't both take the last unit.
 */
import type { UsageEvent } from "@dream-api/contract";
import { refuseUnpaidPlan } from "./admission.ts";
import { book, dayOf } from "./book.ts";
import type { Counting } from "./counting.ts";
import type { Entitlement } from "./entitlement.ts";
import { findEntitlement, findUser, isRefused } from "./find-user.ts";
import { type Outcome, refused, usageOf } from "./outcome.ts";
import { countAccepted, newRateGate, type RateGate, refuseTooFast } from "./rate-limit.ts";
import { replay } from "./replay.ts";

export function trackUsage(event: UsageEvent, counting: Counting, gate: RateGate = newRateGate()): Outcome {
  const { userId, amount, idempotencyKey } = event;
  const { state, at } = counting;
  const user = findUser(userId, counting);
  if (isRefused(user)) return user;
  const repeat = replay(userId, { idempotencyKey, kind: "track", input: String(amount) }, state, at.real);
  if (repeat) return repeat;
  const unpaid = refuseUnpaidPlan(counting.knowledge, at);
  if (unpaid) return unpaid;
  const entitlement = findEntitlement(user, event.plan, counting);
  if (isRefused(entitlement)) return entitlement;
  const tooFast = amount > 0 ? refuseTooFast(gate, userId, entitlement.tier.rateLimitPerMinute, state, at.real) : null;
  return tooFast ?? checkAndCount(event, entitlement, counting, gate);
}

/** Events in order, each decided as a single call would be; one call per user towards the rate limit. */
export function trackUsageBatch(events: readonly UsageEvent[], counting: Counting): Outcome[] {
  const gates = new Map<string, RateGate>();
  return events.map((event) => {
    const gate = gates.get(event.userId) ?? newRateGate();
    gates.set(event.userId, gate);
    return trackUsage(event, counting, gate);
  });
}

function checkAndCount(event: UsageEvent, entitlement: Entitlement, counting: Counting, gate: RateGate): Outcome {
  const { userId, amount, idempotencyKey } = event;
  const { state, at } = counting;
  const { anchor, period, tier } = entitlement;
  const before = state.counter(userId, anchor, period.start)?.count ?? 0;
  const ceiling = tier.limit ?? Number.MAX_SAFE_INTEGER;
  // Written as a difference: the sum of two safe integers need not be one.
  if (amount > ceiling - before) return refused("tier_limit_reached", { usage: usageOf(entitlement, before) });
  let count = before;
  if (amount > 0) {
    count = book(userId, entitlement, amount, counting);
    countAccepted(gate, userId, state, at.real);
  }
  const body = JSON.stringify({ allowed: true, usage: usageOf(entitlement, count) });
  // A check is decided anew each time: it changes nothing, and storing it would cost a row without any limit.
  if (idempotencyKey !== undefined && amount > 0) {
    state.saveAnswer(userId, idempotencyKey, {
      kind: "track",
      input: String(amount),
      body,
      createdAt: at.real,
      amount,
      anchor,
      periodStart: period.start,
      day: dayOf(at),
      tier: tier.name,
      isReleased: false,
    });
  }
  return { accepted: true, body, isReplay: false };
}
