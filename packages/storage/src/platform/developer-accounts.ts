/** Platforms as their developers' Clerk users change or go. */
import type { Mode } from "@dream-api/contract";
import { type ChangedProject, type DeveloperAccounts, platformScopeOf } from "@dream-api/domain";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { announceProjectsOf, bumpProjectsOf, changedProjects } from "../d1/change-platform.ts";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { dirtyObjects, platforms, projects } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";
import { endKeysOf, endSecretsOf } from "./end-keys.ts";

export function developerAccounts(database: Database): DeveloperAccounts {
  return discreet({
    async findByDeveloper(clerkUserId) {
      const { platformId, email, name, stripeCustomerId, closedAt } = platforms;
      const [row] = await database
        .select({ platformId, email, name, stripeCustomerId, closedAt })
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

    async close({ platformId }, at, { actor, realNow, ownMode }): Promise<ChangedProject[] | null> {
      const gone = { closedAt: at, email: null, name: null, coveredUntil: null };
      try {
        const [, , bumped] = await database.batch([
          database
            .update(platforms)
            .set({ ...gone, rowRev: sql`${platforms.rowRev} + 1` })
            .where(and(eq(platforms.platformId, platformId), isNull(platforms.closedAt))),
          expectOneRow(database),
          bumpProjectsOf(database, platformId),
          endKeysOf(database, platformId, realNow),
          endSecretsOf(database, platformId),
          announceProjectsOf(database, platformId, realNow),
          database
            .update(projects)
            .set({ deletedAt: realNow })
            .where(and(eq(projects.platformId, platformId), isNull(projects.deletedAt))),
          markPlan(platformId, ownMode, realNow),
          markConnections(platformId, realNow),
          recordAudit(database, { platformId, actor, action: "platform.closed" }, realNow),
        ]);
        return changedProjects(bumped);
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  } satisfies DeveloperAccounts);

  /** Its subscription to us has to be ended at Stripe. */
  function markPlan(platformId: string, ownMode: Mode, realNow: number) {
    return mark(sql`
      SELECT '', ${ownMode}, 'platform_subscription', stripe_customer_id, 1, 0, ${realNow}, 0, NULL
      FROM platforms WHERE platform_id = ${platformId} AND stripe_customer_id IS NOT NULL`);
  }

  /** Our access to its accounts has to be given back. */
  function markConnections(platformId: string, realNow: number) {
    return mark(sql`
      SELECT stripe_account_id, mode, 'connection', stripe_account_id, 1, 0, ${realNow}, 0, NULL
      FROM stripe_connections WHERE platform_id = ${platformId} AND status = 'connected'`);
  }

  function mark(objects: SQL) {
    return database
      .insert(dirtyObjects)
      .select(objects)
      .onConflictDoUpdate({
        target: [dirtyObjects.stripeAccountId, dirtyObjects.mode, dirtyObjects.type, dirtyObjects.objectId],
        set: { markedRev: sql`${dirtyObjects.markedRev} + 1`, dueAt: sql`excluded.due_at` },
      });
  }
}
