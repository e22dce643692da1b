/**
 * Who brings Stripe in line with a catalogue. Every write of a run names its fencing number, so one that was given up
 * for dead writes nothing any more.
 */
import type {
  FinishedSync,
  ItemKind,
  RecordedPrice,
  Scope,
  SyncProgress,
  SyncRun,
  SyncRunStore,
  UnfinishedSync,
} from "@dream-api/domain";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { prices, products, projectModes, projects, syncRuns, tiers } from "../d1/schema/index.ts";
import { itemOfProduct, itemOfTier } from "./catalogue-items.ts";
import { syncedAccountOf } from "./connection-of.ts";
import { tenantRepository } from "./repository.ts";
import { leaveSyncNotice, takeBackSyncNotice } from "./sync-notices.ts";

type Holder = { fencing: number };
type ItemName = { account: string; kind: ItemKind; name: string };

export function tenantSyncRuns(database: Database) {
  const heldBy = (scope: Scope, { fencing }: Holder) =>
    and(eq(syncRuns.projectId, scope.projectId), eq(syncRuns.mode, scope.mode), eq(syncRuns.fencing, fencing));

  /** Fails its batch when the run is not the holder's any more. */
  const expectHeld = (scope: Scope, holder: Holder) =>
    [
      database.update(syncRuns).set({ fencing: holder.fencing }).where(heldBy(scope, holder)),
      expectOneRow(database),
    ] as const;

  const retire = (scope: Scope, { account, kind, name }: ItemName) =>
    database
      .update(prices)
      .set({ active: false })
      .where(
        and(
          eq(prices.projectId, scope.projectId),
          eq(prices.mode, scope.mode),
          eq(prices.stripeAccountId, account),
          eq(prices.kind, kind),
          eq(prices.name, name),
          eq(prices.active, true),
        ),
      );

  return tenantRepository({
    async take(scope: Scope, { at, until }: { at: number; until: number }) {
      const { projectId, mode } = scope;
      const taken = await database.all<TakenRow>(sql`
        INSERT INTO sync_runs (project_id, mode, fencing, leased_until, status, attempts, due_at)
        SELECT ${projectId}, ${mode}, 1, ${until}, 'pending', 1, ${at} WHERE ${syncedAccountOf(scope)} IS NOT NULL
        ON CONFLICT (project_id, mode) DO UPDATE SET
          fencing = fencing + 1, leased_until = excluded.leased_until, status = 'pending',
          attempts = attempts + 1, due_at = excluded.due_at
        WHERE leased_until <= ${at}
        RETURNING fencing, attempts, synced_rev, synced_account_id, progress`);
      if (taken[0]) return runOf(taken[0]);
      const [connected] = await database.all<{ account: string | null }>(
        sql`SELECT ${syncedAccountOf(scope)} AS account`,
      );
      return connected?.account ? ("running" as const) : ("not_connected" as const);
    },

    async readDesired(scope: Scope) {
      const { projectId, mode } = scope;
      const account = syncedAccountOf(scope);
      const [states, tierRows, productRows, priceRows] = await database.batch([
        database
          .select({
            rev: projectModes.catalogueRev,
            currency: projects.currency,
            deletedAt: projects.deletedAt,
            account: account.as("account"),
          })
          .from(projectModes)
          .innerJoin(projects, eq(projects.projectId, projectModes.projectId))
          .where(and(eq(projectModes.projectId, projectId), eq(projectModes.mode, mode))),
        database
          .select()
          .from(tiers)
          .where(and(eq(tiers.projectId, projectId), eq(tiers.mode, mode))),
        database
          .select()
          .from(products)
          .where(and(eq(products.projectId, projectId), eq(products.mode, mode))),
        database
          .select()
          .from(prices)
          .where(
            and(
              eq(prices.projectId, projectId),
              eq(prices.mode, mode),
              eq(prices.active, true),
              eq(prices.stripeAccountId, account),
            ),
          ),
      ]);
      const state = states[0];
      if (!state?.account) return null;
      const recorded = new Map(priceRows.map(({ kind, name, stripePriceId }) => [`${kind} ${name}`, stripePriceId]));
      const shared = { currency: state.currency, isDeleted: state.deletedAt !== null, recorded };
      const items = [
        ...tierRows.map((row) => itemOfTier(row, shared)),
        ...productRows.map((row) => itemOfProduct(row, shared)),
      ];
      return { rev: state.rev, account: state.account, items };
    },

    async hold(
      scope: Scope,
      { fencing, until, rev, account }: Holder & { until: number; rev: number; account: string },
    ) {
      const held = await database
        .update(syncRuns)
        .set({ leasedUntil: until })
        .where(and(heldBy(scope, { fencing }), isUnmoved(scope, rev, account)))
        .returning({ fencing: syncRuns.fencing });
      if (held.length === 1) return "held" as const;
      const own = await database.select().from(syncRuns).where(heldBy(scope, { fencing }));
      return own.length === 1 ? ("moved" as const) : ("lost" as const);
    },

    recordPrice(scope: Scope, fencing: number, { at, account, priceId, ...price }: RecordedPrice) {
      const { projectId, mode } = scope;
      return unlessLost(
        database.batch([
          ...expectHeld(scope, { fencing }),
          retire(scope, { account, ...price }),
          database
            .insert(prices)
            .values({
              ...price,
              projectId,
              mode,
              stripeAccountId: account,
              stripePriceId: priceId,
              active: true,
              createdAt: at,
            })
            .onConflictDoUpdate({ target: [prices.stripeAccountId, prices.stripePriceId], set: { active: true } }),
        ]),
      );
    },

    retirePrice(scope: Scope, fencing: number, item: ItemName) {
      return unlessLost(database.batch([...expectHeld(scope, { fencing }), retire(scope, item)]));
    },

    async finish(scope: Scope, { fencing, rev, account, at, lookAgainAt }: Holder & FinishedSync) {
      const finish = database
        .update(syncRuns)
        .set({
          ...(lookAgainAt === null
            ? { status: "synced", syncedRev: rev }
            : { status: "pending", syncedRev: null, dueAt: lookAgainAt }),
          leasedUntil: 0,
          attempts: 0,
          progress: null,
          syncedAccountId: account,
          lastErrorCode: null,
          finishedAt: at,
        })
        .where(and(heldBy(scope, { fencing }), isUnmoved(scope, rev, account)))
        .returning({ fencing: syncRuns.fencing });
      const isFinished = sql`EXISTS (SELECT 1 FROM sync_runs WHERE ${heldBy(scope, { fencing })} AND finished_at = ${at})`;
      const [finished] = await database.batch([finish, takeBackSyncNotice(database, scope, at, isFinished)]);
      return finished.length === 1;
    },

    async putOff(scope: Scope, { fencing, at, dueAt, failure, progress }: Holder & UnfinishedSync) {
      const putOff = database
        .update(syncRuns)
        .set({
          status: failure?.isFinal ? "failed" : "pending",
          leasedUntil: 0,
          dueAt,
          progress,
          ...(failure ? { lastErrorCode: failure.code } : { attempts: 0 }),
        })
        .where(heldBy(scope, { fencing }));
      if (!failure?.isFinal) {
        await putOff;
        return;
      }
      const [owner] = await database
        .select({ platformId: projects.platformId })
        .from(projects)
        .where(eq(projects.projectId, scope.projectId));
      if (!owner) return;
      const notice = leaveSyncNotice(database, scope, { ...owner, code: failure.code, at });
      await unlessLost(database.batch([putOff, expectOneRow(database), notice]));
    },
  } satisfies SyncRunStore & Record<string, unknown>);
}

interface TakenRow {
  readonly fencing: number;
  readonly attempts: number;
  readonly synced_rev: number | null;
  readonly synced_account_id: string | null;
  readonly progress: string | null;
}

function runOf({ fencing, attempts, synced_rev: rev, synced_account_id: account, progress }: TakenRow): SyncRun {
  return {
    fencing,
    attempts,
    synced: rev === null || account === null ? null : { rev, account },
    progress: progress === null ? null : (JSON.parse(progress) as SyncProgress),
  };
}

/** Whether catalogue and account are still what they were read as. */
function isUnmoved(scope: Scope, rev: number, account: string): SQL {
  const { projectId, mode } = scope;
  return sql`${account} = ${syncedAccountOf(scope)} AND ${rev} = (
    SELECT catalogue_rev FROM project_modes WHERE project_id = ${projectId} AND mode = ${mode})`;
}

async function unlessLost(batch: Promise<unknown>): Promise<boolean> {
  try {
    await batch;
    return true;
  } catch (error) {
    if (isGuardFailure(error)) return false;
    throw error;
  }
}
