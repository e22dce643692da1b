/** A customer's subscription: what Stripe says of it, and what our row keeps. Epoch milliseconds of business time. */
import type { Interval, Mode } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";
import type { SubscriptionStatus } from "../usage/facts.ts";

/** What both sides know. */
interface Terms {
  readonly subscriptionId: string;
  readonly status: SubscriptionStatus;
  /** Per interval, before discounts. */
  readonly unitAmount: number;
  /** Per interval, after the discounts that go on. */
  readonly netAmount: number;
  readonly currency: string;
  readonly interval: Interval;
  readonly currentPeriodStart: number;
  readonly currentPeriodEnd: number;
  readonly trialEnd: number | null;
  /** When it ends or ended. */
  readonly cancelAt: number | null;
  /** When somebody asked for its end. */
  readonly canceledAt: number | null;
  readonly cancelReason: string | null;
  /** When the oldest payment failed that was not made good. */
  readonly firstFailedAt: number | null;
  readonly createdAt: number;
}

export interface StripeSubscription extends Terms {
  readonly customerId: string;
  readonly itemId: string;
  readonly priceId: string;
  readonly startedAt: number;
  /** A change that waits for its payment; the invoice of it. */
  readonly unpaidChangeInvoiceId: string | null;
}

export interface SubscriptionRecord extends Terms {
  readonly stripeAccountId: string;
  readonly userId: string;
  readonly tier: string;
  readonly stripePriceId: string | null;
  /** Where its monthly usage periods start from: set once. */
  readonly usageAnchor: number;
  /** The subscription that it is one too many beside. */
  readonly duplicateOf: string | null;
  readonly rowRev: number;
}

export interface StoredSubscription extends SubscriptionRecord {
  /** When the row last changed. */
  readonly updatedAt: number;
}

/** Where a subscription stands at Stripe. */
export interface SubscriptionName {
  readonly stripeAccountId: string;
  readonly mode: Mode;
  readonly subscriptionId: string;
}

export function nameOf({ stripeAccountId, subscriptionId }: SubscriptionRecord, { mode }: Scope): SubscriptionName {
  return { stripeAccountId, mode, subscriptionId };
}

export interface Owner {
  readonly scope: Scope;
  readonly userId: string;
}

export function isOver({ status }: Pick<Terms, "status">): boolean {
  return status === "canceled" || status === "incomplete_expired";
}

/** Nothing goes on before the customer pays. */
export function needsPayment({ status }: Pick<Terms, "status">): boolean {
  return status === "past_due" || status === "unpaid" || status === "incomplete" || status === "paused";
}

/** Of two that run at once the earlier one stands; one that was never paid gives way. */
export function comesBefore(left: Rank, right: Rank): boolean {
  const [leftLast, rightLast] = [left.status === "incomplete", right.status === "incomplete"];
  if (leftLast !== rightLast) return rightLast;
  if (left.createdAt !== right.createdAt) return left.createdAt < right.createdAt;
  return left.subscriptionId < right.subscriptionId;
}

type Rank = Pick<Terms, "status" | "createdAt" | "subscriptionId">;
