/** Accounts that were made without a browser and wait for their owner. */
import type {
  ChangedProject,
  InvitationDependencies,
  PurgeStore,
  RegistrationStore,
  WaitingRegistration,
} from "@dream-api/domain";
import { and, asc, desc, eq, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { announceProjectsOf, bumpProjectsOf, changedProjects } from "../d1/change-platform.ts";
import { type Database, discreet } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { platforms, projects, registrations } from "../d1/schema/index.ts";
import { recordAudit } from "./audit.ts";

type Registrations = RegistrationStore & InvitationDependencies["registrations"] & PurgeStore;

/** As every row is by now; the indexes ask for it. */
const isOpen = isNull(registrations.claimedAt);

export function registrationStore(database: Database): Registrations {
  return discreet({
    async addRegistration({ platformId, email, at, realNow, actor }) {
      await database.batch([
        database.insert(platforms).values({ platformId, createdAt: realNow }),
        database.insert(registrations).values({ platformId, email, createdAt: at }),
        recordAudit(database, { platformId, actor, action: "platform.registered" }, realNow),
      ]);
    },

    async openToClaims(platformId: string, at: number) {
      await database.update(registrations).set({ readyAt: at }).where(eq(registrations.platformId, platformId));
    },

    async keepInvitation(platformId: string, invitationId: string) {
      await database.update(registrations).set({ invitationId }).where(eq(registrations.platformId, platformId));
    },

    async findInvitation(email: string) {
      const [row] = await database
        .select({ invitationId: registrations.invitationId })
        .from(registrations)
        .where(and(eq(registrations.email, email), isNotNull(registrations.invitationId)))
        .orderBy(desc(registrations.createdAt))
        .limit(1);
      return row?.invitationId ?? null;
    },

    async listUninvited(limit: number): Promise<WaitingRegistration[]> {
      // The first of each address, among enough that are waiting the longest.
      return database.all<WaitingRegistration>(sql`
        SELECT platform_id AS platformId, email FROM (
          SELECT platform_id, email, created_at FROM registrations
          WHERE claimed_at IS NULL AND invitation_id IS NULL AND ready_at IS NOT NULL
          ORDER BY created_at LIMIT ${10 * limit})
        GROUP BY email ORDER BY MIN(created_at) LIMIT ${limit}`);
    },

    async listUnclaimed(createdBefore: number, limit: number) {
      const rows = await database
        .select({ platformId: registrations.platformId })
        .from(registrations)
        .where(and(lt(registrations.createdAt, createdBefore), isOpen))
        .orderBy(asc(registrations.createdAt))
        .limit(limit);
      return rows.map(({ platformId }) => platformId);
    },

    async purge(platformId: string, { business, real }): Promise<ChangedProject[] | null> {
      const actor = { name: "system", requestId: null } as const;
      try {
        const [, , bumped] = await database.batch([
          database.delete(registrations).where(eq(registrations.platformId, platformId)),
          expectOneRow(database),
          bumpProjectsOf(database, platformId),
          announceProjectsOf(database, platformId, real),
          database.update(projects).set({ deletedAt: real }).where(eq(projects.platformId, platformId)),
          database.update(platforms).set({ closedAt: business }).where(eq(platforms.platformId, platformId)),
          recordAudit(database, { platformId, actor, action: "registration.purged" }, real),
        ]);
        return changedProjects(bumped);
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  } satisfies Registrations);
}
