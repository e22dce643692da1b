/**
 * A change that a project's Meters have to hear of: it bumps the project's rev, makes the change and leaves an
 * announcement in the outbox, all in one batch. The change's statements read the new rev with {@link revOf}.
 */
import { type ProjectId, requireScope, type Scope } from "@dream-api/domain";
import { and, eq, type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import { expectOneRow, isGuardFailure } from "./guard.ts";
import { outbox, projectModes, projects } from "./schema/index.ts";

export function revOf(scope: Scope): SQL<number> {
  return sql<number>`(SELECT rev FROM project_modes WHERE project_id = ${scope.projectId} AND mode = ${scope.mode})`;
}

/**
 * @param realNow when the announcement is due again, should the caller not get it through
 * @returns the new rev, or null when the project or what the change needs is not there: then nothing was changed
 */
export async function changeProject(
  database: Database,
  scope: Scope,
  realNow: number,
  change: readonly BatchItem<"sqlite">[],
): Promise<number | null> {
  const { projectId, mode } = requireScope(scope);
  try {
    const [bumped] = await database.batch([
      database
        .update(projectModes)
        .set({ rev: sql`${projectModes.rev} + 1` })
        .where(
          and(
            eq(projectModes.projectId, projectId),
            eq(projectModes.mode, mode),
            sql`EXISTS (SELECT 1 FROM ${projects} WHERE project_id = ${projectId} AND deleted_at IS NULL)`,
          ),
        )
        .returning({ rev: projectModes.rev }),
      expectOneRow(database),
      ...change,
      leaveAnnouncement(database, scope, realNow),
    ]);
    return bumped[0]?.rev ?? null;
  } catch (error) {
    if (isGuardFailure(error)) return null;
    throw error;
  }
}

/** What repeats an announcement until it got through. The project must have the scope's mode. */
export function leaveAnnouncement(database: Database, scope: Scope, realNow: number) {
  const { projectId, mode } = scope;
  return database.insert(outbox).values({
    kind: "meter_announcement",
    topic: announcementTopic(scope),
    payload: sql`json_object('projectId', ${projectId}, 'mode', ${mode}, 'rev', ${revOf(scope)})`,
    createdAt: realNow,
    dueAt: realNow + announcementDelayMs,
  });
}

/** The same for every mode that a project has. */
export function leaveAnnouncements(database: Database, projectId: ProjectId, realNow: number) {
  return database.insert(outbox).select(sql`
    SELECT NULL, 'meter_announcement', 'meter:' || project_id || ':' || mode,
      json_object('projectId', project_id, 'mode', mode, 'rev', rev), ${realNow}, 0, ${realNow + announcementDelayMs}, 0
    FROM project_modes WHERE project_id = ${projectId}`);
}

/** Announcements of one project are settled together: the newest rev covers those before it. */
export function announcementTopic(scope: Scope): string {
  return `meter:${scope.projectId}:${scope.mode}`;
}

/** Long enough for the caller to announce it itself and take it out of the outbox. */
export const announcementDelayMs = 10_000;
