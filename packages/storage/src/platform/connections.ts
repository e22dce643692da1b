/** Which Stripe account sells for a platform in which mode. What is decided from it is written only if it still holds. */
import type { Mode } from "@dream-api/contract";
import {
  type AuthorizationState,
  type Connection,
  type ConnectionStore,
  connectionLostKind,
  minuteMs,
  type NewConnection,
  type PlatformScope,
  platformScopeOf,
} from "@dream-api/domain";
import { and, asc, eq, getTableColumns, gt, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { connectStates, notices, platforms, projectModes, stripeConnections, syncRuns } from "../d1/schema/index.ts";
import { leaveNotice, recordAudit } from "./audit.ts";
import { platformRepository } from "./repository.ts";

/** After this the call that took an authorization is believed dead. */
const exchangeMs = minuteMs;

/** @param realNow the machine's time */
export function platformConnections(database: Database, realNow: () => number) {
  const ofMode = ({ platformId }: PlatformScope, mode: Mode) =>
    and(eq(stripeConnections.platformId, platformId), eq(stripeConnections.mode, mode));

  const readOne = async (platform: PlatformScope, mode: Mode): Promise<Connection | null> => {
    const [row] = await database.select().from(stripeConnections).where(ofMode(platform, mode));
    return row ? connectionOf(row) : null;
  };

  const ofState = ({ platformId }: PlatformScope, stateHash: string) =>
    and(eq(connectStates.platformId, platformId), eq(connectStates.stateHash, stateHash));

  return platformRepository({
    async list({ platformId }) {
      const rows = await database
        .select()
        .from(stripeConnections)
        .where(eq(stripeConnections.platformId, platformId))
        .orderBy(asc(stripeConnections.mode));
      return rows.map(connectionOf);
    },

    async addState({ platformId }, state) {
      await database.batch([
        database.delete(connectStates).where(lt(connectStates.expiresAt, realNow())),
        database.insert(connectStates).values({ ...state, platformId }),
      ]);
    },

    async takeState(platform, stateHash): Promise<AuthorizationState | null> {
      const now = realNow();
      const isCurrent = and(ofState(platform, stateHash), gt(connectStates.expiresAt, now));
      const [taken] = await database
        .update(connectStates)
        .set({ takenAt: now })
        .where(and(isCurrent, isNull(connectStates.takenAt)))
        .returning({ mode: connectStates.mode });
      if (taken) return { progress: "taken", mode: taken.mode };
      const [state] = await database.select().from(connectStates).where(isCurrent);
      if (!state) return null;
      if (state.stripeAccountId === null) {
        return (state.takenAt ?? now) > now - exchangeMs ? { progress: "under_way" } : null;
      }
      const connection = await readOne(platform, state.mode);
      const isStanding = connection?.status === "connected" && connection.stripeAccountId === state.stripeAccountId;
      return isStanding ? { progress: "done", connection } : null;
    },

    async returnState(platform, stateHash) {
      await database.update(connectStates).set({ takenAt: null }).where(ofState(platform, stateHash));
    },

    async dropState(platform, stateHash) {
      await database.delete(connectStates).where(ofState(platform, stateHash));
    },

    async readFacts(platform, { mode, stripeAccountId }) {
      const [row] = await database.all<{ elsewhere: number; subscriptions: number }>(sql`SELECT
        ${isLinkedElsewhere(platform, stripeAccountId)} AS elsewhere,
        ${subscriptionsElsewhere(platform, mode, stripeAccountId)} AS subscriptions`);
      return {
        current: await readOne(platform, mode),
        isLinkedElsewhere: row?.elsewhere === 1,
        subscriptionsElsewhere: row?.subscriptions ?? 0,
      };
    },

    async connect(platform, connection) {
      const now = realNow();
      const { mode, stripeAccountId, stateHash } = connection;
      try {
        await database.batch([
          writeConnection(platform, connection, now),
          expectOneRow(database),
          database.update(connectStates).set({ stripeAccountId }).where(ofState(platform, stateHash)),
          forgetPortals(platform, connection),
          leaveForSync(platform, mode, now),
          takeBackNotice(platform, mode, now),
          recordAudit(database, connection.audit, now),
        ]);
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
      return readOne(platform, mode);
    },

    async end(platform, { connection, status, audit, notice }) {
      const now = realNow();
      const { mode, rowRev } = connection;
      try {
        await database.batch([
          database
            .update(stripeConnections)
            .set({ status, endedAt: now, rowRev: rowRev + 1 })
            .where(
              and(
                ofMode(platform, mode),
                eq(stripeConnections.rowRev, rowRev),
                inArray(stripeConnections.status, status === "disconnected" ? ["connected", "revoked"] : ["connected"]),
              ),
            ),
          expectOneRow(database),
          recordAudit(database, audit, now),
          ...(status === "disconnected" ? [takeBackNotice(platform, mode, now)] : []),
          ...(notice ? [leaveNotice(database, notice, now)] : []),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
    },
  } satisfies ConnectionStore & Record<string, unknown>);

  /** Changes one row, or none when what it was decided on has changed. */
  function writeConnection(platform: PlatformScope, wanted: NewConnection, now: number) {
    const { mode, stripeAccountId, scope, current } = wanted;
    return database
      .insert(stripeConnections)
      .select(
        sql`SELECT ${platform.platformId}, ${mode}, ${stripeAccountId}, ${scope}, 'connected', ${now}, NULL, 1
          WHERE NOT ${isLinkedElsewhere(platform, stripeAccountId)}
            AND EXISTS (SELECT 1 FROM platforms WHERE platform_id = ${platform.platformId} AND closed_at IS NULL)
            AND ${subscriptionsElsewhere(platform, mode, stripeAccountId)} = 0`,
      )
      .onConflictDoUpdate({
        target: [stripeConnections.platformId, stripeConnections.mode],
        set: {
          stripeAccountId,
          scope,
          status: "connected",
          connectedAt: now,
          endedAt: null,
          rowRev: sql`${stripeConnections.rowRev} + 1`,
        },
        setWhere: eq(stripeConnections.rowRev, current?.rowRev ?? -1),
      });
  }

  /** Every catalogue of the platform in that mode, so that Stripe follows it on the account that sells now. */
  function leaveForSync({ platformId }: PlatformScope, mode: Mode, now: number) {
    return database
      .insert(syncRuns)
      .select(
        sql`SELECT m.project_id, m.mode, 0, 0, 'pending', NULL, NULL, 0, ${now}, NULL, NULL, NULL
          FROM project_modes m JOIN projects p ON p.project_id = m.project_id
          WHERE p.platform_id = ${platformId} AND p.deleted_at IS NULL AND m.mode = ${mode}`,
      )
      .onConflictDoUpdate({
        target: [syncRuns.projectId, syncRuns.mode],
        set: { status: "pending", attempts: 0, dueAt: now, lastErrorCode: null, syncedRev: null, progress: null },
      });
  }

  /** A portal's configuration lives on an account; another account needs its own. */
  function forgetPortals({ platformId }: PlatformScope, { mode, stripeAccountId, current }: NewConnection) {
    const isAnother = current !== null && current.stripeAccountId !== stripeAccountId;
    const ofPlatform = sql`project_id IN (SELECT project_id FROM projects WHERE platform_id = ${platformId})`;
    return database
      .update(projectModes)
      .set({ portalConfigurationId: null })
      .where(and(eq(projectModes.mode, mode), ofPlatform, isAnother ? undefined : sql`0`));
  }

  function takeBackNotice({ platformId }: PlatformScope, mode: Mode, now: number) {
    return database
      .update(notices)
      .set({ dismissedAt: now })
      .where(
        and(
          eq(notices.platformId, platformId),
          eq(notices.kind, connectionLostKind),
          eq(notices.topic, mode),
          isNull(notices.dismissedAt),
        ),
      );
  }
}

/** For what Stripe tells of an account: whose it is by our own rows. */
export function connectionsByAccount(database: Database) {
  return discreet({
    async find(stripeAccountId: string, mode: Mode) {
      const [row] = await database
        .select({ ...getTableColumns(stripeConnections), closedAt: platforms.closedAt })
        .from(stripeConnections)
        .innerJoin(platforms, eq(platforms.platformId, stripeConnections.platformId))
        .where(
          and(
            eq(stripeConnections.stripeAccountId, stripeAccountId),
            eq(stripeConnections.mode, mode),
            eq(stripeConnections.status, "connected"),
          ),
        );
      if (!row) return null;
      const { closedAt, ...connection } = row;
      const platform = platformScopeOf(row.platformId);
      return { platform, connection: connectionOf(connection), isClosed: closedAt !== null };
    },
  });
}

function connectionOf({ platformId: _platform, ...row }: typeof stripeConnections.$inferSelect): Connection {
  return row;
}

function isLinkedElsewhere({ platformId }: PlatformScope, stripeAccountId: string): SQL {
  return sql`EXISTS (
    SELECT 1 FROM stripe_connections
    WHERE stripe_account_id = ${stripeAccountId} AND status = 'connected' AND platform_id <> ${platformId})`;
}

function subscriptionsElsewhere({ platformId }: PlatformScope, mode: Mode, stripeAccountId: string): SQL {
  return sql`(
    SELECT COUNT(*) FROM subscriptions s JOIN projects p ON p.project_id = s.project_id
    WHERE p.platform_id = ${platformId} AND p.deleted_at IS NULL AND s.mode = ${mode}
      AND s.stripe_account_id <> ${stripeAccountId}
      AND s.status NOT IN ('canceled', 'incomplete_expired'))`;
}
