/** Projects, from their making to their end. */
import type { Mode } from "@dream-api/contract";
import { type NewProject, type NewTier, type Scope, scopeOf, type TierChanges } from "@dream-api/domain";
import { and, eq, isNull, sql } from "drizzle-orm";
import { changeProject, leaveAnnouncement, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { platforms, products, projectModes, projects, tiers } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

const firstRev = 1;

export interface ModeRev {
  readonly mode: Mode;
  readonly rev: number;
}

export function tenantProjects(database: Database, realNow: () => number) {
  return tenantRepository({
    /** Makes a platform's project with its catalogue, in the scope's mode; the platform too where it is new. */
    async createProject(scope: Scope, project: NewProject): Promise<void> {
      const own = { projectId: scope.projectId, mode: scope.mode };
      const { tiers: newTiers = [], products: newProducts = [], platformId, name, type, currency } = project;
      await database.batch([
        database.insert(platforms).values({ platformId, createdAt: realNow() }).onConflictDoNothing(),
        database
          .insert(projects)
          .values({ projectId: scope.projectId, platformId, name, type, currency, createdAt: realNow() }),
        database.insert(projectModes).values({ ...own, rev: firstRev }),
        ...newTiers.map((tier, position) =>
          database.insert(tiers).values({ ...tierRow(tier), ...own, position, rev: firstRev }),
        ),
        ...newProducts.map((product) => database.insert(products).values({ ...product, ...own, rev: firstRev })),
      ]);
    },

    /** @returns the new rev, or null when there is no such tier */
    changeTier(scope: Scope, name: string, changes: TierChanges): Promise<number | null> {
      const { limit, ...rest } = changes;
      return changeProject(database, scope, realNow(), [
        database
          .update(tiers)
          .set({ ...rest, ...(limit === undefined ? {} : { usageLimit: limit }), rev: revOf(scope) })
          .where(and(eq(tiers.projectId, scope.projectId), eq(tiers.mode, scope.mode), eq(tiers.name, name))),
        expectOneRow(database),
      ]);
    },

    /** Ends a project in all its modes. @returns their new revs, or null when it is not there */
    async deleteProject(scope: Scope): Promise<ModeRev[] | null> {
      const { projectId } = scope;
      const ofProject = eq(projectModes.projectId, projectId);
      const existing = await database.select({ mode: projectModes.mode }).from(projectModes).where(ofProject);
      try {
        const [, , bumped] = await database.batch([
          database
            .update(projects)
            .set({ deletedAt: realNow() })
            .where(and(eq(projects.projectId, projectId), isNull(projects.deletedAt))),
          expectOneRow(database),
          database
            .update(projectModes)
            .set({ rev: sql`${projectModes.rev} + 1` })
            .where(ofProject)
            .returning({ mode: projectModes.mode, rev: projectModes.rev }),
          ...existing.map(({ mode }) => leaveAnnouncement(database, scopeOf(projectId, mode), realNow())),
        ]);
        return bumped;
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  });
}

function tierRow({ limit, ...tier }: NewTier) {
  return { ...tier, usageLimit: limit };
}
