/** Asks for Stripe to be brought in line, as a statement for the batch of the change that needs it. */
import type { Scope } from "@dream-api/domain";
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
