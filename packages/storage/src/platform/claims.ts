/** Registrations that find their owner. All keys that were handed out before end in the same transaction. */
import type { ChangedProject, ClaimStore, Developer, PlatformScope } from "@dream-api/domain";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { announceProjectsOf, bumpProjectsOf, changedProjects, projectsOf } from "../d1/change-platform.ts";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { apiKeys, apiSecrets, platforms, projects, registrations } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";
import { leavePlanEffect } from "./plan.ts";

type Claim = Parameters<ClaimStore["adopt"]>[2];

export function claimStore(database: Database): ClaimStore {
  /** Claimed once: who comes second finds nothing to change, and nothing of the batch stays. */
  const markClaimed = (platformId: string, claimedBy: string, { at }: Claim) => [
    database
      .update(registrations)
      .set({ claimedBy, claimedAt: at })
      .where(and(eq(registrations.platformId, platformId), isNull(registrations.claimedAt))),
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
    async findUnclaimed(email: string) {
      const rows = await database
        .select({ platformId: registrations.platformId })
        .from(registrations)
        .where(and(eq(registrations.email, email), isNull(registrations.claimedAt)))
        .orderBy(asc(registrations.createdAt), asc(registrations.platformId));
      return rows.map(({ platformId }) => platformId);
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
          ...markClaimed(platformId, platformId, claim),
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

    handOver(platformId: string, to: PlatformScope, claim: Claim) {
      const { actor, realNow, at } = claim;
      const detail = { registeredAs: platformId };
      return claimed(
        platformId,
        markClaimed(platformId, to.platformId, claim),
        [
          database.update(projects).set({ platformId: to.platformId }).where(eq(projects.platformId, platformId)),
          database.update(platforms).set({ closedAt: at }).where(eq(platforms.platformId, platformId)),
          recordAudit(database, { platformId: to.platformId, actor, action: "registration.claimed", detail }, realNow),
        ],
        claim,
      );
    },
  });
}

function endKeysOf(database: Database, platformId: string, realNow: number) {
  const rev = sql`(SELECT rev FROM project_modes m WHERE m.project_id = api_keys.project_id AND m.mode = api_keys.mode)`;
  return database
    .update(apiKeys)
    .set({ revokedAt: realNow, rev })
    .where(and(isNull(apiKeys.revokedAt), inArray(apiKeys.projectId, projectsOf(database, platformId))));
}

/** 0 is revoked for ever, whatever a machine's clock says. */
function endSecretsOf(database: Database, platformId: string) {
  const rev = sql`(
    SELECT rev FROM project_modes m WHERE m.project_id = api_secrets.project_id AND m.mode = api_secrets.mode)`;
  return database
    .update(apiSecrets)
    .set({ expiresAt: 0, rev })
    .where(inArray(apiSecrets.projectId, projectsOf(database, platformId)));
}
