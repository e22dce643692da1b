/**
 * Prorations: a credit for what is left of the old items and a charge for the same time of the new ones, to the
 * second, each rounded once to a whole minor unit.
 */
import type { Books } from "../store/books.ts";
import type { SubscriptionEntity, SubscriptionItemEntity } from "./subscription-entity.ts";

/** Adds them as pending invoice items. @param at the moment of the change, within the current period */
export function addProrations(
  books: Books,
  subscription: SubscriptionEntity,
  newItems: readonly SubscriptionItemEntity[],
  at: number,
  { creditsOnly = false } = {},
): void {
  if (subscription.status === "trialing") return;
  const { current_period_start: start, current_period_end: end } = subscription;
  const left = Math.max(0, end - at);
  const share = (amount: number) => Math.round((amount * left) / (end - start));
  for (const item of subscription.items) {
    const kept = newItems.find(({ id }) => id === item.id);
    const isSame = kept?.price === item.price && kept.quantity === item.quantity && !creditsOnly;
    if (!isSame) addProration(books, subscription, item, at, -1, share);
    if (kept && !isSame && !creditsOnly) addProration(books, subscription, kept, at, 1, share);
  }
  if (creditsOnly) return;
  for (const item of newItems) {
    if (!subscription.items.some(({ id }) => id === item.id)) addProration(books, subscription, item, at, 1, share);
  }
}

function addProration(
  books: Books,
  subscription: SubscriptionEntity,
  item: SubscriptionItemEntity,
  at: number,
  sign: 1 | -1,
  share: (amount: number) => number,
): void {
  const price = books.own("price", item.price);
  const product = books.own("product", price.product);
  const date = new Date(at * 1000).toISOString().slice(0, 10);
  const what = sign < 0 ? "Unused time on" : "Remaining time on";
  books.add(
    "invoiceitem",
    {
      id: books.newId("ii"),
      created: books.now,
      amount: sign * share(price.unit_amount * item.quantity),
      currency: subscription.currency,
      customer: subscription.customer,
      description: `${what} ${item.quantity} × ${product.name} after ${date}`,
      invoice: null,
      metadata: {},
      period: { start: at, end: subscription.current_period_end },
      price: price.id,
      product: product.id,
      proration: true,
      quantity: item.quantity,
      subscription: subscription.id,
      subscription_item: item.id,
      test_clock: subscription.test_clock,
      unit_amount: price.unit_amount,
    },
    "invoiceitem.created",
  );
}
