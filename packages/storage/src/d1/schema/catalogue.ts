/** What projects sell, as we want it to be; Stripe follows. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { scopeColumns } from "./scope.ts";

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
    position: integer().notNull().default(0),
    archivedAt: integer(),
    rev: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.projectId, table.mode, table.name] }),
    check("products_unit_amount", sql`${table.unitAmount} >= 0`),
    check("products_stock", sql`${table.stock} >= 0`),
  ],
);
