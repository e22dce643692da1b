/** What a store sold, or is about to: an order, its items and what became of its payment. */
import type { orderStatuses } from "@dream-api/contract";

export type OrderStatus = (typeof orderStatuses)[number];

export interface ShippingAddress {
  readonly name: string | null;
  readonly line1: string | null;
  readonly line2: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
}

/** One product of an order. Amounts are in minor units. */
export interface OrderItem {
  readonly product: string;
  readonly displayName: string;
  readonly quantity: number;
  readonly unitAmount: number;
  readonly refundedQuantity: number;
}

/** Times are business time. */
export interface Order {
  readonly orderId: string;
  readonly stripeAccountId: string;
  readonly userId: string | null;
  readonly status: OrderStatus;
  /** Whether its items are held: taken off the stock, and neither sold nor given back yet. */
  readonly isReserved: boolean;
  readonly amountTotal: number;
  readonly amountRefunded: number;
  readonly currency: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly shippingAddress: ShippingAddress | null;
  readonly sessionId: string | null;
  readonly sessionRequest: SessionRequest | null;
  readonly paymentIntentId: string | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly dueAt: number | null;
  readonly paidAt: number | null;
  readonly updatedAt: number;
  /** Grows with each change: a write names the one that it was decided on. */
  readonly rowRev: number;
  readonly items: readonly OrderItem[];
}

/** All that a Checkout Session of an order is created with: the same again whenever the call is repeated. */
export interface SessionRequest {
  readonly lines: readonly { readonly priceId: string; readonly quantity: number }[];
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly email: string | null;
  /** A code that the buyer needn't type; without one they may. */
  readonly promotionCodeId: string | null;
  readonly isShipped: boolean;
  /** Business time, in milliseconds. */
  readonly expiresAt: number;
}
