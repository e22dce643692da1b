/** What has to be done after a commit, and by whom. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { modes } from "./scope.ts";

export const outbox = sqliteTable(
  "outbox",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ["meter_announcement", "developer_plan", "customer_invitation"] }).notNull(),
    /** What it is about; entries about the same are settled together. */
    topic: text().notNull(),
    payload: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer().notNull(),
    attempts: integer().notNull().default(0),
    dueAt: integer().notNull(),
    leasedUntil: integer().notNull().default(0),
  },
  (table) => [index("outbox_due").on(table.dueAt), index("outbox_by_topic").on(table.topic)],
);

export const cronLeases = sqliteTable("cron_leases", {
  name: text().primaryKey(),
  holder: text().notNull(),
  leasedUntil: integer().notNull(),
  lastDoneAt: integer(),
});

export const guard = sqliteTable("guard", { ok: integer().notNull() });

/** Webhooks that were received: told twice, an event is known. The payload goes after 30 days. */
export const inboxEvents = sqliteTable(
  "inbox_events",
  {
    /** Which endpoint of which provider it came to, such as `stripe_platform` or `stripe_connect_test`. */
    source: text().notNull(),
    eventId: text().notNull(),
    type: text().notNull(),
    stripeAccountId: text(),
    mode: text({ enum: modes }).notNull(),
    objectType: text(),
    objectId: text(),
    /** What Stripe says the object belongs to: with these our own rows tell whose it is, also without the payload. */
    customerId: text(),
    paymentIntentId: text(),
    payload: text({ mode: "json" }).$type<Record<string, unknown>>(),
    receivedAt: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.source, table.eventId] }),
    index("inbox_by_time").on(table.receivedAt),
    index("inbox_with_payload").on(table.receivedAt).where(sql`payload IS NOT NULL`),
    index("inbox_of_customer")
      .on(table.stripeAccountId, table.mode, table.customerId)
      .where(sql`customer_id IS NOT NULL`),
    index("inbox_of_payment")
      .on(table.stripeAccountId, table.mode, table.paymentIntentId)
      .where(sql`payment_intent_id IS NOT NULL`),
    index("inbox_of_account").on(table.stripeAccountId, table.mode, table.receivedAt, table.eventId),
    index("inbox_by_object").on(table.stripeAccountId, table.mode, table.objectId),
    index("inbox_by_type").on(table.stripeAccountId, table.mode, table.type, table.receivedAt),
  ],
);

/** What Stripe changed and we have not looked at since. `markedRev` grows with each mark: only the same is cleared. */
export const dirtyObjects = sqliteTable(
  "dirty_objects",
  {
    /** Empty for our own account. */
    stripeAccountId: text().notNull(),
    mode: text({ enum: modes }).notNull(),
    type: text().notNull(),
    objectId: text().notNull(),
    markedRev: integer().notNull().default(1),
    attempts: integer().notNull().default(0),
    dueAt: integer().notNull(),
    leasedUntil: integer().notNull().default(0),
    lastErrorCode: text(),
  },
  (table) => [
    primaryKey({ columns: [table.stripeAccountId, table.mode, table.type, table.objectId] }),
    index("dirty_objects_due").on(table.dueAt),
  ],
);

/** Answers to calls that were sent with an `Idempotency-Key`, for a day of real time. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    /** Who called what: the credential's tenant or platform, the method and the path. */
    caller: text().notNull(),
    idempotencyKey: text().notNull(),
    inputHash: text().notNull(),
    /** NULL while the first call runs. */
    status: integer(),
    body: text(),
    leasedUntil: integer().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.caller, table.idempotencyKey] }),
    index("idempotency_keys_by_time").on(table.createdAt),
  ],
);
