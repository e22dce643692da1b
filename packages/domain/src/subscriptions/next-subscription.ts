/** What a subscription's row becomes from what Stripe says now. Nothing depends on when or in which order it is asked. */
import { givesAccess } from "../usage/subscription-access.ts";
import { isOver, type StripeSubscription, type SubscriptionRecord } from "./subscription.ts";

export interface KnownOf {
  readonly stripeAccountId: string;
  readonly userId: string;
  /** The row as it is; null for a subscription that is heard of for the first time. */
  readonly before: SubscriptionRecord | null;
  /** By our own prices; null for a price that is not one of them. */
  readonly tierOfPrice: string | null;
}

/** @returns null for a price of which no tier was ever known: then it is not a subscription to this project */
export function nextSubscription(known: KnownOf, atStripe: StripeSubscription): SubscriptionRecord | null {
  const { stripeAccountId, userId, before, tierOfPrice } = known;
  const tier = tierOfPrice ?? before?.tier;
  if (tier === undefined) return null;
  const { customerId: _customer, itemId: _item, unpaidChangeInvoiceId: _unpaid, ...told } = atStripe;
  const { priceId, startedAt, ...terms } = told;
  return {
    ...terms,
    stripeAccountId,
    userId,
    tier,
    stripePriceId: priceId,
    usageAnchor: before?.usageAnchor ?? startedAt,
    duplicateOf: before?.duplicateOf ?? null,
    rowRev: (before?.rowRev ?? 0) + 1,
  };
}

/** What becomes of a row whose subscription Stripe does not know any more, as after its test data were deleted. */
export function forgottenByStripe(before: SubscriptionRecord, businessNow: number): SubscriptionRecord {
  if (isOver(before)) return before;
  return {
    ...before,
    status: "canceled",
    cancelAt: businessNow,
    canceledAt: before.canceledAt ?? businessNow,
    rowRev: before.rowRev + 1,
  };
}

/** Whether there is anything to write. */
export function isSameSubscription(before: SubscriptionRecord, next: SubscriptionRecord): boolean {
  return (Object.keys(next) as (keyof SubscriptionRecord)[]).every(
    (name) => name === "rowRev" || before[name] === next[name],
  );
}

/** Whether it puts its user on its tier now. */
export function entitles(subscription: SubscriptionRecord, businessNow: number): boolean {
  return subscription.duplicateOf === null && givesAccess(subscription, businessNow);
}
