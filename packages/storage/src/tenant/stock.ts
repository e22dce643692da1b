/** What of a product is free to sell. */
import type { Scope, StockChange, StockStore } from "@dream-api/domain";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { products, projects } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

export function tenantStock(database: Database) {
  return tenantRepository({
    async change({ projectId, mode }: Scope, name: string, change: StockChange) {
      const isProduct = and(
        eq(products.projectId, projectId),
        eq(products.mode, mode),
        eq(products.name, name),
        isNull(products.archivedAt),
      );
      const [changed, known] = await database.batch([
        database
          .update(products)
          .set({ stock: newStock(change) })
          .where(and(isProduct, isAllowed(change)))
          .returning({ stock: products.stock }),
        database.select({ name: products.name }).from(products).where(isProduct),
      ]);
      if (changed[0]) return changed[0];
      return known.length === 1 ? ("conflict" as const) : ("unknown" as const);
    },

    async typeOf({ projectId }: Scope) {
      const [row] = await database
        .select({ type: projects.type })
        .from(projects)
        .where(and(eq(projects.projectId, projectId), isNull(projects.deletedAt)));
      return row?.type ?? null;
    },
  } satisfies StockStore & Record<string, unknown>);
}

function newStock(change: StockChange): SQL | number | null {
  return "delta" in change ? sql`${products.stock} + ${change.delta}` : change.set;
}

function isAllowed(change: StockChange): SQL {
  return "delta" in change
    ? sql`${products.stock} + ${change.delta} >= 0`
    : sql`${products.stock} IS ${change.expected}`;
}
