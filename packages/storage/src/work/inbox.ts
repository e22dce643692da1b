/** Events that were received. Told twice, an event is known. */
import type { Inbox, InboxSource, IncomingEvent } from "@dream-api/domain";
import { type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { isErased } from "../d1/erased-user.ts";
import { inboxEvents } from "../d1/schema/index.ts";
import { markDirty } from "./dirty-objects.ts";

export interface InboxStore extends Inbox {
  findUnknown(source: InboxSource, eventIds: readonly string[]): Promise<string[]>;
}

/** Whether the statement before it in the batch wrote something. */
const wrote: SQL = sql`changes() = 1`;

export function inboxStore(database: Database): InboxStore {
  return discreet({
    async record({ about, ...event }: IncomingEvent, at: number) {
      const added = database
        .insert(inboxEvents)
        .values({ ...event, payload: unlessErased(event), receivedAt: at })
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
  });
}

/** What tells of somebody who was erased names them again, so it is not kept. Our own rows say who they were. */
function unlessErased({
  stripeAccountId,
  objectId,
  customerId,
  paymentIntentId,
  payload,
}: Omit<IncomingEvent, "about">) {
  return sql<Record<string, unknown> | null>`iif(
    EXISTS (SELECT 1 FROM stripe_customers
      WHERE stripe_account_id = ${stripeAccountId} AND customer_id IN (${customerId ?? null}, ${objectId}) AND ${isErased})
    OR EXISTS (SELECT 1 FROM subscriptions
      WHERE stripe_account_id = ${stripeAccountId} AND subscription_id = ${objectId} AND ${isErased})
    OR EXISTS (SELECT 1 FROM orders
      WHERE stripe_account_id = ${stripeAccountId} AND payment_intent_id = ${paymentIntentId ?? null} AND ${isErased})
    OR EXISTS (SELECT 1 FROM orders
      WHERE session_id = ${objectId} AND stripe_account_id = ${stripeAccountId} AND ${isErased}),
    NULL, ${JSON.stringify(payload)})`;
}
