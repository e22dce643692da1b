/** The catalogue as its editor sees it, and the one way in which it changes. */
import type {
  AuditEntry,
  Catalogue,
  CatalogueChange,
  CatalogueProduct,
  CatalogueStore,
  CatalogueTier,
  ChangedProduct,
  Scope,
} from "@dream-api/domain";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { changeProject, revOf } from "../d1/change-project.ts";
import type { Database } from "../d1/database.ts";
import { expectOneRow } from "../d1/guard.ts";
import { products, projectModes, projects, tiers } from "../d1/schema/index.ts";
import { recordAudit } from "../platform/audit.ts";
import { askForSync } from "./ask-for-sync.ts";
import { tenantRepository } from "./repository.ts";

export function tenantCatalogueEditing(database: Database, realNow: () => number) {
  return tenantRepository({
    async read(scope: Scope): Promise<Catalogue | null> {
      const { projectId, mode } = scope;
      const [states, tierRows, productRows] = await database.batch([
        database
          .select({
            platformId: projects.platformId,
            type: projects.type,
            currency: projects.currency,
            rev: projectModes.catalogueRev,
          })
          .from(projectModes)
          .innerJoin(projects, and(eq(projects.projectId, projectModes.projectId), isNull(projects.deletedAt)))
          .where(and(eq(projectModes.projectId, projectId), eq(projectModes.mode, mode))),
        database
          .select()
          .from(tiers)
          .where(and(eq(tiers.projectId, projectId), eq(tiers.mode, mode)))
          .orderBy(asc(tiers.position), asc(tiers.name)),
        database
          .select()
          .from(products)
          .where(and(eq(products.projectId, projectId), eq(products.mode, mode)))
          .orderBy(asc(products.position), asc(products.name)),
      ]);
      const state = states[0];
      return state ? { ...state, tiers: tierRows.map(tierOf), products: productRows.map(productOf) } : null;
    },

    write(scope: Scope, basis: Catalogue, change: CatalogueChange, actor: AuditEntry["actor"]): Promise<number | null> {
      const { projectId, mode } = scope;
      const at = realNow();
      return changeProject(database, scope, at, [
        database
          .update(projectModes)
          .set({ catalogueRev: sql`${projectModes.catalogueRev} + 1` })
          .where(
            and(
              eq(projectModes.projectId, projectId),
              eq(projectModes.mode, mode),
              eq(projectModes.catalogueRev, basis.rev),
            ),
          ),
        expectOneRow(database),
        ...(change.tiers ?? []).map((tier) => putTier(database, scope, tier)),
        ...(change.products ?? []).map((product) => putProduct(database, scope, product)),
        recordAudit(database, { ...change.audit, platformId: basis.platformId, projectId, mode, actor }, at),
        askForSync(database, scope, at),
      ]);
    },
  } satisfies CatalogueStore & Record<string, unknown>);
}

export function putTier(database: Database, scope: Scope, { limit, ...tier }: CatalogueTier) {
  const row = { ...tier, usageLimit: limit, rev: revOf(scope) };
  return database
    .insert(tiers)
    .values({ ...row, projectId: scope.projectId, mode: scope.mode })
    .onConflictDoUpdate({ target: [tiers.projectId, tiers.mode, tiers.name], set: row });
}

export function putProduct(database: Database, scope: Scope, product: ChangedProduct) {
  const { stock, stocked, ...shared } = product;
  const row = { ...shared, rev: revOf(scope) };
  return database
    .insert(products)
    .values({ ...row, stock, projectId: scope.projectId, mode: scope.mode })
    .onConflictDoUpdate({
      target: [products.projectId, products.mode, products.name],
      set: stocked ? { ...row, stock } : row,
    });
}

export function tierOf(row: typeof tiers.$inferSelect): CatalogueTier {
  const { projectId: _project, mode: _mode, rev: _rev, usageLimit, ...tier } = row;
  return { ...tier, limit: usageLimit };
}

export function productOf(row: typeof products.$inferSelect): CatalogueProduct {
  const { projectId: _project, mode: _mode, rev: _rev, soldOut: _soldOut, ...product } = row;
  return product;
}
