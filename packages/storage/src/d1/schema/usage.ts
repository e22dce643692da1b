/** What was used, written by the Meters. */
import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { scopeColumns } from "./scope.ts";

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
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.userId, table.anchor, table.periodStart] }),
    index("usage_counts_by_period").on(table.periodStart),
  ],
);

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
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.day, table.tier, table.shard] }),
    index("usage_days_by_day").on(table.day),
  ],
);
