/** The outbox: work that must follow a commit. Taken under a lease, so a crashed holder is replaced. */
import type { OutboxEntry, OutboxStore } from "@dream-api/domain";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import { announcementTopic } from "../d1/change-project.ts";
import { type Database, discreet } from "../d1/database.ts";
import { outbox } from "../d1/schema/index.ts";

export function outboxStore(database: Database): OutboxStore {
  return discreet({
    async take({ at, leaseMs, limit }) {
      const due = database
        .select({ id: outbox.id })
        .from(outbox)
        .where(and(lte(outbox.dueAt, at), lte(outbox.leasedUntil, at)))
        .orderBy(asc(outbox.dueAt))
        .limit(limit);
      const rows = await database
        .update(outbox)
        .set({ leasedUntil: at + leaseMs, attempts: sql`${outbox.attempts} + 1` })
        .where(inArray(outbox.id, due))
        .returning();
      return rows.map(({ id, kind, payload, attempts }): OutboxEntry => ({ id, kind, payload, attempts }));
    },
    async done(id) {
      await database.delete(outbox).where(eq(outbox.id, id));
    },
    async announced(scope, rev) {
      const covered = sql`${outbox.payload} ->> 'rev' <= ${rev}`;
      await database.delete(outbox).where(and(eq(outbox.topic, announcementTopic(scope)), covered));
    },
    async postpone(id, dueAt) {
      await database.update(outbox).set({ dueAt, leasedUntil: 0 }).where(eq(outbox.id, id));
    },
  });
}
