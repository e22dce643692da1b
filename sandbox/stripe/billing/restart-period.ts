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

/** A new anchor: the period starts now. The caller saves. */
export function restartPeriod(books: Books, subscription: SubscriptionEntity): void {
  Object.assign(subscription, restarted(books, subscription));
  scheduleRenewal(books, subscription);
}

/** As it would be with a new anchor; nothing comes of it. */
export function restarted(books: Books, subscription: SubscriptionEntity): SubscriptionEntity {
  return inPeriodFrom(books, { ...subscription, billing_cycle_anchor: books.now }, books.now);
}

/** The period that starts then. The caller saves. */
export function setPeriod(books: Books, subscription: SubscriptionEntity, start: number): void {
  Object.assign(subscription, inPeriodFrom(books, subscription, start));
  scheduleRenewal(books, subscription);
}

function inPeriodFrom(books: Books, subscription: SubscriptionEntity, start: number): SubscriptionEntity {
  const { interval, interval_count: count } = rhythmOf(books, subscription.items);
  const end = boundaryAfter(subscription.billing_cycle_anchor, interval, count, start);
  return { ...subscription, current_period_start: start, current_period_end: end };
}

export function scheduleRenewal(
  books: Books,
  { id, current_period_end: end, test_clock: clock }: SubscriptionEntity,
): void {
  books.schedule("renew_subscription", id, end, clock);
  if (end - announceSeconds > books.now) books.schedule("announce_invoice", id, end - announceSeconds, clock);
}
