/**
 * D1, the truth: tables and their constraints. Money is integer minor units, times are epoch milliseconds, a NULL
 * limit is unlimited and a NULL stock untracked. What the Meter has to hear of carries the rev that changed it.
 * Changed in two steps (add, deploy, later remove), because the Workers are deployed one after the other.
 */
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

const modes = ["test", "live"] as const;

const scopeColumns = {
  projectId: text().notNull(),
  mode: text({ enum: modes }).notNull(),
};

export const platforms = sqliteTable("platforms", {
  platformId: text().primaryKey(),
  createdAt: integer().notNull(),
  /** Until when live counting and new sales are covered by the owner's plan, grace included. */
  coveredUntil: integer(),
});

export const projects = sqliteTable(
  "projects",
  {
    projectId: text().primaryKey(),
    platformId: text()
      .notNull()
      .references(() => platforms.platformId),
    name: text().notNull(),
    type: text({ enum: ["saas", "store"] }).notNull(),
    currency: text().notNull(),
    createdAt: integer().notNull(),
    deletedAt: integer(),
  },
  (table) => [
    index("projects_of_platform").on(table.platformId),
    check("projects_type", sql`${table.type} IN ('saas', 'store')`),
  ],
);

export const projectModes = sqliteTable(
  "project_modes",
  { ...scopeColumns, rev: integer().notNull().default(1) },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode] }),
    foreignKey({ columns: [table.projectId], foreignColumns: [projects.projectId] }),
    check("project_modes_mode", sql`${table.mode} IN ('test', 'live')`),
  ],
);

export const apiKeys = sqliteTable(
  "api_keys",
  {
    publishableKey: text().primaryKey(),
    ...scopeColumns,
    label: text().notNull(),
    createdAt: integer().notNull(),
    revokedAt: integer(),
    rev: integer().notNull(),
  },
  (table) => [index("api_keys_of_project").on(table.projectId, table.mode, table.rev)],
);

export const apiSecrets = sqliteTable(
  "api_secrets",
  {
    secretHash: text().primaryKey(),
    publishableKey: text()
      .notNull()
      .references(() => apiKeys.publishableKey),
    ...scopeColumns,
    hint: text().notNull(),
    createdAt: integer().notNull(),
    /** Set by a rotation or a revocation; NULL is never. */
    expiresAt: integer(),
    /** Written by the Meter's flush, not by each call. */
    lastUsedAt: integer(),
    rev: integer().notNull(),
  },
  (table) => [index("api_secrets_of_project").on(table.projectId, table.mode, table.rev)],
);

export const tiers = sqliteTable(
  "tiers",
  {
    ...scopeColumns,
    name: text().notNull(),
    displayName: text().notNull(),
    unitAmount: integer().notNull(),
    interval: text({ enum: ["month", "year"] }).notNull(),
    usageLimit: integer(),
    rateLimitPerMinute: integer().notNull().default(100),
    features: text({ mode: "json" }).$type<string[]>().notNull(),
    popular: integer({ mode: "boolean" }).notNull().default(false),
    trialDays: integer().notNull().default(0),
    position: integer().notNull(),
    archivedAt: integer(),
    rev: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.name] }),
    index("tiers_by_rev").on(table.projectId, table.mode, table.rev),
    uniqueIndex("tiers_one_free").on(table.projectId, table.mode).where(sql`unit_amount = 0 AND archived_at IS NULL`),
    check("tiers_unit_amount", sql`${table.unitAmount} >= 0`),
    check("tiers_usage_limit", sql`${table.usageLimit} >= 0`),
    check("tiers_rate_limit", sql`${table.rateLimitPerMinute} >= 1`),
  ],
);

export const products = sqliteTable(
  "products",
  {
    ...scopeColumns,
    name: text().notNull(),
    displayName: text().notNull(),
    description: text().notNull().default(""),
    unitAmount: integer().notNull(),
    imageUrl: text(),
    features: text({ mode: "json" }).$type<string[]>().notNull(),
    /** What is still free: reservations are already taken off. */
    stock: integer(),
    soldOut: integer({ mode: "boolean" }).notNull().default(false),
    shippable: integer({ mode: "boolean" }).notNull().default(false),
    archivedAt: integer(),
    rev: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.name] }),
    check("products_unit_amount", sql`${table.unitAmount} >= 0`),
    check("products_stock", sql`${table.stock} >= 0`),
  ],
);

export const endUsers = sqliteTable(
  "end_users",
  {
    ...scopeColumns,
    userId: text().notNull(),
    status: text({ enum: ["active", "invited", "erased"] }).notNull(),
    assignedTier: text(),
    /** What the user is on, for lists and charts; the Meter decides from the facts. */
    plan: text(),
    planSource: text({ enum: ["subscription", "assigned", "header", "free"] }),
    createdAt: integer().notNull(),
    lastActiveAt: integer(),
    /** The rev of the last erasure; kept when the user is created anew, so that no Meter misses it. */
    erasedRev: integer().notNull().default(0),
    /** 0 for a row that only a flush made. */
    rev: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.userId] }),
    index("end_users_by_rev").on(table.projectId, table.mode, table.rev, table.userId),
    index("end_users_by_plan").on(table.projectId, table.mode, table.plan),
  ],
);

export const subscriptions = sqliteTable(
  "subscriptions",
  {
    stripeAccountId: text().notNull(),
    subscriptionId: text().notNull(),
    ...scopeColumns,
    userId: text().notNull(),
    tier: text().notNull(),
    status: text({
      enum: ["trialing", "active", "past_due", "unpaid", "paused", "incomplete", "incomplete_expired", "canceled"],
    }).notNull(),
    interval: text({ enum: ["month", "year"] }).notNull(),
    usageAnchor: integer().notNull(),
    currentPeriodStart: integer().notNull(),
    currentPeriodEnd: integer().notNull(),
    cancelAt: integer(),
    firstFailedAt: integer(),
    duplicateOf: text(),
    rev: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.stripeAccountId, table.subscriptionId] }),
    index("subscriptions_by_rev").on(table.projectId, table.mode, table.rev, table.userId),
    index("subscriptions_of_user").on(table.projectId, table.mode, table.userId, table.rev),
    uniqueIndex("subscriptions_one_current")
      .on(table.projectId, table.mode, table.userId)
      .where(sql`duplicate_of IS NULL AND status NOT IN ('canceled', 'incomplete_expired')`),
  ],
);

/** Absolute counts, written by the Meter's flush. A row only ever moves to a higher seq. */
export const usageCounts = sqliteTable(
  "usage_counts",
  {
    ...scopeColumns,
    userId: text().notNull(),
    anchor: integer().notNull(),
    periodStart: integer().notNull(),
    count: integer().notNull(),
    tier: text().notNull(),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.mode, table.userId, table.anchor, table.periodStart] })],
);

/** Units per day and tier, one row for each of the project's Meters. `day` is days since the epoch, UTC. */
export const usageDays = sqliteTable(
  "usage_days",
  {
    ...scopeColumns,
    day: integer().notNull(),
    tier: text().notNull(),
    shard: integer().notNull(),
    count: integer().notNull(),
    seq: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.mode, table.day, table.tier, table.shard] })],
);

/** Effects that must follow a commit, written in the same batch as what causes them. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    kind: text({ enum: ["meter_announcement"] }).notNull(),
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

/** One row for each cron: who runs it now, until when that is believed, and when it last ended well. */
export const cronLeases = sqliteTable("cron_leases", {
  name: text().primaryKey(),
  holder: text().notNull(),
  leasedUntil: integer().notNull(),
  lastDoneAt: integer(),
});

/** Never holds a row: see `guard.ts`. */
export const guard = sqliteTable("guard", { ok: integer().notNull() });
