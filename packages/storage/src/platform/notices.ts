/** What a developer is told of, and the log of every change, in pages from the newest on. */
import type { Actor, PlatformScope, ProjectId } from "@dream-api/domain";
import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { auditLog, notices, projects } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";
import { platformRepository } from "./repository.ts";

export interface NewestFirst {
  readonly limit: number;
  /** Only what is older than this one; absent begins with the newest. */
  readonly before?: number | undefined;
}

export function platformNotices(database: Database, realNow: () => number) {
  return platformRepository({
    /** Those that were not dismissed. */
    listNotices({ platformId }: PlatformScope, { limit, before }: NewestFirst) {
      return database
        .select()
        .from(notices)
        .where(
          and(
            eq(notices.platformId, platformId),
            before === undefined ? undefined : lt(notices.id, before),
            isNull(notices.dismissedAt),
          ),
        )
        .orderBy(desc(notices.id))
        .limit(limit);
    },

    /** @returns false when the platform has no such notice; true also when it was dismissed before */
    async dismiss({ platformId }: PlatformScope, id: number, actor: Actor): Promise<boolean> {
      const isOwn = and(eq(notices.id, id), eq(notices.platformId, platformId));
      try {
        await database.batch([
          database
            .update(notices)
            .set({ dismissedAt: realNow() })
            .where(and(isOwn, isNull(notices.dismissedAt))),
          expectOneRow(database),
          recordAudit(database, { platformId, actor, action: "notice.dismissed", detail: { id } }, realNow()),
        ]);
        return true;
      } catch (error) {
        if (!isGuardFailure(error)) throw error;
      }
      return (await database.select({ id: notices.id }).from(notices).where(isOwn)).length === 1;
    },

    /** @param projectId of one project only */
    listAudit({ platformId }: PlatformScope, { limit, before }: NewestFirst, projectId?: ProjectId) {
      return database
        .select()
        .from(auditLog)
        .where(
          and(
            eq(auditLog.platformId, platformId),
            before === undefined ? undefined : lt(auditLog.id, before),
            projectId === undefined ? undefined : eq(auditLog.projectId, projectId),
          ),
        )
        .orderBy(desc(auditLog.id))
        .limit(limit);
    },

    /** Also one that was deleted: its log stays. */
    async hasOrHad({ platformId }: PlatformScope, projectId: ProjectId): Promise<boolean> {
      const found = await database
        .select({ projectId: projects.projectId })
        .from(projects)
        .where(and(eq(projects.projectId, projectId), eq(projects.platformId, platformId)));
      return found.length === 1;
    },
  });
}
