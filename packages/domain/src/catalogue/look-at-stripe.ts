/** What Stripe has of a catalogue: products by our ids, prices by product. Never a search, which lags behind. */
import type { Scope } from "../tenancy/scope.ts";
import { type CatalogueItem, stripeProductId } from "./catalogue-item.ts";
import { type FoundOnStripe, type PlannedItem, planItem } from "./plan-catalogue.ts";
import type { StripeCatalogue, StripeProduct } from "./stripe-catalogue.ts";

/** Few enough that a call for each at once stays below what Stripe takes in a second. */
const itemsPerLook = 10;

/** In the order of the items. @throws ProviderFailure */
async function lookAtStripe(
  scope: Scope,
  account: string,
  items: readonly CatalogueItem[],
  stripe: StripeCatalogue,
): Promise<FoundOnStripe[]> {
  const productIds = items.map((item) => stripeProductId(scope, item));
  const products = productIds.length === 0 ? [] : await stripe.readProducts(account, productIds);
  const byId = new Map(products.map((product) => [product.productId, product]));
  return Promise.all(productIds.map((productId) => withPrices(account, byId.get(productId) ?? null, stripe)));
}

async function withPrices(
  account: string,
  product: StripeProduct | null,
  stripe: StripeCatalogue,
): Promise<FoundOnStripe> {
  return { product, prices: product ? await stripe.listPrices(account, product.productId) : [] };
}

/** Looked at and brought in line together, so that a run which ends early has brought something to its end. */
export function groupsOf(items: readonly CatalogueItem[]): CatalogueItem[][] {
  return Array.from({ length: Math.ceil(items.length / itemsPerLook) }, (_, index) =>
    items.slice(index * itemsPerLook, (index + 1) * itemsPerLook),
  );
}

/** What the items need. @throws ProviderFailure */
export async function planSome(
  scope: Scope,
  account: string,
  items: readonly CatalogueItem[],
  stripe: StripeCatalogue,
): Promise<PlannedItem[]> {
  const found = await lookAtStripe(scope, account, items, stripe);
  return items.map((item, index) => planItem(scope, item, found[index] ?? { product: null, prices: [] }));
}
