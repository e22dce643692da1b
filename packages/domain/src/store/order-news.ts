/** What the dirty-object processor does with news of sessions, charges, disputes and refunds: it finds the order. */
import type { DirtyObject } from "../inbox/dirty-objects.ts";
import type { DirtyHandler } from "../inbox/process-dirty.ts";
import { applyPayment, type FollowDependencies, type Followed, followOrder } from "./follow-order.ts";
import type { OrderDirectory, OrderName } from "./order-store.ts";

export interface OrderNewsDependencies extends FollowDependencies {
  readonly directory: OrderDirectory;
}

/** @param otherwise who looks at sessions that are not of an order */
export function orderSessionHandler(deps: OrderNewsDependencies, otherwise?: DirtyHandler): DirtyHandler {
  return async (object) => (await followSession(object, object.objectId, deps)) ?? otherwise?.(object) ?? "done";
}

/** Charges of other things than orders are nobody's news: a refund or a dispute leaves a subscription as it is. */
export function orderPaymentHandler(kind: "charge" | "dispute" | "refund", deps: OrderNewsDependencies): DirtyHandler {
  return async (object) => {
    const { stripeAccountId, mode, objectId } = object;
    const payments = deps.paymentsOf(mode);
    const paymentIntentId = await payments.readPaymentOf(stripeAccountId, kind, objectId);
    if (paymentIntentId === null) return "done";
    const known = await deps.directory.ofPayment(stripeAccountId, mode, paymentIntentId);
    if (known) return followOrder(known, deps);
    // It may be the first that is heard of the payment: then only its session leads to the order.
    const sessionId = await payments.findSessionOfPayment(stripeAccountId, paymentIntentId);
    return (sessionId === null ? null : await followSession(object, sessionId, deps)) ?? "done";
  };
}

/** @returns null for a session that is not of an order */
async function followSession(
  { stripeAccountId: account, mode }: DirtyObject,
  sessionId: string,
  deps: OrderNewsDependencies,
): Promise<Followed | null> {
  const known = await deps.directory.ofSession(account, mode, sessionId);
  if (known) return followOrder(known, deps);
  const payment = await deps.paymentsOf(mode).readSession(account, sessionId);
  if (!payment?.orderId) return null;
  // Made by a call that died before it could store the session's id.
  const waiting = await deps.directory.withoutSession(account, mode, payment.orderId);
  return waiting && adopt(waiting, sessionId, deps);
}

async function adopt({ scope, orderId }: OrderName, sessionId: string, deps: OrderNewsDependencies): Promise<Followed> {
  const order = await deps.orders.read(scope, orderId);
  if (!order || order.sessionId !== null) return "lost_race";
  const payment = await deps.paymentsOf(scope.mode).readSession(order.stripeAccountId, sessionId);
  return payment ? applyPayment(scope, order, payment, deps) : "done";
}
