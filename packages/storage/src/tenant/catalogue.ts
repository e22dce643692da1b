/** What a project sells, as the wire shows it. */
import type { Product, Tier } from "@dream-api/contract";
import type { Scope } from "@dream-api/domain";
import { and, asc, eq, gt, isNull } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { products, projects, tiers } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

export function tenantCatalogue(database: Database) {
  return tenantRepository({
    async listTiers(scope: Scope): Promise<Tier[]> {
      const rows = await database
        .select({ tier: tiers, currency: projects.currency })
        .from(tiers)
        .innerJoin(projects, eq(projects.projectId, tiers.projectId))
        .where(and(eq(tiers.projectId, scope.projectId), eq(tiers.mode, scope.mode), isNull(tiers.archivedAt)))
        .orderBy(asc(tiers.position), asc(tiers.name));
      return rows.map(({ tier, currency }) => tierOf(tier, currency));
    },

    /** Products in the order of their names, behind `after`. */
    async listProducts(scope: Scope, page: { limit: number; after: string }): Promise<Product[]> {
      const rows = await database
        .select({ product: products, currency: projects.currency })
        .from(products)
        .innerJoin(projects, eq(projects.projectId, products.projectId))
        .where(
          and(
            eq(products.projectId, scope.projectId),
            eq(products.mode, scope.mode),
            gt(products.name, page.after),
            isNull(products.archivedAt),
          ),
        )
        .orderBy(asc(products.name))
        .limit(page.limit);
      return rows.map(({ product, currency }) => productOf(product, currency));
    },
  });
}

function tierOf(row: typeof tiers.$inferSelect, currency: string): Tier {
  const { projectId: _project, mode: _mode, usageLimit, archivedAt, rev: _rev, ...shared } = row;
  return { ...shared, currency, limit: usageLimit, priceId: null, archived: archivedAt !== null };
}

function productOf(row: typeof products.$inferSelect, currency: string): Product {
  const { projectId: _project, mode: _mode, archivedAt, rev: _rev, ...shared } = row;
  return { ...shared, soldOut: row.soldOut || row.stock === 0, currency, priceId: null, archived: archivedAt !== null };
}
