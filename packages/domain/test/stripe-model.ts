/**
 * What Stripe does with a catalogue, as a model small enough to be checked by eye: one account in memory, and our rows
 * of its prices. It refuses what Stripe refuses.
 */
import type {
  CatalogueItem,
  ItemApplication,
  PlannedItem,
  ProductFields,
  Scope,
  StripeCatalogue,
  StripePrice,
  StripeProduct,
} from "../src/index.ts";
import { lookupKeyOf, planItem, stripeProductId } from "../src/index.ts";

interface ModelPrice extends StripePrice {
  readonly productId: string;
  isActive: boolean;
}

export class StripeModel {
  readonly products = new Map<string, StripeProduct>();
  prices: ModelPrice[] = [];
  /** Which price our rows name for new sales, by product. */
  readonly recorded = new Map<string, string>();

  readonly catalogue: StripeCatalogue = {
    readProducts: async (_account, ids) => ids.flatMap((id) => this.products.get(id) ?? []),
    listPrices: async (_account, productId) => this.activePrices(productId),
    createProduct: async (_account, productId, fields) => {
      if (this.products.has(productId)) throw new Error(`${productId} is there already`);
      this.products.set(productId, { ...fields, productId, defaultPriceId: null });
    },
    changeProduct: async (_account, productId, changes) => {
      const product = this.product(productId);
      const metadata = { ...product.metadata, ...changes.metadata };
      this.products.set(productId, { ...product, ...changes, metadata });
    },
    createPrice: async (_account, productId, price) => {
      this.product(productId);
      const lookupKey = lookupKeyOf(productId);
      this.prices = this.prices.map((one) => (one.lookupKey === lookupKey ? { ...one, lookupKey: null } : one));
      const priceId = `price_${this.prices.length + 1}`;
      this.prices.push({ ...price, productId, priceId, lookupKey, isOurs: true, isActive: true });
      return priceId;
    },
    archivePrice: async (_account, priceId) => {
      if ([...this.products.values()].some(({ defaultPriceId }) => defaultPriceId === priceId)) {
        throw new Error(`${priceId} is its product's default`);
      }
      if ([...this.recorded.values()].includes(priceId)) throw new Error(`${priceId} is what new sales use`);
      this.prices = this.prices.map((one) => (one.priceId === priceId ? { ...one, isActive: false } : one));
    },
  };

  /** @param mayGoOn throws to stop where a run would die */
  application(mayGoOn: () => Promise<void> = async () => undefined): ItemApplication {
    return {
      account: "acct_model",
      stripe: this.catalogue,
      mayGoOn,
      recordPrice: async ({ productId }, priceId) => void this.recorded.set(productId, priceId),
      retirePrice: async ({ productId }) => void this.recorded.delete(productId),
    };
  }

  plan(scope: Scope, items: readonly CatalogueItem[]): PlannedItem[] {
    return items.map((item) => {
      const productId = stripeProductId(scope, item);
      const recordedPriceId = this.recorded.get(productId) ?? null;
      const product = this.products.get(productId) ?? null;
      return planItem(scope, { ...item, recordedPriceId }, { product, prices: this.activePrices(productId) });
    });
  }

  activePrices(productId: string): ModelPrice[] {
    return this.prices.filter((price) => price.productId === productId && price.isActive);
  }

  /** As its owner might, in Stripe's dashboard. */
  meddle(productId: string, changes: Partial<ProductFields>): void {
    this.products.set(productId, { ...this.product(productId), ...changes });
  }

  product(productId: string): StripeProduct {
    const product = this.products.get(productId);
    if (!product) throw new Error(`There is no ${productId}`);
    return product;
  }
}
