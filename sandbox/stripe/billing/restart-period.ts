/** The rhythm of a subscription: which interval it runs on, and when its period begins and ends. */
import type { PriceEntity } from "../catalogue/price-entity.ts";
import type { Books } from "../store/books.ts";
import { boundaryAfter } from "./periods.ts";
import type { SubscriptionEntity, SubscriptionItemEntity } from "./subscription-entity.ts";

type Recurring = NonNullable<PriceEntity["recurring"]>;

const announceSeconds = 7 * 86_400;

export function rhythmOf(books: Books, items: readonly SubscriptionItemEntity[]): Recurring {
  const { recurring } = books.own("price", items[0]?.price ?? "");
  if (!recurring) throw new Error("A subscription item has a price that does not recur");
  return recurring;
}

/** A new anchor: the period starts now. */
export function restartPeriod(books: Books, subscription: SubscriptionEntity): void {
  subscription.billing_cycle_anchor = books.now;
  setPeriod(books, subscription, books.now);
}

/** The period that starts then. The caller saves. */
export function setPeriod(books: Books, subscription: SubscriptionEntity, start: number): void {
  const { interval, interval_count: count } = rhythmOf(books, subscription.items);
  subscription.current_period_start = start;
  subscription.current_period_end = boundaryAfter(subscription.billing_cycle_anchor, interval, count, start);
  scheduleRenewal(books, subscription);
}

export function scheduleRenewal(
  books: Books,
  { id, current_period_end: end, test_clock: clock }: SubscriptionEntity,
): void {
  books.schedule("renew_subscription", id, end, clock);
  if (end - announceSeconds > books.now) books.schedule("announce_invoice", id, end - announceSeconds, clock);
}
