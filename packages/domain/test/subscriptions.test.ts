import { describe, expect, test } from "vitest";
import { entitles, forgottenByStripe, nextSubscription } from "../src/subscriptions/next-subscription.ts";
import { annualAmountOf, movementBetween } from "../src/subscriptions/recurring-revenue.ts";
import { comesBefore, type StripeSubscription, type SubscriptionRecord } from "../src/subscriptions/subscription.ts";

const dayMs = 24 * 60 * 60_000;
const now = 1_800_000_000_000;

const atStripe: StripeSubscription = {
  subscriptionId: "sub_1",
  customerId: "cus_1",
  itemId: "si_1",
  priceId: "price_1",
  status: "active",
  unitAmount: 2900,
  netAmount: 2900,
  currency: "usd",
  interval: "month",
  currentPeriodStart: now - dayMs,
  currentPeriodEnd: now + 30 * dayMs,
  trialEnd: null,
  cancelAt: null,
  canceledAt: null,
  cancelReason: null,
  firstFailedAt: null,
  createdAt: now - dayMs,
  startedAt: now - dayMs,
  unpaidChangeInvoiceId: null,
};
const known = { stripeAccountId: "acct_1", userId: "ada", before: null, tierOfPrice: "pro" };

function record(changes: Partial<SubscriptionRecord> = {}): SubscriptionRecord {
  const made = nextSubscription(known, atStripe);
  if (!made) throw new Error("A known price makes a row");
  return { ...made, ...changes };
}

describe("a row follows what Stripe says", () => {
  test("its usage counts from its start, whatever happens to the cycle later", () => {
    expect(record().usageAnchor).toBe(atStripe.startedAt);
    const later = { ...atStripe, startedAt: now, currentPeriodStart: now, priceId: "price_2" };
    const next = nextSubscription({ ...known, before: record(), tierOfPrice: "max" }, later);
    expect(next).toMatchObject({ usageAnchor: atStripe.startedAt, tier: "max", rowRev: 2 });
  });

  test("a price that is not ours keeps the last known tier; without one there is no row", () => {
    const unknown = { ...known, tierOfPrice: null };
    expect(nextSubscription({ ...unknown, before: record() }, atStripe)).toMatchObject({ tier: "pro" });
    expect(nextSubscription(unknown, atStripe)).toBeNull();
  });

  test("one that Stripe forgot is over, and stays as it ended", () => {
    const over = forgottenByStripe(record(), now);
    expect(over).toMatchObject({ status: "canceled", cancelAt: now });
    expect(forgottenByStripe(over, now + dayMs)).toBe(over);
  });

  test("a duplicate gives nobody a tier", () => {
    expect(entitles(record(), now)).toBe(true);
    expect(entitles(record({ duplicateOf: "sub_0" }), now)).toBe(false);
  });
});

describe("of two that run at once", () => {
  test.each([
    ["the earlier one stands", { createdAt: 1 }, { createdAt: 2 }],
    ["in the same second the order of ids decides", { subscriptionId: "sub_a" }, { subscriptionId: "sub_b" }],
    ["one that was never paid gives way", { createdAt: 2 }, { createdAt: 1, status: "incomplete" as const }],
  ])("%s", (_rule, first, second) => {
    expect(comesBefore(record(first), record(second))).toBe(true);
    expect(comesBefore(record(second), record(first))).toBe(false);
  });
});

describe("what a subscription earns in a year", () => {
  test.each<[string, Partial<SubscriptionRecord>, number]>([
    ["a month is counted twelve times", {}, 12 * 2900],
    ["a year once", { interval: "year" }, 2900],
    ["after discounts", { netAmount: 1450 }, 12 * 1450],
    ["a trial nothing", { status: "trialing" }, 0],
    ["what is past due is still owed", { status: "past_due" }, 12 * 2900],
    ["unpaid nothing", { status: "unpaid" }, 0],
    ["a cancelled one nothing", { status: "canceled" }, 0],
    ["a duplicate nothing", { duplicateOf: "sub_0" }, 0],
  ])("%s", (_rule, changes, expected) => {
    expect(annualAmountOf(record(changes))).toBe(expected);
  });

  const never = { hasPaidBefore: false, businessNow: now };

  test.each<[string, SubscriptionRecord | null, SubscriptionRecord, number]>([
    ["new", null, record(), 12 * 2900],
    ["expansion", record(), record({ netAmount: 9900 }), 12 * 7000],
    ["contraction", record(), record({ netAmount: 900 }), -12 * 2000],
    ["churn", record(), record({ status: "canceled", cancelAt: now }), -12 * 2900],
  ])("%s", (kind, before, next, amount) => {
    expect(movementBetween(before, next, never)).toMatchObject({ kind, annualAmount: amount });
  });

  test("who comes back is reactivated; who only renews does not move", () => {
    expect(movementBetween(null, record(), { ...never, hasPaidBefore: true })).toMatchObject({ kind: "reactivation" });
    expect(movementBetween(record(), record({ currentPeriodEnd: now + 60 * dayMs }), never)).toBeNull();
  });

  test("news that came late is booked on its own day", () => {
    const ended = record({ status: "canceled", cancelAt: now - 3 * dayMs });
    expect(movementBetween(record(), ended, never)).toMatchObject({ at: now - 3 * dayMs });
    expect(movementBetween(null, record(), never)).toMatchObject({ at: atStripe.startedAt });
    const afterTrial = record({ trialEnd: now - dayMs / 2 });
    expect(movementBetween(record({ status: "trialing" }), afterTrial, never)).toMatchObject({ at: now - dayMs / 2 });
  });
});
