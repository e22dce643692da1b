/** Rows of the catalogue as they should stand on Stripe. */
import type { CatalogueItem } from "@dream-api/domain";
import type { products, tiers } from "../d1/schema/index.ts";

interface SharedByItems {
  readonly currency: string;
  /** Prices that new sales use, by kind and name. */
  readonly recorded: ReadonlyMap<string, string>;
}

export function itemOfTier(row: typeof tiers.$inferSelect, { currency, recorded }: SharedByItems): CatalogueItem {
  const { name, displayName, features, unitAmount, interval, usageLimit, archivedAt } = row;
  return {
    kind: "tier",
    name,
    displayName,
    description: "",
    imageUrl: null,
    features,
    unitAmount,
    currency,
    interval,
    limit: usageLimit,
    isShippable: false,
    isArchived: archivedAt !== null,
    recordedPriceId: recorded.get(`tier ${name}`) ?? null,
  };
}

export function itemOfProduct(row: typeof products.$inferSelect, { currency, recorded }: SharedByItems): CatalogueItem {
  const { name, displayName, description, imageUrl, features, unitAmount, shippable, archivedAt } = row;
  return {
    kind: "product",
    name,
    displayName,
    description,
    imageUrl,
    features,
    unitAmount,
    currency,
    interval: null,
    isShippable: shippable,
    isArchived: archivedAt !== null,
    recordedPriceId: recorded.get(`product ${name}`) ?? null,
  };
}
