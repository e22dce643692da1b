/** Where orders are kept. Everything is scoped but the look-ups by what only Stripe's news says. */
import type { Mode } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";
import type { Notice } from "../work/audit.ts";
import type { OrderChange } from "./next-order.ts";
import type { Order } from "./order.ts";

/** As it is first written: nothing is known of its payment. */
export type NewOrder = Pick<
  Order,
  | "orderId"
  | "stripeAccountId"
  | "userId"
  | "amountTotal"
  | "currency"
  | "email"
  | "sessionRequest"
  | "createdAt"
  | "expiresAt"
  | "dueAt"
> & {
  readonly items: readonly Omit<Order["items"][number], "refundedQuantity">[];
  /** A hash of where a browser ordered from; null for a server's call. */
  readonly browserHash: string | null;
};

/** How many reservations may be open at once. */
export interface ReservationCaps {
  readonly ofBrowser: number;
  readonly ofBrowsers: number;
  readonly ofProject: number;
}

/** `sold_out`: some product has fewer than asked for. `too_many`: a cap is reached. Nothing was written then. */
export type Reserved = "reserved" | "sold_out" | "too_many";

export interface OrderStore {
  /** Writes order and items and takes the items off the stock, all or nothing. */
  reserve(scope: Scope, order: NewOrder, caps: ReservationCaps): Promise<Reserved>;
  read(scope: Scope, orderId: string): Promise<Order | null>;
  /**
   * Stores the session of an order that still waits for it.
   * @returns false when the order does not hold its items any more, or has a session
   */
  attachSession(scope: Scope, orderId: string, session: { sessionId: string; dueAt: number }): Promise<boolean>;
  /** @returns false, with nothing changed, when the order is no longer as it was read */
  write(
    scope: Scope,
    order: Order,
    change: OrderChange,
    now: { real: number; business: number; notice?: Omit<Notice, "platformId" | "projectId" | "mode"> },
  ): Promise<boolean>;
  /** Puts off the sweep's next look. Does nothing to an order that was changed since it was read. */
  putOff(scope: Scope, order: Order, dueAt: number): Promise<void>;
}

export interface OrderName {
  readonly scope: Scope;
  readonly orderId: string;
}

/** Whose an object of a connected account is, by the ids that we stored with that account. */
export interface OrderDirectory {
  ofSession(account: string, mode: Mode, sessionId: string): Promise<OrderName | null>;
  ofPayment(account: string, mode: Mode, paymentIntentId: string): Promise<OrderName | null>;
  /** An order of that account that has no session yet. */
  withoutSession(account: string, mode: Mode, orderId: string): Promise<OrderName | null>;
}
