/** Which tier a user is on and over which period it counts: subscription, then assignment, then header, then the free tier. */
import { calendarAnchor, type Knowledge, type TierRule, type UserFacts } from "./facts.ts";
import { anchoredMonth, calendarMonth, type Period } from "./period.ts";
import { givesAccess } from "./subscription-access.ts";

export type PlanSource = "subscription" | "assigned" | "header" | "free";

export interface Entitlement {
  readonly tier: TierRule;
  readonly source: PlanSource;
  readonly anchor: number;
  readonly period: Period;
}

/** @returns null when the user has no plan and the project no free tier */
export function entitlementOf(
  user: Pick<UserFacts, "subscription" | "assignedTier">,
  headerPlan: string | undefined,
  knowledge: Pick<Knowledge, "tiers">,
  at: number,
): Entitlement | null {
  const { subscription } = user;
  if (subscription && givesAccess(subscription, at)) {
    const tier = knowledge.tiers.get(subscription.tier);
    const { usageAnchor } = subscription;
    if (tier) return { tier, source: "subscription", anchor: usageAnchor, period: anchoredMonth(usageAnchor, at) };
  }
  const assigned = user.assignedTier === null ? undefined : knowledge.tiers.get(user.assignedTier);
  if (assigned) return byCalendar(assigned, "assigned", at);
  const named = headerPlan === undefined ? undefined : knowledge.tiers.get(headerPlan);
  if (named) return byCalendar(named, "header", at);
  const free = freeTierOf(knowledge);
  return free ? byCalendar(free, "free", at) : null;
}

function byCalendar(tier: TierRule, source: PlanSource, at: number): Entitlement {
  return { tier, source, anchor: calendarAnchor, period: calendarMonth(at) };
}

function freeTierOf(knowledge: Pick<Knowledge, "tiers">): TierRule | null {
  for (const tier of knowledge.tiers.values()) {
    if (tier.isFree && !tier.isArchived) return tier;
  }
  return null;
}
