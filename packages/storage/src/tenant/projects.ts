/** Projects, from their making to their end. */
import type { Mode } from "@dream-api/contract";
import type { Actor, NewProject, NewTier, Scope, TierChanges } from "@dream-api/domain";
import { and, eq, sql } from "drizzle-orm";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure, refuseWhen } from "../d1/guard.ts";
import { platforms, products, projectModes, projects, tiers } from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { askForSync } from "./ask-for-sync.ts";
import { endProject } from "./end-project.ts";
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
      const { platformId } = project;
      await database.batch([
        database.insert(platforms).values({ platformId, createdAt: realNow() }).onConflictDoNothing(),
        ...newProjectRows(database, scope, project, realNow()),
      ]);
    },

    /** The same for a platform that is there. @returns false when it has as many projects as it may, or was closed */
    async addProject(scope: Scope, project: NewProject, { actor, limit }: { actor: Actor; limit: number }) {
      const { projectId, mode } = scope;
      const { platformId, name, type, currency } = project;
      const audit = { platformId, projectId, mode, actor, action: "project.created", detail: { name, type, currency } };
      try {
        await database.batch([
          refuseWhen(
            database,
            sql`${limit} <= (SELECT COUNT(*) FROM projects WHERE platform_id = ${platformId} AND deleted_at IS NULL)
              OR EXISTS (SELECT 1 FROM platforms WHERE platform_id = ${platformId} AND closed_at IS NOT NULL)`,
          ),
          ...newProjectRows(database, scope, project, realNow()),
          recordAudit(database, audit, realNow()),
          askForSync(database, scope, realNow()),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
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
      try {
        const [, , bumped] = await database.batch(endProject(database, scope.projectId, realNow()));
        return bumped;
      } catch (error) {
        if (isGuardFailure(error)) return null;
        throw error;
      }
    },
  });
}

function newProjectRows(database: Database, scope: Scope, project: NewProject, createdAt: number) {
  const { projectId, mode } = scope;
  const { tiers: newTiers = [], products: newProducts = [], platformId, name, type, currency } = project;
  const shared = { projectId, mode, rev: firstRev };
  return [
    database.insert(projects).values({ projectId, platformId, name, type, currency, createdAt }),
    database.insert(projectModes).values(shared),
    ...newTiers.map((tier, position) => database.insert(tiers).values({ ...tierRow(tier), ...shared, position })),
    ...newProducts.map((product, position) => database.insert(products).values({ ...product, ...shared, position })),
  ];
}

function tierRow({ limit, ...tier }: NewTier) {
  return { ...tier, usageLimit: limit };
}
