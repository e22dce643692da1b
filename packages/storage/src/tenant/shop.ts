/** What a sale is decided on, read in one transaction. */
import type { Scope, Shop, ShopReader, Wanted } from "@dream-api/domain";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { endUsers, platforms, products, projectModes, projects } from "../d1/schema/index.ts";
import { priceIdOf } from "./catalogue.ts";
import { connectedAccountOf } from "./connection-of.ts";
import { tenantRepository } from "./repository.ts";

export function tenantShop(database: Database) {
  return tenantRepository({
    async read(scope: Scope, { products: names, priceIds, userId }: Wanted): Promise<Shop | null> {
      const { projectId, mode } = scope;
      const { allowedOrigins, successUrl, cancelUrl } = projectModes;
      const priceId = priceIdOf(scope, "product");
      const [shops, sold, buyers] = await database.batch([
        database
          .select({
            type: projects.type,
            currency: projects.currency,
            coveredUntil: platforms.coveredUntil,
            stripeAccountId: connectedAccountOf(scope).as("account"),
            allowedOrigins,
            successUrl,
            cancelUrl,
          })
          .from(projectModes)
          .innerJoin(projects, and(eq(projects.projectId, projectModes.projectId), isNull(projects.deletedAt)))
          .innerJoin(platforms, eq(platforms.platformId, projects.platformId))
          .where(and(eq(projectModes.projectId, projectId), eq(projectModes.mode, mode))),
        database
          .select({
            name: products.name,
            displayName: products.displayName,
            unitAmount: products.unitAmount,
            stock: products.stock,
            isSoldOut: products.soldOut,
            isShippable: products.shippable,
            priceId: priceId.as("price_id"),
          })
          .from(products)
          .innerJoin(projects, eq(projects.projectId, products.projectId))
          .where(
            and(
              eq(products.projectId, projectId),
              eq(products.mode, mode),
              isNull(products.archivedAt),
              sql`(${products.name} IN (SELECT value FROM json_each(${JSON.stringify(names)}))
                OR ${priceId} IN (SELECT value FROM json_each(${JSON.stringify(priceIds)})))`,
            ),
          ),
        database
          .select({ status: endUsers.status, email: endUsers.email })
          .from(endUsers)
          .where(and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode), eq(endUsers.userId, userId ?? ""))),
      ]);
      const [shop] = shops;
      const [buyer] = buyers;
      if (!shop) return null;
      return {
        ...shop,
        products: sold,
        buyer: buyer ? { isErased: buyer.status === "erased", email: buyer.email } : null,
      };
    },
  } satisfies ShopReader & Record<string, unknown>);
}
