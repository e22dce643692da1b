/** Rows of subscriptions as the rules know them, and the statements that write them. */
import type { Interval } from "@dream-api/contract";
import type { MovedRecord, Scope, StoredSubscription, SubscriptionRecord } from "@dream-api/domain";
import { and, eq, isNull, notInArray, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow } from "../d1/guard.ts";
import { mrrMovements, subscriptions } from "../d1/schema/index.ts";

type Row = typeof subscriptions.$inferSelect;

export function subscriptionOfRow({ projectId: _project, mode: _mode, rev: _rev, ...row }: Row): StoredSubscription {
  return { ...row, interval: row.interval satisfies Interval };
}

export function ofScope({ projectId, mode }: Scope): SQL | undefined {
  return and(eq(subscriptions.projectId, projectId), eq(subscriptions.mode, mode));
}

/** The one that counts for its user, as the unique index has it. */
export const isCurrent = and(
  isNull(subscriptions.duplicateOf),
  notInArray(subscriptions.status, ["canceled", "incomplete_expired"]),
);

/** Fails its batch when the row is not as it was read. */
export function writeRecord(
  database: Database,
  scope: Scope,
  { before, next, movement }: MovedRecord,
  updatedAt: number,
): BatchItem<"sqlite">[] {
  const { projectId, mode } = scope;
  const values = { ...columnsOf(next), projectId, mode, updatedAt, rev: revOf(scope) };
  const { stripeAccountId, subscriptionId, userId, tier, rowRev } = next;
  return [
    before
      ? database
          .update(subscriptions)
          .set(values)
          .where(
            and(
              eq(subscriptions.stripeAccountId, stripeAccountId),
              eq(subscriptions.subscriptionId, subscriptionId),
              eq(subscriptions.rowRev, before.rowRev),
              ofScope(scope),
            ),
          )
      : database.insert(subscriptions).values(values).onConflictDoNothing(),
    expectOneRow(database),
    ...(movement
      ? [
          database.insert(mrrMovements).values({
            ...{ projectId, mode, userId, stripeAccountId, subscriptionId, rowRev },
            ...{ ...movement, tier: movement.tier ?? tier },
          }),
        ]
      : []),
  ];
}

function columnsOf(record: SubscriptionRecord) {
  const {
    stripeAccountId,
    subscriptionId,
    userId,
    tier,
    stripePriceId,
    unitAmount,
    netAmount,
    currency,
    status,
    interval,
  } = record;
  const { usageAnchor, currentPeriodStart, currentPeriodEnd, trialEnd, cancelAt, canceledAt, cancelReason } = record;
  const { firstFailedAt, duplicateOf, createdAt, rowRev } = record;
  return {
    ...{ stripeAccountId, subscriptionId, userId, tier, stripePriceId, unitAmount, netAmount, currency, status },
    ...{ interval, usageAnchor, currentPeriodStart, currentPeriodEnd, trialEnd, cancelAt, canceledAt, cancelReason },
    ...{ firstFailedAt, duplicateOf, createdAt, rowRev },
  };
}

/** Whether a user has a subscription that counts, besides the one named. */
export function hasOtherCurrent({ projectId, mode }: Scope, userId: string, subscriptionId: string): SQL {
  return sql`EXISTS (SELECT 1 FROM subscriptions WHERE project_id = ${projectId} AND mode = ${mode}
    AND user_id = ${userId} AND subscription_id <> ${subscriptionId}
    AND duplicate_of IS NULL AND status NOT IN ('canceled', 'incomplete_expired'))`;
}
