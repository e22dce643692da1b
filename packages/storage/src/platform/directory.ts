/** Which platform belongs to which developer: the one look-up that starts from a verified Clerk user. */
import { type NewPlatform, type PlatformDirectory, type PlatformScope, platformScopeOf } from "@dream-api/domain";
import { and, eq, isNull } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { platforms, projects } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";

export interface DeveloperDirectory extends PlatformDirectory {
  /** The platform of a verified Clerk user, if the project is its own and not deleted. */
  findOwner(clerkUserId: string, projectId: string): Promise<PlatformScope | null>;
}

export function developerDirectory(database: Database): DeveloperDirectory {
  const isOpenOf = (clerkUserId: string) => and(eq(platforms.clerkUserId, clerkUserId), isNull(platforms.closedAt));
  const scopeIn = (rows: readonly { platformId: string }[]) => (rows[0] ? platformScopeOf(rows[0].platformId) : null);

  return discreet({
    async findPlatformOf(clerkUserId: string) {
      const rows = await database
        .select({ platformId: platforms.platformId })
        .from(platforms)
        .where(isOpenOf(clerkUserId));
      return scopeIn(rows);
    },

    async findOwner(clerkUserId: string, projectId: string) {
      const ofProject = and(eq(projects.projectId, projectId), isNull(projects.deletedAt));
      const rows = await database
        .select({ platformId: platforms.platformId })
        .from(platforms)
        .innerJoin(projects, and(eq(projects.platformId, platforms.platformId), ofProject))
        .where(isOpenOf(clerkUserId));
      return scopeIn(rows);
    },

    async addPlatform({ actor, at, ...platform }: NewPlatform) {
      try {
        await database.batch([
          database
            .insert(platforms)
            .values({ ...platform, createdAt: at, claimedAt: at })
            .onConflictDoNothing({ target: platforms.clerkUserId }),
          expectOneRow(database),
          recordAudit(database, { platformId: platform.platformId, actor, action: "platform.created" }, at),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
    },
  });
}
