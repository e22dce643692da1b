/** What a store asks of Stripe, always on a connected account. Ids of accounts stand first. */
import type { SessionRequest, ShippingAddress } from "./order.ts";

/** A Checkout Session and its payment, as Stripe says they are now. */
export interface OrderPayment {
  readonly sessionId: string;
  /** Null when it is not a payment of ours. */
  readonly orderId: string | null;
  /** Where the buyer pays; null unless it is open. */
  readonly url: string | null;
  readonly session: "open" | "complete" | "expired";
  /** `none` before there is one; `canceled` also when it failed for good. */
  readonly payment: "none" | "processing" | "failed" | "paid";
  /** What was sold before any discount, and what was or would be paid. */
  readonly amountSubtotal: number;
  readonly amountTotal: number;
  readonly currency: string;
  readonly amountRefunded: number;
  /** Whether the money is in dispute, or lost by one. */
  readonly isDisputed: boolean;
  readonly paymentIntentId: string | null;
  /** When it was charged, in business time. */
  readonly paidAt: number | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly shippingAddress: ShippingAddress | null;
}

export interface NewRefund {
  readonly refundId: string;
  readonly paymentIntentId: string;
  readonly amount: number;
}

/** What Stripe made of a refund. `amountRefunded` is of the whole payment. */
export interface MadeRefund {
  readonly stripeRefundId: string;
  readonly amountRefunded: number | null;
}

/** Every method throws ProviderFailure; of those only `refused` says that nothing was done. */
export interface OrderPayments {
  /** Under the order's id as idempotency key: a repeat gets the first answer. */
  createSession(account: string, orderId: string, request: SessionRequest): Promise<OrderPayment>;
  /** Does nothing to a session that is not open. */
  expireSession(account: string, sessionId: string): Promise<void>;
  /** Null for what is not there. */
  readSession(account: string, sessionId: string): Promise<OrderPayment | null>;
  /** The session made for an order, among those created since. */
  findSession(account: string, orderId: string, since: number): Promise<OrderPayment | null>;
  /** The session that led to a payment. */
  findSessionOfPayment(account: string, paymentIntentId: string): Promise<string | null>;
  /** The payment that a charge, a dispute or a refund is about; null for none. */
  readPaymentOf(account: string, kind: "charge" | "dispute" | "refund", objectId: string): Promise<string | null>;
  /** Null for a code that is not there or can't be used. */
  findPromotionCode(account: string, code: string): Promise<string | null>;
  /** Under the refund's id as idempotency key. */
  refund(account: string, refund: NewRefund): Promise<MadeRefund>;
  /** The refund that was made for one of ours. */
  findRefund(account: string, refund: Pick<NewRefund, "refundId" | "paymentIntentId">): Promise<MadeRefund | null>;
  /** Gives back all that is left of a payment; nothing when nothing is. */
  refundRest(account: string, paymentIntentId: string): Promise<void>;
}
