/** What a project sells, as the wire shows it. */
import type { Product, Tier } from "@dream-api/contract";
import type { ItemKind, Scope } from "@dream-api/domain";
import { and, asc, eq, gt, isNull, or, type SQL, sql } from "drizzle-orm";
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

    /** Those too that were removed while somebody was on them. */
    listAllTiers: (scope: Scope): Promise<Tier[]> => readTiers(scope, or(isNull(tiers.archivedAt), tierInUse)),

    /** What is sold by that name; null for what is not. */
    async findTier(scope: Scope, name: string): Promise<Tier | null> {
      return (await readTiers(scope, and(eq(tiers.name, name), isNull(tiers.archivedAt))))[0] ?? null;
    },

    /** Products in the order of their names, behind `after`. */
    listProducts: (scope: Scope, page: { limit: number; after: string }): Promise<Product[]> =>
      readProducts(scope, and(gt(products.name, page.after), isNull(products.archivedAt)), page.limit),

    /** Those too that were removed after they had been ordered. */
    listAllProducts: (scope: Scope, page: { limit: number; after: string }): Promise<Product[]> =>
      readProducts(
        scope,
        and(gt(products.name, page.after), or(isNull(products.archivedAt), productInUse)),
        page.limit,
      ),

    /** What is sold by that name; null for what is not. */
    async findProduct(scope: Scope, name: string): Promise<Product | null> {
      return (await readProducts(scope, and(eq(products.name, name), isNull(products.archivedAt)), 1))[0] ?? null;
    },

    /** Whether somebody is or was on the tier, or ordered the product. */
    async isInUse(scope: Scope, kind: ItemKind, name: string): Promise<boolean> {
      const table = kind === "tier" ? tiers : products;
      const rows = await database
        .select({ name: table.name })
        .from(table)
        .where(
          and(
            eq(table.projectId, scope.projectId),
            eq(table.mode, scope.mode),
            eq(table.name, name),
            kind === "tier" ? tierInUse : productInUse,
          ),
        );
      return rows.length === 1;
    },
  });
}

const tierInUse = sql`(
  EXISTS (SELECT 1 FROM subscriptions s
    WHERE s.project_id = tiers.project_id AND s.mode = tiers.mode AND s.tier = tiers.name)
  OR EXISTS (SELECT 1 FROM end_users u
    WHERE u.project_id = tiers.project_id AND u.mode = tiers.mode AND u.assigned_tier = tiers.name))`;

const productInUse = sql`EXISTS (SELECT 1 FROM order_items i
  WHERE i.project_id = products.project_id AND i.mode = products.mode AND i.product = products.name)`;

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
