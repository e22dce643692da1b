/** Projects in their modes, and the keys that open them. What the Meter has to hear of carries the rev that changed it. */
import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { platforms } from "./platforms.ts";
import { scopeColumns } from "./scope.ts";

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
    /** When what it held was removed, long after its deletion. */
    purgedAt: integer(),
  },
  (table) => [
    index("projects_of_platform").on(table.platformId),
    index("projects_to_purge").on(table.deletedAt).where(sql`deleted_at IS NOT NULL AND purged_at IS NULL`),
    check("projects_type", sql`${table.type} IN ('saas', 'store')`),
  ],
);

export const projectModes = sqliteTable(
  "project_modes",
  {
    ...scopeColumns,
    rev: integer().notNull().default(1),
    /** Grows with each change of tiers or products; a sync and a promotion work on one such state. */
    catalogueRev: integer().notNull().default(1),
    allowedOrigins: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    redirectUris: text({ mode: "json" }).$type<string[]>().notNull().default([]),
    successUrl: text(),
    cancelUrl: text(),
    returnUrl: text(),
    /** How the hosted sign-in pages look. */
    brandName: text(),
    brandColour: text(),
    brandLogoUrl: text(),
    portalConfigurationId: text(),
    promotedAt: integer(),
  },
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
  (table) => [
    index("api_secrets_of_project").on(table.projectId, table.mode, table.rev),
    index("api_secrets_of_key").on(table.publishableKey),
  ],
);
