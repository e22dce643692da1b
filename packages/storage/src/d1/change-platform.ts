/**
 * A change that all projects of a platform have to hear of, in both modes: their revs are bumped and announcements left
 * in the batch of the change. In the batch the bump comes first, so that the announcements read the new revs.
 */
import type { Mode } from "@dream-api/contract";
import { type ChangedProject, type ProjectId, scopeOf } from "@dream-api/domain";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { announcementDelayMs } from "./change-project.ts";
import type { Database } from "./database.ts";
import { outbox, projectModes, projects } from "./schema/index.ts";

/** The projects of a platform that are not deleted. */
export function projectsOf(database: Database, platformId: string) {
  return database
    .select({ projectId: projects.projectId })
    .from(projects)
    .where(and(eq(projects.platformId, platformId), isNull(projects.deletedAt)));
}

export function bumpProjectsOf(database: Database, platformId: string) {
  return database
    .update(projectModes)
    .set({ rev: sql`${projectModes.rev} + 1` })
    .where(inArray(projectModes.projectId, projectsOf(database, platformId)))
    .returning({ projectId: projectModes.projectId, mode: projectModes.mode, rev: projectModes.rev });
}

/** @param realNow when the announcements are due again, should the caller not get them through */
export function announceProjectsOf(database: Database, platformId: string, realNow: number) {
  return database.insert(outbox).select(sql`
    SELECT NULL, 'meter_announcement', 'meter:' || m.project_id || ':' || m.mode,
      json_object('projectId', m.project_id, 'mode', m.mode, 'rev', m.rev),
      ${realNow}, 0, ${realNow + announcementDelayMs}, 0
    FROM project_modes m JOIN projects p ON p.project_id = m.project_id
    WHERE p.platform_id = ${platformId} AND p.deleted_at IS NULL`);
}

export function changedProjects(rows: readonly { projectId: string; mode: Mode; rev: number }[]): ChangedProject[] {
  return rows.map(({ projectId, mode, rev }) => ({ scope: scopeOf(projectId as ProjectId, mode), rev }));
}
