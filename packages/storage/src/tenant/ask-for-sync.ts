/** Asks for Stripe to be brought in line, as a statement for the batch of the change that needs it. */
import type { ProjectId, Scope } from "@dream-api/domain";
import { sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { syncRuns } from "../d1/schema/index.ts";
import { connectedAccountOf } from "./connection-of.ts";

/**
 * Changes nothing where no account is connected: connecting asks for all of a platform's projects.
 * @param at real time
 */
export function askForSync(database: Database, scope: Scope, at: number) {
  const { projectId, mode } = scope;
  return database
    .insert(syncRuns)
    .select(
      sql`SELECT ${projectId}, ${mode}, 0, 0, 'pending', NULL, NULL, 0, ${at}, NULL, NULL, NULL
          WHERE ${connectedAccountOf(scope)} IS NOT NULL`,
    )
    .onConflictDoUpdate({ target: [syncRuns.projectId, syncRuns.mode], set: { status: "pending", dueAt: at } });
}

/** The same for every mode of a project, also of one that is being deleted. */
export function askForSyncs(database: Database, projectId: ProjectId, at: number) {
  return database
    .insert(syncRuns)
    .select(
      sql`SELECT m.project_id, m.mode, 0, 0, 'pending', NULL, NULL, 0, ${at}, NULL, NULL, NULL
          FROM project_modes m JOIN projects p ON p.project_id = m.project_id
          JOIN stripe_connections c ON c.platform_id = p.platform_id AND c.mode = m.mode AND c.status = 'connected'
          WHERE m.project_id = ${projectId}`,
    )
    .onConflictDoUpdate({ target: [syncRuns.projectId, syncRuns.mode], set: { status: "pending", dueAt: at } });
}
