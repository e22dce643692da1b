/** Events that were received. Told twice, an event is known. */
import type { Inbox, InboxSource, IncomingEvent } from "@dream-api/domain";
import { and, isNotNull, lt, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { inboxEvents } from "../d1/schema/index.ts";
import { markDirty } from "./dirty-objects.ts";

export interface InboxStore extends Inbox {
  findUnknown(source: InboxSource, eventIds: readonly string[]): Promise<string[]>;
  /** Payloads hold names and addresses, so they go; that the event is known stays. */
  forgetPayloadsBefore(receivedAt: number): Promise<void>;
}

/** Whether the statement before it in the batch wrote something. */
const wrote: SQL = sql`changes() = 1`;

export function inboxStore(database: Database): InboxStore {
  return discreet({
    async record({ about, ...event }: IncomingEvent, at: number) {
      const added = database
        .insert(inboxEvents)
        .values({ ...event, receivedAt: at })
        .onConflictDoNothing()
        .returning({ eventId: inboxEvents.eventId });
      if (!about) return (await added).length === 1;
      const [rows] = await database.batch([added, markDirty(database, about, at, wrote)]);
      return rows.length === 1;
    },

    async findUnknown(source: InboxSource, eventIds: readonly string[]) {
      const isKnown = sql`SELECT 1 FROM inbox_events WHERE source = ${source} AND event_id = value`;
      const asked = sql`json_each(${JSON.stringify(eventIds)})`;
      const rows = await database.all<{ id: string }>(
        sql`SELECT value AS id FROM ${asked} WHERE NOT EXISTS (${isKnown})`,
      );
      return rows.map(({ id }) => id);
    },

    async forgetPayloadsBefore(receivedAt: number) {
      await database
        .update(inboxEvents)
        .set({ payload: null })
        .where(and(lt(inboxEvents.receivedAt, receivedAt), isNotNull(inboxEvents.payload)));
    },
  });
}
