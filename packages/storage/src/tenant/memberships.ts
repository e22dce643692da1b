/** Which customer of a project a signed-in person is. */
import {
  type MembershipStore,
  type PlatformScope,
  type Scope,
  type SignedInPerson,
  searchable,
} from "@dream-api/domain";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { endUsers } from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { tenantRepository } from "./repository.ts";

export function tenantMemberships(database: Database, realNow: () => number) {
  async function findMember({ projectId, mode }: Scope, clerkUserId: string): Promise<string | null> {
    const [row] = await database
      .select({ userId: endUsers.userId })
      .from(endUsers)
      .where(and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode), eq(endUsers.clerkUserId, clerkUserId)));
    return row?.userId ?? null;
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
      try {
        await database.batch([
          database
            .update(endUsers)
            .set({ ...profile, clerkUserId, status: "active" })
            .where(
              and(
                eq(endUsers.projectId, projectId),
                eq(endUsers.mode, mode),
                eq(endUsers.userId, invited),
                isNobodyYet,
              ),
            ),
          expectOneRow(database),
          recordAudit(database, { ...entry, action: "customer.linked" }, realNow()),
        ]);
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
      return findMember(scope, clerkUserId);
    },
  } satisfies MembershipStore & Record<string, unknown>);
}
