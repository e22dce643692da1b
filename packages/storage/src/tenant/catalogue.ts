/** What a project sells, as the wire shows it. */
import type { Product, ProjectType, Tier } from "@dream-api/contract";
import type { ItemKind, Scope } from "@dream-api/domain";
import { and, asc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { products, projects, tiers } from "../d1/schema/index.ts";
import { connectedAccountOf } from "./connection-of.ts";
import { tenantRepository } from "./repository.ts";

export function tenantCatalogue(database: Database) {
  async function readTiers(scope: Scope, which: SQL | undefined): Promise<Tier[]> {
    const rows = await database
      .select({ tier: tiers, currency: projects.currency, priceId: priceIdOf(scope, "tier").as("price_id") })
      .from(tiers)
      .innerJoin(projects, eq(projects.projectId, tiers.projectId))
      .where(and(eq(tiers.projectId, scope.projectId), eq(tiers.mode, scope.mode), which))
      .orderBy(asc(tiers.position), asc(tiers.name));
    return rows.map(({ tier, ...more }) => tierOf(tier, more));
  }

  async function readProducts(scope: Scope, which: SQL | undefined, limit: number): Promise<Product[]> {
    const rows = await database
      .select({ product: products, currency: projects.currency, priceId: priceIdOf(scope, "product").as("price_id") })
      .from(products)
      .innerJoin(projects, eq(projects.projectId, products.projectId))
      .where(and(eq(products.projectId, scope.projectId), eq(products.mode, scope.mode), which))
      .orderBy(asc(products.name))
      .limit(limit);
    return rows.map(({ product, ...more }) => productOf(product, more));
  }

  return tenantRepository({
    listTiers: (scope: Scope): Promise<Tier[]> => readTiers(scope, isNull(tiers.archivedAt)),

    /** Archived ones too. */
    listAllTiers: (scope: Scope): Promise<Tier[]> => readTiers(scope, undefined),

    /** Also when it is archived. */
    async findTier(scope: Scope, name: string): Promise<Tier | null> {
      return (await readTiers(scope, eq(tiers.name, name)))[0] ?? null;
    },

    /** Products in the order of their names, behind `after`. */
    listProducts: (scope: Scope, page: { limit: number; after: string }): Promise<Product[]> =>
      readProducts(scope, and(gt(products.name, page.after), isNull(products.archivedAt)), page.limit),

    /** Archived ones too. */
    listAllProducts: (scope: Scope, page: { limit: number; after: string }): Promise<Product[]> =>
      readProducts(scope, gt(products.name, page.after), page.limit),

    /** Also when it is archived. */
    async findProduct(scope: Scope, name: string): Promise<Product | null> {
      return (await readProducts(scope, eq(products.name, name), 1))[0] ?? null;
    },

    /** Null when the project is not there. */
    async findType(scope: Scope): Promise<ProjectType | null> {
      const [row] = await database
        .select({ type: projects.type })
        .from(projects)
        .where(and(eq(projects.projectId, scope.projectId), isNull(projects.deletedAt)));
      return row?.type ?? null;
    },
  });
}

/** The price that new sales use on the connected account; NULL until Stripe has followed the item's last change. */
export function priceIdOf(scope: Scope, kind: ItemKind): SQL<string | null> {
  const { projectId, mode } = scope;
  const item = sql.raw(kind === "tier" ? "tiers" : "products");
  const interval = kind === "tier" ? sql`tiers.interval` : sql`NULL`;
  return sql<string | null>`(
    SELECT x.stripe_price_id FROM prices x
    WHERE x.project_id = ${projectId} AND x.mode = ${mode} AND x.kind = ${kind} AND x.name = ${item}.name
      AND x.active = 1 AND x.unit_amount = ${item}.unit_amount AND x.currency = projects.currency
      AND x.interval IS ${interval} AND x.stripe_account_id = ${connectedAccountOf(scope)})`;
}

interface Sold {
  readonly currency: string;
  readonly priceId: string | null;
}

function tierOf(row: typeof tiers.$inferSelect, sold: Sold): Tier {
  const { projectId: _project, mode: _mode, usageLimit, archivedAt, rev: _rev, ...shared } = row;
  return { ...shared, ...sold, limit: usageLimit, archived: archivedAt !== null };
}

function productOf(row: typeof products.$inferSelect, sold: Sold): Product {
  const { projectId: _project, mode: _mode, archivedAt, rev: _rev, ...shared } = row;
  return { ...shared, ...sold, soldOut: row.soldOut || row.stock === 0, archived: archivedAt !== null };
}
