/** What a project's Stripe account holds, and what our own rows say of it, in words that two projects share. */
import { expect } from "vitest";
import type { SyncProject, SyncWorld } from "./use-sync.ts";

interface SeenPrice {
  readonly amount: number | null;
  readonly currency: string;
  readonly interval: string | null;
  readonly isDefault: boolean;
  readonly hasLookupKey: boolean;
  /** Whether our rows name it for new sales. */
  readonly isRecorded: boolean;
}

interface SeenProduct {
  readonly item: string;
  readonly name: string;
  readonly isActive: boolean;
  readonly limit: string | undefined;
  readonly features: (string | undefined)[];
  readonly images: string[];
  readonly prices: SeenPrice[];
  readonly archivedPrices: number;
}

export interface Seen {
  readonly products: SeenProduct[];
  /** Every price of the account and every row of ours, so that nothing is there twice. */
  readonly allPrices: number;
  readonly recordedPrices: number;
}

export async function look(world: SyncWorld, { account, scope }: SyncProject): Promise<Seen> {
  const on = { stripeAccount: account };
  const client = world.stripe.client();
  const { data: products } = await client.products.list({ limit: 100 }, on);
  const { data: active } = await client.prices.list({ limit: 100, active: true }, on);
  const { data: archived } = await client.prices.list({ limit: 100, active: false }, on);
  const { results: rows } = await world.database.$client
    .prepare("SELECT stripe_price_id AS id, active FROM prices WHERE project_id = ? AND stripe_account_id = ?")
    .bind(scope.projectId, account)
    .all<{ id: string; active: number }>();
  const recorded = new Set(rows.filter((row) => row.active === 1).map(({ id }) => id));
  const isOf = (product: { id: string }) => (price: { product: unknown }) => price.product === product.id;
  return {
    products: products
      .map((product) => ({
        item: product.id.slice(`da_${scope.projectId.slice(4)}_${scope.mode}_`.length),
        name: product.name,
        isActive: product.active,
        limit: product.metadata.dream_api_limit,
        features: product.marketing_features.map(({ name }) => name),
        images: product.images,
        prices: active.filter(isOf(product)).map((price) => ({
          amount: price.unit_amount,
          currency: price.currency,
          interval: price.recurring?.interval ?? null,
          isDefault: price.id === product.default_price,
          hasLookupKey: price.lookup_key === product.id,
          isRecorded: recorded.has(price.id),
        })),
        archivedPrices: archived.filter(isOf(product)).length,
      }))
      .sort((left, right) => left.item.localeCompare(right.item)),
    allPrices: active.length + archived.length,
    recordedPrices: rows.length,
  };
}

/** What must hold at every moment, also in the middle of a sync and after its death. */
export async function expectSellable(world: SyncWorld, { account, scope }: SyncProject): Promise<void> {
  const { results } = await world.database.$client
    .prepare("SELECT stripe_price_id AS id, kind, name FROM prices WHERE project_id = ? AND active = 1")
    .bind(scope.projectId)
    .all<{ id: string; kind: string; name: string }>();
  const items = results.map(({ kind, name }) => `${kind} ${name}`);
  expect(new Set(items).size).toBe(items.length);
  for (const { id } of results) {
    const price = await world.stripe.client().prices.retrieve(id, {}, { stripeAccount: account });
    expect(price.active).toBe(true);
  }
}

export const onlyActive = ({ products }: Seen) => products.map(({ archivedPrices: _archived, ...product }) => product);
