/**
 * What a catalogue needs of Stripe: products and prices on one connected account, in one mode. Every call may throw
 * `ProviderFailure`; after one that is `unavailable` nobody knows whether it took effect.
 */
import type { Interval } from "@dream-api/contract";

/** What we decide of a product; everything else on it is the account owner's. */
export interface ProductFields {
  readonly displayName: string;
  readonly description: string;
  readonly imageUrl: string | null;
  readonly features: readonly string[];
  readonly isShippable: boolean;
  readonly isActive: boolean;
  /** Our own entries; others that stand there are left alone. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StripeProduct extends ProductFields {
  readonly productId: string;
  readonly defaultPriceId: string | null;
}

/** Only active ones are spoken of: an archived price never comes back. */
export interface StripePrice {
  readonly priceId: string;
  readonly lookupKey: string | null;
  /** Null for an amount that we never set, such as a fraction of a minor unit. */
  readonly unitAmount: number | null;
  readonly currency: string;
  /** Null for what is sold once; `other` for a rhythm that we never set. */
  readonly interval: Interval | "other" | null;
  /** Made by us, or by the account's owner under our product. */
  readonly isOurs: boolean;
}

export interface NewPrice {
  readonly unitAmount: number;
  readonly currency: string;
  readonly interval: Interval | null;
}

export interface ProductChanges extends Partial<ProductFields> {
  readonly defaultPriceId?: string;
}

/** `account` is the connected account's Stripe id. */
export interface StripeCatalogue {
  /** Those of the ids that exist, in any order. */
  readProducts(account: string, productIds: readonly string[]): Promise<StripeProduct[]>;
  /** All active prices of a product. */
  listPrices(account: string, productId: string): Promise<StripePrice[]>;
  /** Under this id; one that is there already is changed into it. */
  createProduct(account: string, productId: string, fields: ProductFields): Promise<void>;
  changeProduct(account: string, productId: string, changes: ProductChanges): Promise<void>;
  /** Takes the product's lookup key over from the price that has it. @returns the price's id */
  createPrice(account: string, productId: string, price: NewPrice): Promise<string>;
  archivePrice(account: string, priceId: string): Promise<void>;
}

/** A product's current price is found under the product's own id as lookup key. */
export function lookupKeyOf(productId: string): string {
  return productId;
}
