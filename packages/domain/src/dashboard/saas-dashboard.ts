/** Recurring revenue, subscriptions and usage, from sums of what happened. Divided by 12 only here, at the end. */
import type { SaasDashboard } from "@dream-api/contract";
import { dayMs } from "../clock.ts";
import type { Period } from "../usage/period.ts";
import type { DayOfUsage, MovementSums, SaasRows, SubscriptionGroup } from "./figures.ts";
import type { Span } from "./span.ts";
import { spanView } from "./span-view.ts";

const monthsOfYear = 12;

export function saasDashboard(span: Span, currency: string, rows: SaasRows): SaasDashboard {
  const paying = rows.subscriptions.filter(({ status }) => status !== "trialing");
  const active = countOf(paying);
  const annual = rows.steps.reduce((sum, { total }) => sum + total, rows.before.total);
  const mrr = monthly(annual);
  return {
    type: "saas",
    ...spanView(span, currency),
    active,
    canceling: paying.reduce((sum, { canceling }) => sum + canceling, 0),
    trialing: countOf(rows.subscriptions) - active,
    mrr,
    arpu: active === 0 ? null : Math.round(mrr / active),
    churn: churnOf(rows),
    usage: usageWithin({ start: span.from, end: span.to }, rows.usage),
    series: seriesOf(span, rows),
    tiers: tiersOf(rows, currency),
  };
}

/** @param annual in annualised minor units */
function monthly(annual: number): number {
  return Math.max(0, Math.round(annual / monthsOfYear));
}

function churnOf({ before, steps }: SaasRows): SaasDashboard["churn"] {
  const ended = steps.reduce((sum, step) => sum + step.ended, 0);
  const earningBefore = before.begun - before.ended;
  return {
    subscriptions: ended,
    amount: monthly(-steps.reduce((sum, { churn }) => sum + churn, 0)),
    rate: earningBefore > 0 ? ended / earningBefore : null,
  };
}

function seriesOf({ steps }: Span, rows: SaasRows): SaasDashboard["series"] {
  let annual = rows.before.total;
  return steps.flatMap((step, index) => {
    const sums = rows.steps[index];
    if (!sums) return [];
    annual += sums.total;
    return {
      start: new Date(step.start).toISOString(),
      end: new Date(step.end).toISOString(),
      mrr: monthly(annual),
      movements: movementsOf(sums),
      usage: usageWithin(step, rows.usage),
    };
  });
}

function movementsOf(sums: MovementSums) {
  return {
    new: monthly(sums.new),
    expansion: monthly(sums.expansion),
    contraction: monthly(-sums.contraction),
    churn: monthly(-sums.churn),
    reactivation: monthly(sums.reactivation),
  };
}

function usageWithin({ start, end }: Period, usage: readonly DayOfUsage[]) {
  const byTier: Record<string, number> = {};
  let units = 0;
  for (const { day, tier, count } of usage) {
    if (day * dayMs < start || day * dayMs >= end) continue;
    byTier[tier] = (byTier[tier] ?? 0) + count;
    units += count;
  }
  return { units, byTier };
}

/** Archived tiers only while somebody is on them. */
function tiersOf({ tiers, subscriptions }: SaasRows, currency: string): SaasDashboard["tiers"] {
  return tiers.flatMap(({ name, displayName, isArchived }) => {
    const own = subscriptions.filter(({ tier }) => tier === name);
    if (isArchived && own.length === 0) return [];
    const annual = own
      .filter((group) => group.status !== "trialing" && group.currency === currency)
      .reduce((sum, { netAmount, interval }) => sum + netAmount * (interval === "month" ? monthsOfYear : 1), 0);
    return { name, displayName, subscriptions: countOf(own), mrr: monthly(annual) };
  });
}

function countOf(groups: readonly SubscriptionGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}
