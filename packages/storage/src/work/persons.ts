/** A person in all projects that they are a customer of: what starts from a Clerk user and not from a tenant. */
import type { Mode } from "@dream-api/contract";
import {
  type Actor,
  type EndUserNews,
  type MembershipPage,
  type PersonStore,
  type ProjectId,
  platformScopeOf,
  scopeOf,
  searchable,
} from "@dream-api/domain";
import { and, asc, eq, gt } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { endUsers, inboxEvents, projects } from "../d1/schema/index.ts";

const sourceOf = (mode: Mode) => `clerk_end_users_${mode}`;

export function personStore(database: Database): PersonStore {
  const isMember = (mode: Mode, clerkUserId: string) =>
    and(eq(endUsers.clerkUserId, clerkUserId), eq(endUsers.mode, mode));

  return discreet({
    async isKnownNews(mode: Mode, eventId: string) {
      const rows = await database
        .select({ eventId: inboxEvents.eventId })
        .from(inboxEvents)
        .where(and(eq(inboxEvents.source, sourceOf(mode)), eq(inboxEvents.eventId, eventId)));
      return rows.length > 0;
    },

    async keepNews(mode: Mode, { eventId, type, clerkUserId }: EndUserNews, at: number) {
      const about = { objectType: "user", objectId: clerkUserId };
      await database
        .insert(inboxEvents)
        .values({ source: sourceOf(mode), eventId, type, mode, ...about, receivedAt: at })
        .onConflictDoNothing();
    },

    async listMemberships(mode: Mode, clerkUserId: string, actor: Actor, { after, limit }: MembershipPage) {
      const rows = await database
        .select({ projectId: endUsers.projectId, userId: endUsers.userId, platformId: projects.platformId })
        .from(endUsers)
        .innerJoin(projects, eq(projects.projectId, endUsers.projectId))
        .where(and(isMember(mode, clerkUserId), gt(endUsers.projectId, after)))
        .orderBy(asc(endUsers.projectId))
        .limit(limit);
      return rows.map(({ projectId, userId, platformId }) => ({
        scope: scopeOf(projectId as ProjectId, mode),
        platform: platformScopeOf(platformId),
        actor,
        userId,
      }));
    },

    async refresh(mode: Mode, clerkUserId: string, { email, name }: { email: string | null; name: string | null }) {
      await database
        .update(endUsers)
        .set({
          email,
          searchEmail: email === null ? null : searchable(email),
          ...(name === null ? {} : { name, searchName: searchable(name) }),
        })
        .where(isMember(mode, clerkUserId));
    },
  } satisfies PersonStore);
}
