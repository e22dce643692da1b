/** What was kept long enough, over all tenants. Each removal reads an index and is small. */
import type { OldRows, RemoveOld } from "@dream-api/domain";
import { type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { orderItems, orders } from "../d1/schema/index.ts";

const dayMs = 86_400_000;

/** @param which the rows, by the moment that they are older than */
function removal(database: Database, table: string, which: (before: number) => SQL): RemoveOld {
  const from = sql.raw(table);
  return async (before, limit) => {
    const { meta } = await database.run(
      sql`DELETE FROM ${from} WHERE rowid IN (SELECT rowid FROM ${from} WHERE ${which(before)} LIMIT ${limit})`,
    );
    return meta.changes;
  };
}

export function oldRows(database: Database): OldRows {
  return discreet({
    async eventPayloads(before: number, limit: number) {
      const { meta } = await database.run(sql`
        UPDATE inbox_events SET payload = NULL WHERE rowid IN (
          SELECT rowid FROM inbox_events WHERE payload IS NOT NULL AND received_at < ${before} LIMIT ${limit})`);
      return meta.changes;
    },
    events: removal(database, "inbox_events", (before) => sql`received_at < ${before}`),
    auditEntries: removal(database, "audit_log", (before) => sql`at < ${before}`),
    dismissedNotices: removal(
      database,
      "notices",
      (before) => sql`dismissed_at IS NOT NULL AND dismissed_at < ${before}`,
    ),
    attemptCounts: removal(database, "attempt_counts", (before) => sql`window_start < ${before}`),
    async checkouts(before: number, limit: number) {
      const closed = await removal(database, "checkout_sessions", isOver(sql`status <> 'open'`))(before, limit);
      // Stripe has ended its page long ago, whatever news of it was lost.
      const open = await removal(database, "checkout_sessions", isOver(sql`status = 'open'`))(before, limit);
      return Math.max(closed, open);
    },
    async unpaidOrders(before: number, limit: number) {
      const old = sql`SELECT order_id FROM orders WHERE status IN ('expired', 'failed') AND updated_at < ${before}
        AND paid_at IS NULL AND is_reserved = 0 AND due_at IS NULL ORDER BY updated_at, order_id LIMIT ${limit}`;
      const [, removed] = await database.batch([
        database.delete(orderItems).where(sql`order_id IN (${old})`),
        database.delete(orders).where(sql`order_id IN (${old})`).returning({ orderId: orders.orderId }),
      ]);
      return removed.length;
    },
    claimedRegistrations: removal(
      database,
      "registrations",
      (before) => sql`claimed_at IS NOT NULL AND claimed_at < ${before}`,
    ),
    usageCounts: removal(database, "usage_counts", (before) => sql`period_start < ${before}`),
    usageDays: removal(database, "usage_days", (before) => sql`day < ${Math.floor(before / dayMs)}`),
  } satisfies OldRows);
}

function isOver(status: SQL) {
  return (before: number) => sql`${status} AND expires_at < ${before}`;
}
