/** Prices by what Stripe's news says of them, always together with the account that we stored. */
import { parseProjectId, type RepairDependencies, scopeOf } from "@dream-api/domain";
import { and, eq } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { prices } from "../d1/schema/index.ts";

export function priceDirectory(database: Database): { find: RepairDependencies["findPrice"] } {
  return discreet({
    async find(account, mode, priceId) {
      const { projectId, kind, name } = prices;
      const [row] = await database
        .select({ projectId, kind, name })
        .from(prices)
        .where(and(eq(prices.stripeAccountId, account), eq(prices.stripePriceId, priceId), eq(prices.mode, mode)));
      const parsed = row && parseProjectId(row.projectId);
      return parsed ? { scope: scopeOf(parsed, mode), kind: row.kind, name: row.name } : null;
    },
  } satisfies { find: RepairDependencies["findPrice"] });
}
