import { describe, expect, test } from "vitest";
import { entitlementOf } from "../src/usage/entitlement.ts";
import { type SubscriptionFacts, type SubscriptionStatus, unknownUser } from "../src/usage/facts.ts";
import { givesAccess } from "../src/usage/subscription-access.ts";
import { knowledge, tier } from "./facts.ts";

const at = (text: string) => Date.parse(text);
const now = at("2027-03-15T12:00:00Z");

const subscription: SubscriptionFacts = {
  tier: "pro",
  status: "active",
  interval: "month",
  usageAnchor: at("2027-01-31T00:00:00Z"),
  currentPeriodEnd: at("2027-03-31T00:00:00Z"),
  cancelAt: null,
  firstFailedAt: null,
};

const tiers = [tier("free", { isFree: true }), tier("pro"), tier("team")];

describe("which tier and which period", () => {
  test("a subscription that gives access goes before everything else, by its own anchor", () => {
    const user = { ...unknownUser, assignedTier: "team", subscription };
    const entitlement = entitlementOf(user, "free", knowledge({ tiers }), now);
    expect(entitlement).toMatchObject({
      tier: { name: "pro" },
      source: "subscription",
      anchor: subscription.usageAnchor,
    });
    expect(new Date(entitlement?.period.start ?? 0).toISOString()).toBe("2027-02-28T00:00:00.000Z");
  });

  test.each([
    ["an assigned tier goes before the header", "team", "pro", "team", "assigned"],
    ["the header goes before the free tier", null, "pro", "pro", "header"],
    ["the free tier is for everybody else", null, undefined, "free", "free"],
  ] as const)("%s, by the calendar", (_name, assignedTier, header, plan, source) => {
    const entitlement = entitlementOf({ ...unknownUser, assignedTier }, header, knowledge({ tiers }), now);
    expect(entitlement).toMatchObject({ tier: { name: plan }, source, anchor: 0 });
    expect(new Date(entitlement?.period.start ?? 0).toISOString()).toBe("2027-03-01T00:00:00.000Z");
  });

  test("without a free tier a stranger has no plan", () => {
    expect(entitlementOf(unknownUser, undefined, knowledge({ tiers: [tier("pro")] }), now)).toBeNull();
  });

  test("an archived free tier is given to nobody new", () => {
    const archived = [tier("free", { isFree: true, isArchived: true })];
    expect(entitlementOf(unknownUser, undefined, knowledge({ tiers: archived }), now)).toBeNull();
  });

  test("a subscription that gives no access leaves the user where they were without it", () => {
    const user = { ...unknownUser, subscription: { ...subscription, status: "unpaid" as const } };
    expect(entitlementOf(user, undefined, knowledge({ tiers }), now)).toMatchObject({ tier: { name: "free" } });
  });
});

describe("access of a subscription", () => {
  test.each<[SubscriptionStatus, boolean]>([
    ["trialing", true],
    ["active", true],
    ["past_due", true],
    ["unpaid", false],
    ["paused", false],
    ["incomplete", false],
    ["incomplete_expired", false],
    ["canceled", false],
  ])("%s gives access: %s", (status, expected) => {
    const firstFailedAt = status === "past_due" ? now - 1 : null;
    expect(givesAccess({ ...subscription, status, firstFailedAt }, now)).toBe(expected);
  });

  test("a cancellation takes effect at its moment, not before", () => {
    const cancelAt = now + 1;
    expect(givesAccess({ ...subscription, cancelAt }, now)).toBe(true);
    expect(givesAccess({ ...subscription, cancelAt }, cancelAt)).toBe(false);
  });

  test("a failed payment keeps the tier for seven days", () => {
    const firstFailedAt = now;
    const sevenDays = 7 * 24 * 60 * 60 * 1000;
    expect(givesAccess({ ...subscription, status: "past_due", firstFailedAt }, now + sevenDays - 1)).toBe(true);
    expect(givesAccess({ ...subscription, status: "past_due", firstFailedAt }, now + sevenDays)).toBe(false);
  });

  test.each([
    ["month", "2027-04-29T23:59:59Z", true],
    ["month", "2027-04-30T00:00:00Z", false],
    ["year", "2028-03-30T23:59:59Z", true],
    ["year", "2028-03-31T00:00:00Z", false],
  ] as const)("without news a %sly period is trusted for one more: %s %s", (interval, moment, expected) => {
    expect(givesAccess({ ...subscription, interval }, at(moment))).toBe(expected);
  });
});
