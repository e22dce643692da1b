import { describe, expect, test } from "vitest";
import { dayMs } from "../src/clock.ts";
import {
  currentSubscription,
  isCovered,
  noPlan,
  type PlanSubscription,
  planFrom,
  planLock,
} from "../src/platforms/plan.ts";

const start = Date.UTC(2026, 0, 15);
const day = (days: number) => start + days * dayMs;

function subscription(more: Partial<PlanSubscription> = {}): PlanSubscription {
  return {
    subscriptionId: "sub_1",
    status: "active",
    createdAt: start,
    trialEnd: null,
    currentPeriodEnd: day(31),
    cancelAt: null,
    endedAt: null,
    ...more,
  };
}

describe("what a subscription makes of the plan", () => {
  test.each<[string, Partial<PlanSubscription>, number | null, object]>([
    [
      "a trial",
      { status: "trialing", trialEnd: day(14), currentPeriodEnd: day(14) },
      null,
      { status: "trialing", trialEndsAt: day(14), trialUsed: true, graceUntil: null, coveredUntil: day(21) },
    ],
    ["paid", {}, null, { status: "active", trialUsed: false, graceUntil: null, coveredUntil: day(38) }],
    [
      "to end with its period",
      { cancelAt: day(31) },
      null,
      { status: "active", cancelAt: day(31), coveredUntil: day(38) },
    ],
    ["to end before its period does", { cancelAt: day(10) }, null, { status: "active", coveredUntil: day(17) }],
    [
      "a failed renewal",
      { status: "past_due", currentPeriodEnd: day(62) },
      day(31),
      { status: "past_due", graceUntil: day(38), coveredUntil: day(38) },
    ],
    [
      "given up on but kept",
      { status: "unpaid", currentPeriodEnd: day(62) },
      day(31),
      { status: "past_due", coveredUntil: day(38) },
    ],
    [
      "ended by its owner",
      { status: "canceled", endedAt: day(31) },
      null,
      { status: "canceled", graceUntil: day(38), coveredUntil: day(38) },
    ],
    [
      "ended for want of payment",
      { status: "canceled", endedAt: day(46) },
      day(31),
      { status: "canceled", graceUntil: day(38), coveredUntil: day(38) },
    ],
    [
      "paused behind its trial",
      { status: "paused", trialEnd: day(14), currentPeriodEnd: day(45) },
      null,
      { status: "canceled", trialUsed: true },
    ],
    ["never begun", { status: "incomplete" }, null, { status: "none", stripeSubscriptionId: null, coveredUntil: null }],
    ["never begun, and over", { status: "incomplete_expired" }, null, { status: "none", coveredUntil: null }],
  ])("%s", (_case, more, firstFailedAt, expected) => {
    expect(planFrom([subscription(more)], firstFailedAt, noPlan)).toMatchObject(expected);
  });

  test("no subscription is no plan, and a trial stays used", () => {
    expect(planFrom([], null, noPlan)).toEqual(noPlan);
    expect(planFrom([], null, { trialUsed: true })).toEqual({ ...noPlan, trialUsed: true });
  });
});

describe("of several subscriptions", () => {
  const ended = subscription({ subscriptionId: "sub_old", status: "canceled", endedAt: day(5) });
  const endedLater = subscription({ subscriptionId: "sub_later", status: "canceled", endedAt: day(6) });
  const living = subscription({ subscriptionId: "sub_live", createdAt: day(6), status: "past_due" });
  const second = subscription({ subscriptionId: "sub_second", createdAt: day(7) });

  test.each<[PlanSubscription[], string | undefined]>([
    [[ended, endedLater], "sub_later"],
    [[second, ended, living], "sub_live"],
    [[ended, subscription({ subscriptionId: "sub_none", status: "incomplete" })], "sub_old"],
    [[], undefined],
  ])("the oldest that lives counts, else the last that ended (%#)", (subscriptions, expected) => {
    expect(currentSubscription(subscriptions)?.subscriptionId).toBe(expected);
    expect(currentSubscription([...subscriptions].reverse())?.subscriptionId).toBe(expected);
  });
});

describe("the lock on live counting", () => {
  const pastDue = planFrom([subscription({ status: "past_due", currentPeriodEnd: day(62) })], day(31), noPlan);
  const canceled = planFrom([subscription({ status: "canceled", endedAt: day(20) })], null, noPlan);

  test.each([
    [noPlan, start, "no_plan"],
    [pastDue, day(38) - 1, null],
    [pastDue, day(38), "payment_failed"],
    [canceled, day(27) - 1, null],
    [canceled, day(27), "canceled"],
  ])("falls when the last day of grace is over, and says why (%#)", (plan, at, expected) => {
    expect(planLock(plan, at)).toBe(expected);
    expect(isCovered(plan, at)).toBe(expected === null);
  });
});
