/** Asks for Stripe to be brought in line, as a statement for the batch of the change that needs it. */
import type { Scope } from "@dream-api/domain";
import { sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { connectedAccountOf } from "./connection-of.ts";

/**
 * Changes nothing where no account is connected: connecting asks for all of a platform's projects.
 * @param at real time
 */
export function askForSync(database: Database, scope: Scope, at: number) {
  const { projectId, mode } = scope;
  return database.run(sql`
    INSERT INTO sync_runs (project_id, mode, status, due_at)
    SELECT ${projectId}, ${mode}, 'pending', ${at} WHERE ${connectedAccountOf(scope)} IS NOT NULL
    ON CONFLICT (project_id, mode) DO UPDATE SET status = 'pending', attempts = 0, due_at = excluded.due_at`);
}
