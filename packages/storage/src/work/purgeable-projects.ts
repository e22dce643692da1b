/** What deleted projects leave. Rows that money hangs on stay, without a name; the project's own row says whose they are. */
import { type ProjectId, type PurgeableProjects, parseProjectId } from "@dream-api/domain";
import { and, asc, eq, isNotNull, isNull, lt, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { isErased, newErasedUserId } from "../d1/erased-user.ts";
import { projects } from "../d1/schema/index.ts";

/** Secrets before the keys that they belong to. */
const emptied = [
  "end_users",
  "usage_counts",
  "usage_days",
  "api_secrets",
  "api_keys",
  "catalogue_snapshots",
  "prices",
  "sync_runs",
  "tiers",
  "products",
  "product_days",
] as const;

/** Each row by itself, so that not even the same person's lead to each other. */
const nobody = newErasedUserId;

const renamed: readonly { readonly table: string; readonly set: SQL }[] = [
  { table: "mrr_movements", set: sql`user_id = ${nobody}` },
  { table: "subscriptions", set: sql`user_id = ${nobody}` },
  { table: "stripe_customers", set: sql`user_id = ${nobody}` },
  {
    table: "orders",
    set: sql`user_id = ${nobody}, email = NULL, search_email = NULL, phone = NULL, shipping_address = NULL,
      browser_hash = NULL, session_request = NULL`,
  },
];

const isNamed = sql`NOT ${isErased}`;

export function purgeableProjects(database: Database): PurgeableProjects {
  const some = (table: string, projectId: ProjectId, limit: number, where = sql`1`) =>
    sql`SELECT rowid FROM ${sql.raw(table)} WHERE project_id = ${projectId} AND ${where} LIMIT ${limit}`;

  return discreet({
    async list(deletedBefore: number, limit: number) {
      const rows = await database
        .select({ projectId: projects.projectId })
        .from(projects)
        .where(
          and(
            isNotNull(projects.deletedAt),
            isNull(projects.purgedAt),
            lt(projects.deletedAt, deletedBefore),
            sql`NOT ${hasToBeFollowed}`,
          ),
        )
        .orderBy(asc(projects.deletedAt))
        .limit(limit);
      return rows.flatMap(({ projectId }) => parseProjectId(projectId) ?? []);
    },

    async purgeSome(projectId: ProjectId, limit: number) {
      const statements = [
        ...renamed.map(({ table, set }) =>
          database.run(
            sql`UPDATE ${sql.raw(table)} SET ${set} WHERE rowid IN (${some(table, projectId, limit, isNamed)})`,
          ),
        ),
        ...emptied.map((table) =>
          database.run(sql`DELETE FROM ${sql.raw(table)} WHERE rowid IN (${some(table, projectId, limit)})`),
        ),
      ];
      let changed = 0;
      // One after the other: a project of a million rows must not hold the database for long.
      for (const statement of statements) changed += (await statement).meta.changes;
      return changed;
    },

    async finish(projectId: ProjectId, at: number) {
      await database.update(projects).set({ purgedAt: at }).where(eq(projects.projectId, projectId));
    },
  } satisfies PurgeableProjects);
}

/** Products that are to be archived at Stripe must still be known here. */
const hasToBeFollowed = sql`EXISTS (
  SELECT 1 FROM sync_runs r
  JOIN stripe_connections c ON c.platform_id = projects.platform_id AND c.mode = r.mode AND c.status = 'connected'
  WHERE r.project_id = projects.project_id AND r.status <> 'synced')`;
