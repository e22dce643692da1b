/** Registrations that find their owner. All keys that were handed out before end in the same transaction. */
import type { ChangedProject, ClaimStore, Developer, PlatformScope } from "@dream-api/domain";
import { and, asc, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { announceProjectsOf, bumpProjectsOf, changedProjects } from "../d1/change-platform.ts";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure, refuseWhen } from "../d1/guard.ts";
import { platforms, projects, registrations } from "../d1/schema/index.ts";
import { leaveNotice, recordAudit } from "./audit.ts";
import { endKeysOf, endSecretsOf } from "./end-keys.ts";
import { leavePlanEffect } from "./plan.ts";

type Claim = Parameters<ClaimStore["adopt"]>[2];

export function claimStore(database: Database): ClaimStore {
  const isReady = isNotNull(registrations.readyAt);

  /** Claimed once: who comes second finds no row, and nothing of the batch stays. The address goes with the row. */
  const takeRegistration = (platformId: string) => [
    database.delete(registrations).where(and(eq(registrations.platformId, platformId), isReady)),
    expectOneRow(database),
  ];

  async function claimed(
    platformId: string,
    first: readonly BatchItem<"sqlite">[],
    last: readonly BatchItem<"sqlite">[],
    { realNow }: Claim,
  ): Promise<ChangedProject[] | null> {
    try {
      const [bumped] = await database.batch([
        bumpProjectsOf(database, platformId),
        ...first,
        endKeysOf(database, platformId, realNow),
        endSecretsOf(database, platformId),
        announceProjectsOf(database, platformId, realNow),
        ...last,
      ]);
      return changedProjects(bumped);
    } catch (error) {
      if (isGuardFailure(error)) return null;
      throw error;
    }
  }

  return discreet({
    async findUnclaimed(email: string, proven: readonly string[], limit: number) {
      const waits = and(eq(registrations.email, email), isReady);
      const isProven = inArray(registrations.platformId, [...proven]);
      const one = { platformId: registrations.platformId };
      const [[known], rows] = await database.batch([
        database.select(one).from(registrations).where(and(waits, isProven)).limit(1),
        database
          .select(one)
          .from(registrations)
          .where(waits)
          .orderBy(desc(isProven), asc(registrations.createdAt), asc(registrations.platformId))
          .limit(limit),
      ]);
      return known ? rows.map(({ platformId }) => platformId) : [];
    },

    adopt(platformId: string, { clerkUserId, email, name }: Developer, claim: Claim) {
      const ofNobody = and(
        eq(platforms.platformId, platformId),
        isNull(platforms.clerkUserId),
        sql`NOT EXISTS (SELECT 1 FROM platforms WHERE clerk_user_id = ${clerkUserId})`,
      );
      const { actor, realNow } = claim;
      return claimed(
        platformId,
        [
          ...takeRegistration(platformId),
          database.update(platforms).set({ clerkUserId, email, name, claimedAt: claim.at }).where(ofNobody),
          expectOneRow(database),
        ],
        [
          leavePlanEffect(database, platformId, realNow, realNow),
          recordAudit(database, { platformId, actor, action: "registration.claimed" }, realNow),
        ],
        claim,
      );
    },

    async handOver(platformId: string, to: PlatformScope, claim: Claim, projectLimit: number) {
      const { actor, realNow, at } = claim;
      const detail = { registeredAs: platformId };
      const moved = await claimed(
        platformId,
        [
          ...takeRegistration(platformId),
          refuseWhen(
            database,
            sql`${projectLimit} < (
              SELECT COUNT(*) FROM projects
              WHERE platform_id IN (${platformId}, ${to.platformId}) AND deleted_at IS NULL)`,
          ),
        ],
        [
          database.update(projects).set({ platformId: to.platformId }).where(eq(projects.platformId, platformId)),
          database.update(platforms).set({ closedAt: at }).where(eq(platforms.platformId, platformId)),
          recordAudit(database, { platformId: to.platformId, actor, action: "registration.claimed", detail }, realNow),
        ],
        claim,
      );
      if (moved) return moved;
      const ofPlatform = and(eq(registrations.platformId, platformId), isReady);
      const waiting = await database.select({ email: registrations.email }).from(registrations).where(ofPlatform);
      return waiting.length === 1 ? "full" : null;
    },

    async tellOfRest({ platformId }: PlatformScope, { realNow }: Claim) {
      await leaveNotice(database, { platformId, kind: "registrations_left", topic: "quota" }, realNow);
    },
  } satisfies ClaimStore);
}
