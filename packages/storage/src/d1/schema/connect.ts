/** Developers' Stripe accounts: which one sells for a platform in which mode. No tokens are stored. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { platforms } from "./platforms.ts";
import { modes, scopeColumns } from "./scope.ts";

export const stripeConnections = sqliteTable(
  "stripe_connections",
  {
    platformId: text()
      .notNull()
      .references(() => platforms.platformId),
    mode: text({ enum: modes }).notNull(),
    stripeAccountId: text().notNull(),
    scope: text().notNull(),
    /** `disconnected` by the developer here, `revoked` on Stripe's side. */
    status: text({ enum: ["connected", "disconnected", "revoked"] }).notNull(),
    connectedAt: integer().notNull(),
    endedAt: integer(),
    rowRev: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.platformId, table.mode] }),
    uniqueIndex("stripe_connections_one_owner").on(table.stripeAccountId, table.mode).where(sql`status = 'connected'`),
    index("stripe_connections_of_account").on(table.stripeAccountId, table.mode),
  ],
);

/** Authorizations under way. A row is taken before its code is exchanged, so each is good for one. */
export const connectStates = sqliteTable(
  "connect_states",
  {
    stateHash: text().primaryKey(),
    platformId: text().notNull(),
    mode: text({ enum: modes }).notNull(),
    expiresAt: integer().notNull(),
    takenAt: integer(),
    /** What it led to: the account that was connected. */
    stripeAccountId: text(),
  },
  (table) => [index("connect_states_by_expiry").on(table.expiresAt)],
);

/** Every Stripe price that was ever made for a tier or product: subscribers keep theirs when it is replaced. */
export const prices = sqliteTable(
  "prices",
  {
    stripeAccountId: text().notNull(),
    stripePriceId: text().notNull(),
    ...scopeColumns,
    kind: text({ enum: ["tier", "product"] }).notNull(),
    name: text().notNull(),
    unitAmount: integer().notNull(),
    currency: text().notNull(),
    /** NULL for what is sold once. */
    interval: text({ enum: ["month", "year"] }),
    /** Whether new sales use it; at most one of a tier or product does. */
    active: integer({ mode: "boolean" }).notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.stripeAccountId, table.stripePriceId] }),
    index("prices_of_item").on(table.projectId, table.mode, table.kind, table.name),
    uniqueIndex("prices_one_current")
      .on(table.projectId, table.mode, table.stripeAccountId, table.kind, table.name)
      .where(sql`active = 1`),
  ],
);

/**
 * Bringing Stripe in line with a catalogue: one row for each project and mode, with who does it now. `fencing` grows
 * with each new holder, so that a holder who was given up for dead can't write any more.
 */
export const syncRuns = sqliteTable(
  "sync_runs",
  {
    ...scopeColumns,
    fencing: integer().notNull().default(0),
    leasedUntil: integer().notNull().default(0),
    status: text({ enum: ["pending", "synced", "failed"] }).notNull(),
    /** The catalogue's rev that Stripe was last brought in line with, and on which account; NULL when that is not sure. */
    syncedRev: integer(),
    syncedAccountId: text(),
    attempts: integer().notNull().default(0),
    dueAt: integer().notNull(),
    lastErrorCode: text(),
    finishedAt: integer(),
    /** How far a run got whose time was over. */
    progress: text({ mode: "json" }).$type<{ rev: number; account: string; after: string }>(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode] }),
    index("sync_runs_due").on(table.dueAt).where(sql`status <> 'synced'`),
  ],
);

/** What was put live, each time: rolling back is promoting one of these again. */
export const catalogueSnapshots = sqliteTable(
  "catalogue_snapshots",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    projectId: text().notNull(),
    reason: text({ enum: ["promotion", "rollback"] }).notNull(),
    catalogue: text({ mode: "json" }).$type<Record<string, unknown>>().notNull(),
    createdAt: integer().notNull(),
  },
  (table) => [index("catalogue_snapshots_of_project").on(table.projectId, table.id)],
);
