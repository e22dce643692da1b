/** Brings an order in line with what Stripe says of its payment, and refunds what was paid for items that are gone. */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import { nextOrder, type OrderChange } from "./next-order.ts";
import type { Order } from "./order.ts";
import type { OrderPayment, OrderPayments } from "./order-payments.ts";
import type { OrderName, OrderStore } from "./order-store.ts";

export interface FollowDependencies {
  readonly orders: OrderStore;
  readonly paymentsOf: (mode: Mode) => OrderPayments;
  readonly clock: Clock;
}

/** `lost_race`: the order was changed meanwhile, so Stripe has to be asked again. */
export type Followed = "done" | "lost_race";

/**
 * Looks once. An order without a session is left to the sweep.
 * @throws ProviderFailure
 */
export async function followOrder({ scope, orderId }: OrderName, deps: FollowDependencies): Promise<Followed> {
  const order = await deps.orders.read(scope, orderId);
  if (!order || order.sessionId === null) return "done";
  const payment = await deps.paymentsOf(scope.mode).readSession(order.stripeAccountId, order.sessionId);
  return payment ? applyPayment(scope, order, payment, deps) : "done";
}

/** @param order as it was before Stripe was asked */
export async function applyPayment(
  scope: Scope,
  order: Order,
  payment: OrderPayment,
  deps: FollowDependencies,
): Promise<Followed> {
  const change = nextOrder(order, payment, deps.clock().business);
  if (isNews(order, change) && !(await deps.orders.write(scope, order, change, momentOf(order, change, deps.clock)))) {
    return "lost_race";
  }
  const { paymentIntentId } = change;
  if (payment.session === "open" && !change.isReserved) {
    // Nobody may pay any more for items that are not held.
    await deps.paymentsOf(scope.mode).expireSession(order.stripeAccountId, payment.sessionId);
  }
  if (change.status !== "paid_after_release" || change.dueAt === null || paymentIntentId === null) return "done";
  await deps.paymentsOf(scope.mode).refundRest(order.stripeAccountId, paymentIntentId);
  // Whether it is refunded now, Stripe tells at the next look.
  return "lost_race";
}

function momentOf(order: Order, change: OrderChange, clock: Clock) {
  const isPaidLate = change.status === "paid_after_release" && order.status !== "paid_after_release";
  const { orderId } = order;
  const notice = { kind: "order_paid_after_release" as const, topic: orderId, detail: { orderId } };
  return { ...clock(), ...(isPaidLate ? { notice } : {}) };
}

const compared = [
  "status",
  "isReserved",
  "amountTotal",
  "amountRefunded",
  "email",
  "phone",
  "sessionId",
  "paymentIntentId",
  "dueAt",
  "paidAt",
] as const satisfies readonly (keyof Order & keyof OrderChange)[];

/** The address comes with the payment, so with it everything is told. */
function isNews(order: Order, change: OrderChange): boolean {
  return compared.some((field) => order[field] !== change[field]) || order.sessionRequest !== null;
}
