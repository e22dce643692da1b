/**
 * A project's end in all its modes, as statements: marked, its revs bumped, announcements left and Stripe asked to follow,
 * or nothing at all.
 */
import type { ProjectId } from "@dream-api/domain";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { leaveAnnouncements } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow } from "../d1/guard.ts";
import { projectModes, projects } from "../d1/schema/index.ts";
import { askForSyncs } from "./ask-for-sync.ts";

/**
 * For a batch whose third statement answers the new revs.
 * @param onlyIf what else must hold of the row in `projects`; the batch fails at its guard where it does not
 */
export function endProject(database: Database, projectId: ProjectId, realNow: number, onlyIf?: SQL) {
  return [
    database
      .update(projects)
      .set({ deletedAt: realNow })
      .where(and(eq(projects.projectId, projectId), isNull(projects.deletedAt), onlyIf)),
    expectOneRow(database),
    database
      .update(projectModes)
      .set({ rev: sql`${projectModes.rev} + 1`, catalogueRev: sql`${projectModes.catalogueRev} + 1` })
      .where(eq(projectModes.projectId, projectId))
      .returning({ mode: projectModes.mode, rev: projectModes.rev }),
    leaveAnnouncements(database, projectId, realNow),
    askForSyncs(database, projectId, realNow),
  ] as const;
}
