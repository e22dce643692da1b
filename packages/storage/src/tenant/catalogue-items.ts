/** Rows of the catalogue as they should stand on Stripe. */
import type { CatalogueItem } from "@dream-api/domain";
import type { products, tiers } from "../d1/schema/index.ts";

interface SharedByItems {
  readonly currency: string;
  /** Of a deleted project nothing is sold any more. */
  readonly isDeleted: boolean;
  /** Prices that new sales use, by kind and name. */
  readonly recorded: ReadonlyMap<string, string>;
}

export function itemOfTier(
  row: typeof tiers.$inferSelect,
  { currency, isDeleted, recorded }: SharedByItems,
): CatalogueItem {
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
    isArchived: isDeleted || archivedAt !== null,
    recordedPriceId: recorded.get(`tier ${name}`) ?? null,
  };
}

export function itemOfProduct(
  row: typeof products.$inferSelect,
  { currency, isDeleted, recorded }: SharedByItems,
): CatalogueItem {
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
    isArchived: isDeleted || archivedAt !== null,
    recordedPriceId: recorded.get(`product ${name}`) ?? null,
  };
}
