/** What each method can be told besides its subject. */
import type {
  CancelSubscriptionRequest,
  CartCheckoutRequest,
  CreateCheckoutRequest,
  OpenCustomerPortalRequest,
  RefundOrderRequest,
} from "./generated/wire.ts";

export interface PlanOptions {
  /** The tier of a user who has neither a subscription nor an assigned tier. */
  readonly plan?: string | undefined;
}

/** Of every call that changes something. */
export interface WriteOptions {
  /** A repeat with the same key gets the first answer for 24 hours. Made by the SDK when absent. */
  readonly idempotencyKey?: string | undefined;
}

export interface TrackUsageOptions extends PlanOptions, WriteOptions {
  /** Units to count. 0 checks without counting. Default 1. */
  readonly amount?: number | undefined;
}

/** In a browser: which plan a user is on is not theirs to say. */
export type OwnUsageOptions = Omit<TrackUsageOptions, "plan">;

export interface BatchOptions {
  /** Events without a key of their own get one from this and their index. Made by the SDK when absent. */
  readonly idempotencyKey?: string | undefined;
}

export interface PageOptions {
  /** 1 to 100. Default 25. */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}

export interface CheckoutOptions extends Omit<CreateCheckoutRequest, "tier">, WriteOptions {}

/** In a browser: nobody gives themselves a trial. */
export type OwnCheckoutOptions = Omit<CheckoutOptions, "trialDays">;

export interface PortalOptions extends OpenCustomerPortalRequest, WriteOptions {}

export interface CartCheckoutOptions extends Omit<CartCheckoutRequest, "items">, WriteOptions {
  /** Who buys, with a secret key. Without it the buyer is a guest. */
  readonly userId?: string | undefined;
}

export interface CancelOptions extends CancelSubscriptionRequest, WriteOptions {}

export interface RefundOptions extends RefundOrderRequest, WriteOptions {}

export interface SetStockOptions extends WriteOptions {
  /** What you believe is free now; `null` is not tracked. */
  readonly expected: number | null;
}

/** What a call and all its retries are known by. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID();
}
