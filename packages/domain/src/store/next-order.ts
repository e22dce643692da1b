/**
 * What becomes of an order by what Stripe says of its payment now. Nothing but the present counts, so it is the same in
 * whatever order the news came.
 */
import { hourMs, minuteMs } from "../clock.ts";
import { isErasedUserId } from "../ids.ts";
import type { Order, OrderStatus } from "./order.ts";
import type { OrderPayment } from "./order-payments.ts";

/** What is written together. `stock` says what becomes of the items. */
export interface OrderChange
  extends Pick<
    Order,
    | "status"
    | "isReserved"
    | "amountTotal"
    | "amountRefunded"
    | "email"
    | "phone"
    | "shippingAddress"
    | "sessionId"
    | "sessionRequest"
    | "paymentIntentId"
    | "dueAt"
    | "paidAt"
  > {
  readonly stock: "kept" | "given_back";
}

/** How long after its session should have ended an order is looked at by itself. */
export const sweepMarginMs = 2 * minuteMs;
/** A debit takes days to settle, and Stripe tells when it has. */
const processingLookMs = 6 * hourMs;

/** @param now business time */
export function nextOrder(order: Order, payment: OrderPayment, now: number): OrderChange {
  const known = { ...unchanged(order), sessionId: payment.sessionId, sessionRequest: null };
  if (payment.session === "open") return { ...known, dueAt: openDueAt(order, now) };
  if (payment.session === "expired") return order.isReserved ? released(known, "expired") : { ...known, dueAt: null };
  const paid = { ...known, ...buyerOf(order, payment), paymentIntentId: payment.paymentIntentId };
  switch (payment.payment) {
    case "paid":
      return afterPayment(order, payment, paid, now);
    case "failed":
      return order.isReserved ? released(paid, "failed") : { ...paid, dueAt: null };
    default:
      return order.isReserved ? { ...paid, status: "processing", dueAt: now + processingLookMs } : paid;
  }
}

/** Of an order for which Stripe surely made no session. */
export function withoutSession(order: Order): OrderChange {
  return released({ ...unchanged(order), sessionRequest: null }, "failed");
}

function unchanged(order: Order): OrderChange {
  const { status, isReserved, amountTotal, amountRefunded, email, phone, shippingAddress } = order;
  const { sessionId, sessionRequest, paymentIntentId, dueAt, paidAt } = order;
  return {
    ...{ status, isReserved, amountTotal, amountRefunded, email, phone, shippingAddress },
    ...{ sessionId, sessionRequest, paymentIntentId, dueAt, paidAt, stock: "kept" },
  };
}

function released(change: OrderChange, status: "expired" | "failed"): OrderChange {
  return { ...change, status, isReserved: false, dueAt: null, stock: "given_back" };
}

function openDueAt({ isReserved, expiresAt }: Order, now: number): number | null {
  return isReserved ? Math.max(expiresAt, now) + sweepMarginMs : null;
}

const releasedStatuses: readonly OrderStatus[] = ["expired", "failed", "paid_after_release"];

function afterPayment(order: Order, payment: OrderPayment, paid: OrderChange, now: number): OrderChange {
  const { amountTotal, amountRefunded } = payment;
  const amounts = { amountTotal, amountRefunded, paidAt: order.paidAt ?? payment.paidAt ?? now };
  const wasReleased = !order.isReserved && releasedStatuses.includes(order.status);
  if (wasReleased) {
    // A dispute gives the money back too.
    const isGivenBack = amountRefunded >= amountTotal || payment.isDisputed;
    return { ...paid, ...amounts, status: "paid_after_release", dueAt: isGivenBack ? null : now };
  }
  return { ...paid, ...amounts, status: statusOf(payment), isReserved: false, dueAt: null };
}

function statusOf({ amountTotal, amountRefunded, isDisputed }: OrderPayment): OrderStatus {
  if (isDisputed) return "disputed";
  if (amountRefunded === 0) return "paid";
  return amountRefunded >= amountTotal ? "refunded" : "partially_refunded";
}

/** What was erased here Stripe may still know: it does not come back. */
function buyerOf(order: Order, payment: OrderPayment) {
  if (order.userId !== null && isErasedUserId(order.userId)) return {};
  return {
    email: payment.email ?? order.email,
    phone: payment.phone ?? order.phone,
    shippingAddress: payment.shippingAddress ?? order.shippingAddress,
  };
}
