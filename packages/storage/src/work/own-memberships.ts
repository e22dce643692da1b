/** Where a person is a customer, as they see it themselves. */
import type { Mode } from "@dream-api/contract";
import { type OwnMembership, type OwnMemberships, type ProjectId, parseProjectId, scopeOf } from "@dream-api/domain";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { endUsers, projectModes, projects } from "../d1/schema/index.ts";
import { describeLook, projectLook } from "./sign-in-clients.ts";

const shownAtOnce = 100;

export function ownMemberships(database: Database): OwnMemberships {
  async function list(which: SQL | undefined): Promise<OwnMembership[]> {
    const rows = await database
      .select({
        projectId: endUsers.projectId,
        mode: endUsers.mode,
        since: endUsers.createdAt,
        hasSubscription: sql<number>`EXISTS (SELECT 1 FROM subscriptions s
          WHERE s.project_id = ${endUsers.projectId} AND s.mode = ${endUsers.mode} AND s.user_id = ${endUsers.userId}
            AND s.duplicate_of IS NULL AND s.status NOT IN ('canceled', 'incomplete_expired'))`,
        ...projectLook,
      })
      .from(endUsers)
      .innerJoin(projects, and(eq(projects.projectId, endUsers.projectId), isNull(projects.deletedAt)))
      .innerJoin(
        projectModes,
        and(eq(projectModes.projectId, endUsers.projectId), eq(projectModes.mode, endUsers.mode)),
      )
      .where(and(which, eq(endUsers.status, "active")))
      .orderBy(asc(endUsers.createdAt), asc(endUsers.projectId))
      .limit(shownAtOnce);
    return rows.flatMap(({ projectId, mode, since, hasSubscription, ...look }) => {
      const parsed = parseProjectId(projectId);
      if (!parsed) return [];
      return {
        scope: scopeOf(parsed, mode),
        project: describeLook(look),
        since,
        hasSubscription: hasSubscription === 1,
      };
    });
  }

  const isOwn = (mode: Mode, clerkUserId: string) =>
    and(eq(endUsers.clerkUserId, clerkUserId), eq(endUsers.mode, mode));

  return discreet({
    listOwn: (mode: Mode, clerkUserId: string) => list(isOwn(mode, clerkUserId)),

    async findOwn(mode: Mode, clerkUserId: string, projectId: ProjectId) {
      const [found] = await list(and(isOwn(mode, clerkUserId), eq(endUsers.projectId, projectId)));
      return found ?? null;
    },
  } satisfies OwnMemberships);
}
