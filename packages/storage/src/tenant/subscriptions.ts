/** A project's subscriptions: the row, the user's plan, the revenue and the news for the Meters are one transaction. */
import type {
  BasisQuery,
  Notice,
  Scope,
  StoredSubscription,
  SubscriptionBasis,
  SubscriptionChange,
  SubscriptionStore,
} from "@dream-api/domain";
import { and, desc, eq, gte, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { refuseWhen } from "../d1/guard.ts";
import { endUsers, mrrMovements, prices, projects, subscriptions } from "../d1/schema/index.ts";
import { leaveNotice, recordAudit } from "../platform/audit.ts";
import { markDirty } from "../work/dirty-objects.ts";
import { tenantRepository } from "./repository.ts";
import { hasOtherCurrent, isCurrent, ofScope, subscriptionOfRow, writeRecord } from "./subscription-rows.ts";

export interface SubscriptionListQuery {
  readonly status?: StoredSubscription["status"] | undefined;
  /** Business time, inclusive. */
  readonly updatedAfter?: number | undefined;
  /** Behind which the page begins. */
  readonly after: { updatedAt: number; subscriptionId: string } | null;
  readonly limit: number;
}

export function tenantSubscriptions(database: Database, realNow: () => number) {
  const ofUser = (scope: Scope, userId: string) =>
    and(eq(endUsers.projectId, scope.projectId), eq(endUsers.mode, scope.mode), eq(endUsers.userId, userId));

  return tenantRepository({
    async readBasis(scope: Scope, query: BasisQuery): Promise<SubscriptionBasis | null> {
      const { projectId, mode } = scope;
      const { userId, stripeAccountId, subscriptionId, priceId } = query;
      const [owners, priced, rivals, paid, users] = await database.batch([
        database
          .select({ platformId: projects.platformId })
          .from(projects)
          .where(and(eq(projects.projectId, projectId), isNull(projects.deletedAt))),
        database
          .select({ tier: prices.name })
          .from(prices)
          .where(
            and(
              eq(prices.stripeAccountId, stripeAccountId),
              eq(prices.stripePriceId, priceId ?? ""),
              eq(prices.projectId, projectId),
              eq(prices.mode, mode),
              eq(prices.kind, "tier"),
            ),
          ),
        database
          .select()
          .from(subscriptions)
          .where(
            and(
              ofScope(scope),
              eq(subscriptions.userId, userId),
              isCurrent,
              ne(subscriptions.subscriptionId, subscriptionId),
            ),
          ),
        database
          .select({ id: mrrMovements.id })
          .from(mrrMovements)
          .where(
            and(eq(mrrMovements.projectId, projectId), eq(mrrMovements.mode, mode), eq(mrrMovements.userId, userId)),
          )
          .limit(1),
        database
          .select({ plan: endUsers.plan, planSource: endUsers.planSource })
          .from(endUsers)
          .where(ofUser(scope, userId)),
      ]);
      const [owner] = owners;
      const [rival] = rivals;
      if (!owner) return null;
      return {
        ...owner,
        tierOfPrice: priced[0]?.tier ?? null,
        rival: rival ? subscriptionOfRow(rival) : null,
        hasPaidBefore: paid.length > 0,
        plan: users[0]?.plan ?? null,
        planSource: users[0]?.planSource ?? null,
      };
    },

    async findCurrent(scope: Scope, userId: string): Promise<StoredSubscription | null> {
      const [row] = await database
        .select()
        .from(subscriptions)
        .where(and(ofScope(scope), eq(subscriptions.userId, userId), isCurrent));
      return row ? subscriptionOfRow(row) : null;
    },

    async find(scope: Scope, name: { stripeAccountId: string; subscriptionId: string }) {
      const [row] = await database
        .select()
        .from(subscriptions)
        .where(
          and(
            ofScope(scope),
            eq(subscriptions.stripeAccountId, name.stripeAccountId),
            eq(subscriptions.subscriptionId, name.subscriptionId),
          ),
        );
      return row ? subscriptionOfRow(row) : null;
    },

    /** The last changed first. */
    async list(scope: Scope, { status, updatedAfter, after, limit }: SubscriptionListQuery) {
      const { updatedAt, subscriptionId } = subscriptions;
      const isBehind =
        after &&
        or(
          lt(updatedAt, after.updatedAt),
          and(eq(updatedAt, after.updatedAt), lt(subscriptionId, after.subscriptionId)),
        );
      const rows = await database
        .select()
        .from(subscriptions)
        .where(
          and(
            ofScope(scope),
            status === undefined ? undefined : eq(subscriptions.status, status),
            updatedAfter === undefined ? undefined : gte(updatedAt, updatedAfter),
            isBehind ?? undefined,
          ),
        )
        .orderBy(desc(updatedAt), desc(subscriptionId))
        .limit(limit);
      return rows.map(subscriptionOfRow);
    },

    write(scope: Scope, change: SubscriptionChange): Promise<number | null> {
      const { records, tier, hadTrial, toEnd, notices, businessNow } = change;
      const last = records.at(-1)?.next;
      if (!last) throw new Error("A change of subscriptions changes none");
      const others = records.slice(0, -1).map(({ next }) => next.subscriptionId);
      return changeProject(database, scope, realNow(), [
        ...records.slice(0, -1).flatMap((record) => writeRecord(database, scope, record, businessNow)),
        // One more than the unique index allows is a race that was lost, not an error.
        ...(last.duplicateOf === null && !["canceled", "incomplete_expired"].includes(last.status)
          ? [refuseWhen(database, hasOtherCurrent(scope, last.userId, last.subscriptionId))]
          : []),
        ...records.slice(-1).flatMap((record) => writeRecord(database, scope, record, businessNow)),
        ...userStatements(scope, last.userId, { tier, hadTrial, isNew: records.at(-1)?.before === null }),
        ...(toEnd
          ? [markDirty(database, { ...toEnd, type: "subscription", objectId: toEnd.subscriptionId }, realNow())]
          : []),
        ...notices.map((notice) => leaveNotice(database, notice, realNow())),
        ...auditStatements(scope, change, others),
      ]);
    },

    async leaveNotice(_scope: Scope, notice: Notice): Promise<void> {
      await leaveNotice(database, notice, realNow());
    },
  } satisfies SubscriptionStore & Record<string, unknown>);

  function userStatements(
    scope: Scope,
    userId: string,
    { tier, hadTrial, isNew }: { tier: string | null | undefined; hadTrial: boolean; isNew: boolean },
  ): BatchItem<"sqlite">[] {
    const { projectId, mode } = scope;
    const made = database
      .insert(endUsers)
      .values({ projectId, mode, userId, status: "active", createdAt: realNow(), rev: revOf(scope) })
      .onConflictDoNothing();
    const living = and(ofUser(scope, userId), ne(endUsers.status, "erased"));
    const trial = database.update(endUsers).set({ trialUsed: true }).where(living);
    return [
      // Only at its beginning: later the user may have been erased, and must not come back.
      ...(isNew ? [made] : []),
      ...(hadTrial ? [trial] : []),
      ...(tier === undefined ? [] : [database.update(endUsers).set(planAfter(scope, tier)).where(living)]),
    ];
  }

  function auditStatements(scope: Scope, { platformId, records, actor }: SubscriptionChange, others: string[]) {
    const { projectId, mode } = scope;
    return records.flatMap(({ before, next }): BatchItem<"sqlite">[] => {
      const isTold = before?.tier !== next.tier || before?.status !== next.status || before.cancelAt !== next.cancelAt;
      if (!isTold && !others.includes(next.subscriptionId)) return [];
      const { userId, subscriptionId, tier, status, cancelAt, duplicateOf } = next;
      const from = before && { tier: before.tier, status: before.status };
      const detail = { customerId: userId, subscriptionId, from, tier, status, cancelAt, duplicateOf };
      const entry = { platformId, projectId, mode, actor, action: "subscription.changed", detail };
      return [recordAudit(database, entry, realNow())];
    });
  }
}

/** Without a subscription what the developer assigned counts again, then the free tier. */
function planAfter({ projectId, mode }: Scope, tier: string | null) {
  if (tier !== null) return { plan: tier, planSource: "subscription" as const };
  const free = sql`(SELECT name FROM tiers WHERE project_id = ${projectId} AND mode = ${mode}
    AND unit_amount = 0 AND archived_at IS NULL)`;
  const source: SQL<"assigned" | "free"> = sql`CASE WHEN ${endUsers.assignedTier} IS NOT NULL THEN 'assigned'
    WHEN ${free} IS NOT NULL THEN 'free' END`;
  return { plan: sql<string>`coalesce(${endUsers.assignedTier}, ${free})`, planSource: source };
}
