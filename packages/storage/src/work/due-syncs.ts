/** Syncs that nobody is at and that are due, over all tenants: what the cron goes through. */
import { type DueSyncs, parseProjectId, type Scope, scopeOf } from "@dream-api/domain";
import { and, asc, lte, ne, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { syncRuns } from "../d1/schema/index.ts";

export function dueSyncs(database: Database): DueSyncs {
  return discreet({
    async list({ at, limit }) {
      const rows = await database
        .select({ projectId: syncRuns.projectId, mode: syncRuns.mode })
        .from(syncRuns)
        .where(and(ne(syncRuns.status, "synced"), lte(syncRuns.dueAt, at), lte(syncRuns.leasedUntil, at), isConnected))
        .orderBy(asc(syncRuns.dueAt))
        .limit(limit);
      return rows.flatMap(({ projectId, mode }): Scope[] => {
        const parsed = parseProjectId(projectId);
        return parsed ? [scopeOf(parsed, mode)] : [];
      });
    },
  });
}

/** Without an account there is nothing to bring in line; the row waits for the next connection. */
const isConnected = sql`EXISTS (
  SELECT 1 FROM projects p
  JOIN stripe_connections c ON c.platform_id = p.platform_id AND c.mode = sync_runs.mode AND c.status = 'connected'
  WHERE p.project_id = sync_runs.project_id)`;
