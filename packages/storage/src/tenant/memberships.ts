/** Which customer of a project a signed-in person is. */
import {
  type MembershipStore,
  type PlatformScope,
  type Scope,
  type SignedInPerson,
  searchable,
  type TokenGrant,
} from "@dream-api/domain";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { apiKeys, endUsers, projects, signInFamilies } from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { planColumns } from "./customer-plan.ts";
import { endSignIns } from "./end-sign-ins.ts";
import { tenantRepository } from "./repository.ts";

export function tenantMemberships(database: Database, realNow: () => number) {
  async function findMember({ projectId, mode }: Scope, clerkUserId: string): Promise<string | null> {
    const [row] = await database
      .select({ userId: endUsers.userId })
      .from(endUsers)
      .where(and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode), eq(endUsers.clerkUserId, clerkUserId)));
    return row?.userId ?? null;
  }

  const ofUser = ({ projectId, mode }: Scope, userId: string) =>
    and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode), eq(endUsers.userId, userId));

  async function unlessRefused(batch: [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]]): Promise<boolean> {
    try {
      await database.batch(batch);
      return true;
    } catch (error) {
      if (isGuardFailure(error)) return false;
      throw error;
    }
  }

  return tenantRepository({
    findMember,

    async link(scope: Scope, { platformId }: PlatformScope, person: SignedInPerson & { email: string }) {
      const { projectId, mode } = scope;
      const { clerkUserId, email, name } = person;
      const profile = {
        email,
        searchEmail: searchable(email),
        ...(name === null ? {} : { name, searchName: searchable(name) }),
      };
      const isOfScope = sql`project_id = ${projectId} AND mode = ${mode}`;
      const invited = sql`(SELECT user_id FROM end_users
        WHERE ${isOfScope} AND search_email = ${profile.searchEmail} AND status = 'invited'
        ORDER BY created_at LIMIT 1)`;
      const isNobodyYet = sql`NOT EXISTS (SELECT 1 FROM end_users WHERE ${isOfScope} AND clerk_user_id = ${clerkUserId})`;
      const entry = { platformId, projectId, mode, actor: { name: "clerk", requestId: null } as const };
      const isLinked = await unlessRefused([
        database
          .update(endUsers)
          .set({ ...profile, clerkUserId, status: "active" })
          .where(
            and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode), eq(endUsers.userId, invited), isNobodyYet),
          ),
        expectOneRow(database),
        recordAudit(database, { ...entry, action: "customer.linked" }, realNow()),
      ]);
      if (!isLinked) return null;
      return findMember(scope, clerkUserId);
    },

    async join(scope: Scope, person: SignedInPerson, userId: string) {
      const { projectId, mode } = scope;
      const { clerkUserId, email, name } = person;
      const row = {
        ...{ projectId, mode, userId, clerkUserId, email, name },
        searchEmail: email === null ? null : searchable(email),
        searchName: name === null ? null : searchable(name),
        status: "active" as const,
        ...planColumns(scope, userId, null),
        createdAt: realNow(),
      };
      await database.insert(endUsers).values(row).onConflictDoNothing();
      return findMember(scope, clerkUserId);
    },

    /** Whether a token's sign-in stands: not signed out, still a member, through a key and for a project that are there. */
    async isSignedIn({ projectId, mode }: Scope, { userId, familyId, clientId }: TokenGrant): Promise<boolean> {
      const rows = await database
        .select({ familyId: signInFamilies.familyId })
        .from(signInFamilies)
        .innerJoin(
          endUsers,
          and(
            eq(endUsers.projectId, projectId),
            eq(endUsers.mode, mode),
            eq(endUsers.userId, userId),
            eq(endUsers.clerkUserId, signInFamilies.clerkUserId),
            eq(endUsers.status, "active"),
          ),
        )
        .innerJoin(apiKeys, and(eq(apiKeys.publishableKey, clientId), isNull(apiKeys.revokedAt)))
        .innerJoin(projects, and(eq(projects.projectId, projectId), isNull(projects.deletedAt)))
        .where(
          and(
            eq(signInFamilies.familyId, familyId),
            eq(signInFamilies.projectId, projectId),
            eq(signInFamilies.mode, mode),
            eq(signInFamilies.userId, userId),
            isNull(signInFamilies.revokedAt),
          ),
        );
      return rows.length === 1;
    },

    async leave(scope: Scope, clerkUserId: string) {
      const { projectId, mode } = scope;
      const userId = await findMember(scope, clerkUserId);
      if (userId === null) return "gone" as const;
      const isMember = and(ofUser(scope, userId), eq(endUsers.clerkUserId, clerkUserId));
      const running = sql`EXISTS (SELECT 1 FROM subscriptions s
        WHERE s.project_id = ${projectId} AND s.mode = ${mode} AND s.user_id = ${userId}
          AND s.duplicate_of IS NULL AND s.status NOT IN ('canceled', 'incomplete_expired'))`;
      const faceless = { clerkUserId: null, email: null, name: null, searchEmail: null, searchName: null };
      const isDone = await unlessRefused([
        database
          .update(endUsers)
          .set(faceless)
          .where(and(isMember, sql`NOT ${running}`)),
        expectOneRow(database),
        ...endSignIns(database, scope, userId),
      ]);
      if (isDone) return "left" as const;
      return (await findMember(scope, clerkUserId)) === null ? ("gone" as const) : ("subscribed" as const);
    },
  } satisfies MembershipStore & Record<string, unknown>);
}
