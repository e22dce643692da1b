/** A project's end users. */
import type { Scope } from "@dream-api/domain";
import { and, eq, ne } from "drizzle-orm";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow } from "../d1/guard.ts";
import { endUsers, tiers, usageCounts } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

export function tenantCustomers(database: Database, realNow: () => number) {
  const ofUser = (table: typeof endUsers | typeof usageCounts, scope: Scope, userId: string) =>
    and(eq(table.projectId, scope.projectId), eq(table.mode, scope.mode), eq(table.userId, userId));

  return tenantRepository({
    /**
     * Puts a user on a tier, or takes them off it with null; makes the user's row where there is none.
     * @returns the project's new rev, or null when it has no such tier or does not exist
     */
    assignTier(scope: Scope, userId: string, tier: string | null): Promise<number | null> {
      const values = {
        assignedTier: tier,
        plan: tier,
        planSource: tier === null ? null : ("assigned" as const),
        status: "active" as const,
        rev: revOf(scope),
      };
      const tierExists = and(
        eq(tiers.projectId, scope.projectId),
        eq(tiers.mode, scope.mode),
        eq(tiers.name, tier ?? ""),
      );
      return changeProject(database, scope, realNow(), [
        ...(tier === null
          ? []
          : [database.update(tiers).set({ name: tiers.name }).where(tierExists), expectOneRow(database)]),
        database
          .insert(endUsers)
          .values({ projectId: scope.projectId, mode: scope.mode, userId, createdAt: realNow(), ...values })
          .onConflictDoUpdate({ target: [endUsers.projectId, endUsers.mode, endUsers.userId], set: values }),
      ]);
    },

    /**
     * Forgets a user's data and keeps a tombstone, also of a user of whom only the Meter has heard yet.
     * @returns the project's new rev, or null when the user is erased already
     */
    eraseUser(scope: Scope, userId: string): Promise<number | null> {
      const tombstone = {
        status: "erased" as const,
        assignedTier: null,
        plan: null,
        planSource: null,
        lastActiveAt: null,
        erasedRev: revOf(scope),
        rev: revOf(scope),
      };
      return changeProject(database, scope, realNow(), [
        database
          .insert(endUsers)
          .values({ projectId: scope.projectId, mode: scope.mode, userId, createdAt: realNow(), ...tombstone })
          .onConflictDoUpdate({
            target: [endUsers.projectId, endUsers.mode, endUsers.userId],
            set: tombstone,
            setWhere: ne(endUsers.status, "erased"),
          }),
        expectOneRow(database),
        database.delete(usageCounts).where(ofUser(usageCounts, scope, userId)),
      ]);
    },
  });
}
