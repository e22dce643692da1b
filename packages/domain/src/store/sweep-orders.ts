/**
 * The cron behind sales: finds out what became of orders that nobody heard of again, so that items go back exactly when
 * they may. It asks Stripe, and only what Stripe says for sure gives anything back.
 */
import { hourMs, minuteMs } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import { applyPayment, type FollowDependencies, followOrder } from "./follow-order.ts";
import { withoutSession } from "./next-order.ts";
import type { Order, SessionRequest } from "./order.ts";
import type { OrderPayment } from "./order-payments.ts";
import type { OrderName } from "./order-store.ts";

export interface DueOrders {
  /** The longest due first, over all tenants. `at` is business time. */
  list(due: { at: number; limit: number }): Promise<OrderName[]>;
}

export interface SweepDependencies extends FollowDependencies {
  readonly due: DueOrders;
  readonly report: (message: string, cause: unknown) => void;
}

const ordersPerRun = 100;
/** A cron holds its lease for a minute; what is left is due at the next. */
const beginWithinMs = minuteMs / 2;
const rounds = 5;
/** Stripe's idempotency keys are good for a day; near its end a repeat might be a first call. */
const repeatableMs = 23 * hourMs;
/** After a session must have ended, clocks that differ included. */
const endedMarginMs = 10 * minuteMs;
const laterMs = minuteMs;
const muchLaterMs = hourMs;

/** One order's trouble is reported and does not keep the others from being looked at. */
export async function sweepOrders(deps: SweepDependencies): Promise<void> {
  const startedAt = deps.clock();
  for (const name of await deps.due.list({ at: startedAt.business, limit: ordersPerRun })) {
    if (deps.clock().real - startedAt.real >= beginWithinMs) return;
    try {
      await sweepOrder(name, deps);
    } catch (cause) {
      deps.report(`the sweep of order ${name.orderId} was put off`, cause);
      await putOff(name, cause, deps);
    }
  }
}

async function sweepOrder(name: OrderName, deps: SweepDependencies): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const order = await deps.orders.read(name.scope, name.orderId);
    if (!order || order.dueAt === null || order.dueAt > deps.clock().business) return;
    if (order.sessionId !== null) await endOverdue(name, order, deps);
    else if (await findOut(name.scope, order, deps)) return;
  }
}

/** A session that has outlived its time is ended; then its order follows it. */
async function endOverdue(name: OrderName, order: Order, deps: SweepDependencies): Promise<void> {
  if (order.status === "pending" && order.sessionId !== null && order.expiresAt <= deps.clock().business) {
    await deps.paymentsOf(name.scope.mode).expireSession(order.stripeAccountId, order.sessionId);
  }
  await followOrder(name, deps);
}

/**
 * Whether Stripe made a session for an order that has none stored. Nobody was ever given its address, so it is ended.
 * @returns whether there is nothing more to do now
 */
async function findOut(scope: Scope, order: Order, deps: SweepDependencies): Promise<boolean> {
  const { orders, clock, paymentsOf } = deps;
  const found = await repeatCreation(scope, order, deps);
  if (found === "unknown") {
    await orders.putOff(scope, order, clock().business + laterMs);
    return true;
  }
  if (found === "none") return orders.write(scope, order, withoutSession(order), clock());
  const { stripeAccountId } = order;
  await paymentsOf(scope.mode).expireSession(stripeAccountId, found.sessionId);
  const now = await paymentsOf(scope.mode).readSession(stripeAccountId, found.sessionId);
  return now !== null && (await applyPayment(scope, order, now, deps)) === "done";
}

type Found = OrderPayment | "none" | "unknown";

async function repeatCreation(scope: Scope, order: Order, deps: SweepDependencies): Promise<Found> {
  const { orderId, stripeAccountId, sessionRequest, createdAt } = order;
  const mayRepeat = deps.clock().business - createdAt < repeatableMs;
  if (!sessionRequest || !mayRepeat) return lookFor(scope, order, deps);
  try {
    return await createAgain(sessionRequest);
  } catch (cause) {
    if (!(cause instanceof ProviderFailure)) throw cause;
    if (cause.kind === "refused") return "none";
    return lookFor(scope, order, deps);
  }

  function createAgain(request: SessionRequest): Promise<OrderPayment> {
    return deps.paymentsOf(scope.mode).createSession(stripeAccountId, orderId, request);
  }
}

/** Stripe did not say what became of the call, or says an error again: its own list tells. */
async function lookFor(scope: Scope, order: Order, { paymentsOf, clock }: SweepDependencies): Promise<Found> {
  const { orderId, stripeAccountId, createdAt, expiresAt } = order;
  const hasEnded = clock().business >= expiresAt + endedMarginMs;
  try {
    const found = await paymentsOf(scope.mode).findSession(stripeAccountId, orderId, createdAt - endedMarginMs);
    return found ?? (hasEnded ? "none" : "unknown");
  } catch (cause) {
    // Of an account that is not ours to ask any more there is nothing to learn; whatever was made there is over.
    if (cause instanceof ProviderFailure && cause.kind === "account_lost" && hasEnded) return "none";
    throw cause;
  }
}

async function putOff({ scope, orderId }: OrderName, cause: unknown, { orders, clock, report }: SweepDependencies) {
  const isPassing = !(cause instanceof ProviderFailure) || cause.kind === "unavailable";
  try {
    const order = await orders.read(scope, orderId);
    if (order?.dueAt) await orders.putOff(scope, order, clock().business + (isPassing ? laterMs : muchLaterMs));
  } catch (second) {
    report(`order ${orderId} could not be put off`, second);
  }
}
