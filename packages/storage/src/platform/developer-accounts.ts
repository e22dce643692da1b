/** Platforms as their developers' Clerk users change or go. */
import { type ChangedProject, type DeveloperAccounts, platformScopeOf } from "@dream-api/domain";
import { and, eq, isNull, sql } from "drizzle-orm";
import { announceProjectsOf, bumpProjectsOf, changedProjects } from "../d1/change-platform.ts";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { platforms } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";

export function developerAccounts(database: Database): DeveloperAccounts {
  return discreet({
    async findByDeveloper(clerkUserId) {
      const { platformId, email, name, stripeCustomerId, stripeSubscriptionId, closedAt } = platforms;
      const [row] = await database
        .select({ platformId, email, name, stripeCustomerId, stripeSubscriptionId, closedAt })
        .from(platforms)
        .where(eq(platforms.clerkUserId, clerkUserId));
      if (!row) return null;
      const { platformId: id, closedAt: closed, ...account } = row;
      return { ...account, platform: platformScopeOf(id), isClosed: closed !== null };
    },

    async changeProfile({ platformId }, profile, { actor, realNow }) {
      await database.batch([
        database.update(platforms).set(profile).where(eq(platforms.platformId, platformId)),
        recordAudit(database, { platformId, actor, action: "platform.profile_changed" }, realNow),
      ]);
    },

    async close({ platformId }, at, { actor, realNow }): Promise<ChangedProject[] | null> {
      const gone = { closedAt: at, email: null, name: null, coveredUntil: null };
      try {
        const [, , bumped] = await database.batch([
          database
            .update(platforms)
            .set({ ...gone, rowRev: sql`${platforms.rowRev} + 1` })
            .where(and(eq(platforms.platformId, platformId), isNull(platforms.closedAt))),
          expectOneRow(database),
          bumpProjectsOf(database, platformId),
          announceProjectsOf(database, platformId, realNow),
          recordAudit(database, { platformId, actor, action: "platform.closed" }, realNow),
        ]);
        return changedProjects(bumped);
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  } satisfies DeveloperAccounts);
}
