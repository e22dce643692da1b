/** End users and what they pay for. */
import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { scopeColumns } from "./scope.ts";

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
