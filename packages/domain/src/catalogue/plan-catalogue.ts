/**
 * Compares one item of our catalogue with what Stripe has under its id, and says what to do in which order. The plan
 * follows from the two states alone, so whatever a run left behind, the next one goes on from there.
 */
import type { Scope } from "../tenancy/scope.ts";
import { type CatalogueItem, type ItemKind, isFreeTier, productFieldsOf, stripeProductId } from "./catalogue-item.ts";
import {
  lookupKeyOf,
  type NewPrice,
  type ProductFields,
  type StripePrice,
  type StripeProduct,
} from "./stripe-catalogue.ts";

export type PlannedAction = "create" | "change" | "archive" | "leave";

export type PlanReason =
  | "not_on_stripe"
  | "no_current_price"
  | "details_differ"
  | "inactive_on_stripe"
  | "default_price_differs"
  | "price_not_recorded"
  | "old_price_active"
  | "archived"
  | "free"
  | "in_line";

/** `null` for a price stands for the one that the item's `create_price` makes. */
export type PlanStep =
  | { readonly do: "create_product"; readonly fields: ProductFields }
  | { readonly do: "change_product"; readonly changes: Partial<ProductFields> }
  | { readonly do: "create_price"; readonly price: NewPrice }
  | { readonly do: "record_price"; readonly priceId: string | null; readonly price: NewPrice }
  | { readonly do: "retire_price" }
  | { readonly do: "set_default_price"; readonly priceId: string | null }
  | { readonly do: "archive_price"; readonly priceId: string };

export interface PlannedItem {
  readonly kind: ItemKind;
  readonly name: string;
  readonly productId: string;
  readonly action: PlannedAction;
  readonly reasons: readonly PlanReason[];
  readonly steps: readonly PlanStep[];
}

/** What Stripe has under an item's id. */
export interface FoundOnStripe {
  readonly product: StripeProduct | null;
  readonly prices: readonly StripePrice[];
}

export function planItem(scope: Scope, item: CatalogueItem, found: FoundOnStripe): PlannedItem {
  const own = { kind: item.kind, name: item.name, productId: stripeProductId(scope, item) };
  if (item.isArchived || isFreeTier(item)) return { ...own, ...planUnsold(item, found) };
  const { product } = found;
  return { ...own, ...(product ? planSold(scope, item, product, found.prices) : planNew(scope, item)) };
}

type Decision = Pick<PlannedItem, "action" | "reasons" | "steps">;

function planNew(scope: Scope, item: CatalogueItem): Decision {
  const fields = productFieldsOf(scope, item);
  return {
    action: "create",
    reasons: ["not_on_stripe"],
    steps: [{ do: "create_product", fields }, ...newPriceSteps(item)],
  };
}

function planSold(scope: Scope, item: CatalogueItem, product: StripeProduct, prices: readonly StripePrice[]): Decision {
  const reasons: PlanReason[] = [];
  const steps: PlanStep[] = [];
  const changes = differences(product, productFieldsOf(scope, item));
  if (changes) {
    reasons.push(changes.isActive ? "inactive_on_stripe" : "details_differ");
    steps.push({ do: "change_product", changes });
  }
  const current = prices.find((price) => isCurrent(price, item, product.productId));
  if (!current) {
    reasons.push("no_current_price");
    steps.push(...newPriceSteps(item));
  } else {
    if (item.recordedPriceId !== current.priceId) {
      reasons.push("price_not_recorded");
      steps.push({ do: "record_price", priceId: current.priceId, price: priceOf(item) });
    }
    if (product.defaultPriceId !== current.priceId) {
      reasons.push("default_price_differs");
      steps.push({ do: "set_default_price", priceId: current.priceId });
    }
  }
  const old = prices.filter((price) => price.isOurs && price !== current);
  if (old.length > 0) {
    reasons.push("old_price_active");
    steps.push(...old.map(({ priceId }): PlanStep => ({ do: "archive_price", priceId })));
  }
  return steps.length === 0 ? inLine : { action: "change", reasons, steps };
}

/** Our row stops naming a price before the product goes, so that no sale starts on what is archived. */
function planUnsold(item: CatalogueItem, { product, prices }: FoundOnStripe): Decision {
  const reason = item.isArchived ? "archived" : "free";
  const steps: PlanStep[] = [];
  if (item.recordedPriceId !== null) steps.push({ do: "retire_price" });
  if (product?.isActive) steps.push({ do: "change_product", changes: { isActive: false } });
  // Stripe archives no price that is its product's default, and a default can't be taken away.
  const others = prices.filter(({ isOurs, priceId }) => isOurs && priceId !== product?.defaultPriceId);
  steps.push(...others.map(({ priceId }): PlanStep => ({ do: "archive_price", priceId })));
  return { action: steps.length === 0 ? "leave" : "archive", reasons: [reason], steps };
}

const inLine: Decision = { action: "leave", reasons: ["in_line"], steps: [] };

/** The order matters: our rows name the new price before it is the default, and the old one goes last. */
function newPriceSteps(item: CatalogueItem): PlanStep[] {
  const price = priceOf(item);
  return [
    { do: "create_price", price },
    { do: "record_price", priceId: null, price },
    { do: "set_default_price", priceId: null },
  ];
}

function priceOf({ unitAmount, currency, interval }: CatalogueItem): NewPrice {
  return { unitAmount, currency, interval };
}

function isCurrent(price: StripePrice, item: CatalogueItem, productId: string): boolean {
  const { lookupKey, unitAmount, currency, interval } = price;
  return (
    lookupKey === lookupKeyOf(productId) &&
    unitAmount === item.unitAmount &&
    currency === item.currency &&
    interval === item.interval
  );
}

/** The wanted fields that are otherwise on Stripe; null when all are as they should be. */
function differences(product: StripeProduct, wanted: ProductFields): Partial<ProductFields> | null {
  const { metadata, ...plain } = wanted;
  const entries = Object.entries(plain).filter(
    ([field, value]) => JSON.stringify(product[field as keyof ProductFields]) !== JSON.stringify(value),
  );
  const changes: Partial<ProductFields> = Object.fromEntries(entries);
  const isMarked = Object.entries(metadata).every(([key, value]) => product.metadata[key] === value);
  if (entries.length === 0 && isMarked) return null;
  return isMarked ? changes : { ...changes, metadata };
}
