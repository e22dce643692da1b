/** Reading `items` of a request, and what a list of items must be: recurring, active, one currency, one interval. */
import type Stripe from "stripe";
import type { PriceEntity } from "../catalogue/price-entity.ts";
import { createInlinePrice } from "../catalogue/prices.ts";
import { mergeMetadata } from "../schema/metadata-rules.ts";
import type { Books } from "../store/books.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, noSuch, notSimulated } from "../wire/refusal.ts";
import type { SubscriptionEntity, SubscriptionItemEntity } from "./subscription-entity.ts";

type ItemParams = Stripe.SubscriptionUpdateParams.Item & Stripe.SubscriptionCreateParams.Item;
const maxItems = 20;

/** @returns the subscription's items as they would be; the old ones are left alone */
export function changeItems(
  books: Books,
  current: readonly SubscriptionItemEntity[],
  changes: ItemParams[],
): SubscriptionItemEntity[] {
  const items = current.map((item) => ({ ...item }));
  for (const [index, change] of changes.entries()) {
    const param = `items[${index}]`;
    refuseUnsimulated("subscription items", change, "billing_thresholds", "discounts", "tax_rates", "plan" as never);
    const existing = change.id === undefined ? undefined : items.find(({ id }) => id === change.id);
    if (change.id !== undefined && !existing)
      throw invalid(`No such subscription item: '${change.id}'`, `${param}[id]`, "resource_missing");
    if (existing && change.deleted) items.splice(items.indexOf(existing), 1);
    else if (existing) editItem(books, existing, change, param);
    else items.push(newItem(books, change, param));
  }
  refuseBadItems(books, items);
  return items;
}

function editItem(books: Books, item: SubscriptionItemEntity, change: ItemParams, param: string): void {
  const price = change.price || change.price_data ? recurringPrice(books, change, param) : undefined;
  if (price) item.price = price.id;
  if (change.quantity !== undefined) item.quantity = quantityOf(change.quantity, param);
  else if (price && change.price) item.quantity = item.quantity || 1;
  item.metadata = mergeMetadata(item.metadata, change.metadata);
}

function newItem(books: Books, change: ItemParams, param: string): SubscriptionItemEntity {
  return {
    id: books.newId("si", 14),
    created: books.now,
    price: recurringPrice(books, change, param).id,
    quantity: quantityOf(change.quantity ?? 1, param),
    metadata: mergeMetadata({}, change.metadata),
  };
}

function quantityOf(quantity: number, param: string): number {
  if (quantity < 0) {
    throw invalid("This value must be greater than or equal to 0.", `${param}[quantity]`, "parameter_invalid_integer");
  }
  return quantity;
}

function recurringPrice(books: Books, item: ItemParams, param: string): PriceEntity {
  if (item.price_data) return createInlinePrice(books, item.price_data as never);
  if (!item.price) throw missing(`${param}[price]`);
  const price = books.refer("price", item.price, `${param}[price]`);
  if (!price.recurring) {
    throw invalid(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      `${param}[price]`,
    );
  }
  if (!price.active)
    throw invalid(`The price specified is inactive. This field only accepts active prices.`, `${param}[price]`);
  return price;
}

function refuseBadItems(books: Books, items: readonly SubscriptionItemEntity[]): void {
  if (items.length === 0) throw invalid("A subscription must have at least one active plan.", "items");
  if (items.length > maxItems) throw invalid(`Subscriptions can have up to ${maxItems} items.`, "items");
  const prices = items.map(({ price }) => books.own("price", price));
  if (new Set(prices.map(({ id }) => id)).size < prices.length) {
    throw invalid("Cannot add multiple subscription items with the same plan.", "items");
  }
  if (new Set(prices.map(({ currency }) => currency)).size > 1) {
    throw invalid("You cannot combine currencies on a single subscription.", "items");
  }
  const rhythms = new Set(prices.map(({ recurring }) => `${recurring?.interval} ${recurring?.interval_count}`));
  if (rhythms.size > 1) throw notSimulated("subscriptions whose items have different intervals");
}

export function currencyOfItems(books: Books, items: readonly { price: string }[]): string {
  return books.own("price", items[0]?.price ?? "").currency;
}

export function subscriptionOfItem(books: Books, id: string): SubscriptionEntity {
  const [subscription] = books.all("subscription", "item", id);
  if (!subscription) throw noSuch("subscription item", id);
  return subscription;
}
