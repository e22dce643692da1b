/** Connected accounts that turned out to be ours no longer. */
import type { ConnectionLosses } from "@dream-api/domain";
import { and, eq, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { dirtyObjects, stripeConnections } from "../d1/schema/index.ts";
import { leaveNotice, recordAudit } from "../platform/audit.ts";

type Mode = "test" | "live";

export function connectionLossStore(database: Database): ConnectionLosses {
  const dropDirtyOf = (stripeAccountId: string, mode: Mode) =>
    database
      .delete(dirtyObjects)
      .where(and(eq(dirtyObjects.stripeAccountId, stripeAccountId), eq(dirtyObjects.mode, mode)));

  return discreet({
    async findConnected(stripeAccountId, mode) {
      const { platformId, rowRev } = stripeConnections;
      const [row] = await database
        .select({ platformId, rowRev })
        .from(stripeConnections)
        .where(
          and(
            eq(stripeConnections.stripeAccountId, stripeAccountId),
            eq(stripeConnections.mode, mode),
            eq(stripeConnections.status, "connected"),
          ),
        );
      return row ?? null;
    },

    async dropDirty(stripeAccountId, mode) {
      await dropDirtyOf(stripeAccountId, mode);
    },

    async markRevoked({ row: { platformId, rowRev }, stripeAccountId, mode, actor, realNow }) {
      const detail = { stripeAccountId };
      const wasRead = and(
        eq(stripeConnections.platformId, platformId),
        eq(stripeConnections.mode, mode),
        eq(stripeConnections.stripeAccountId, stripeAccountId),
        eq(stripeConnections.status, "connected"),
        eq(stripeConnections.rowRev, rowRev),
      );
      try {
        await database.batch([
          database
            .update(stripeConnections)
            .set({ status: "revoked", endedAt: realNow, rowRev: sql`${stripeConnections.rowRev} + 1` })
            .where(wasRead),
          expectOneRow(database),
          dropDirtyOf(stripeAccountId, mode),
          recordAudit(database, { platformId, mode, actor, action: "connection.revoked", detail }, realNow),
          leaveNotice(
            database,
            { platformId, mode, kind: "stripe_connection_lost", topic: `${mode}:${stripeAccountId}`, detail },
            realNow,
          ),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
    },
  } satisfies ConnectionLosses);
}
