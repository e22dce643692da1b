/** A customer's row with what belongs to it, as the wire shows it. */
import type { Customer, Subscription } from "@dream-api/contract";
import type { Period } from "@dream-api/domain";
import { timeText } from "./dashboard-paging.ts";

export interface CustomerRow {
  readonly row: number;
  readonly user_id: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly status: Customer["status"];
  readonly plan: string | null;
  readonly plan_source: Customer["planSource"];
  readonly last_active_at: number | null;
  readonly created_at: number;
  readonly usage_limit: number | null;
  /** JSON. */
  readonly features: string | null;
  /** What follows is null together. */
  readonly subscription_id: string | null;
  readonly usage_anchor: number | null;
  readonly tier: string;
  readonly subscription_status: Subscription["status"];
  readonly unit_amount: number;
  readonly currency: string;
  readonly interval: Subscription["interval"];
  readonly current_period_start: number;
  readonly current_period_end: number;
  readonly cancel_at: number | null;
  readonly canceled_at: number | null;
  readonly cancel_reason: string | null;
  readonly trial_end: number | null;
  readonly updated_at: number;
}

export interface UsageOf {
  readonly count: number;
  readonly period: Period;
}

export function customerOf(row: CustomerRow, { count, period }: UsageOf): Customer {
  const limit = row.usage_limit;
  return {
    id: row.user_id,
    email: row.email,
    name: row.name,
    status: row.status,
    plan: row.plan,
    planSource: row.plan === null ? null : row.plan_source,
    subscription: row.subscription_id === null ? null : subscriptionOf(row, row.subscription_id),
    usage:
      row.plan === null
        ? null
        : {
            plan: row.plan,
            count,
            limit,
            remaining: limit === null ? null : Math.max(0, limit - count),
            periodStart: new Date(period.start).toISOString(),
            periodEnd: new Date(period.end).toISOString(),
            features: row.features === null ? [] : (JSON.parse(row.features) as string[]),
          },
    lastActiveAt: timeText(row.last_active_at),
    createdAt: new Date(row.created_at).toISOString(),
  };
}

function subscriptionOf(row: CustomerRow, id: string): Subscription {
  return {
    id,
    customerId: row.user_id,
    plan: row.tier,
    status: row.subscription_status,
    unitAmount: row.unit_amount,
    currency: row.currency,
    interval: row.interval,
    currentPeriodStart: new Date(row.current_period_start).toISOString(),
    currentPeriodEnd: new Date(row.current_period_end).toISOString(),
    cancelAt: timeText(row.cancel_at),
    canceledAt: timeText(row.canceled_at),
    cancelReason: row.cancel_reason,
    trialEnd: timeText(row.trial_end),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}
