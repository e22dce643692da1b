/**
 * Giving money back. The refund is written down before Stripe is asked, under an id that its call carries as
 * idempotency key: so a repeat, or the sweep after a crash, can only make the same one.
 */
import { hourMs, minuteMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import { randomBase62 } from "../random.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type FollowDependencies, followOrder } from "./follow-order.ts";
import type { Order } from "./order.ts";
import type { MadeRefund } from "./order-payments.ts";
import { type OrderRefund, type RefundRequest, termsOf } from "./refund.ts";

export interface RefundStore {
  find(scope: Scope, refundId: string): Promise<OrderRefund | null>;
  /** Those of an order that are still pending. */
  listPending(scope: Scope, orderId: string): Promise<OrderRefund[]>;
  /** @returns false, with nothing written, when the order was changed since it was read */
  begin(scope: Scope, order: Order, refund: OrderRefund, dueAt: number): Promise<boolean>;
  /** Books it with its items, once: not what is settled already. @param at business time */
  succeed(scope: Scope, refund: OrderRefund, made: MadeRefund, at: number): Promise<void>;
  refuse(scope: Scope, refund: OrderRefund): Promise<void>;
  putOff(scope: Scope, refund: OrderRefund, dueAt: number): Promise<void>;
}

export interface RefundDependencies extends FollowDependencies {
  readonly refunds: RefundStore;
}

export interface RefundSweepDependencies extends RefundDependencies {
  readonly due: {
    /** Over all tenants. `at` is business time. */
    list(due: { at: number; limit: number }): Promise<{ readonly scope: Scope; readonly refundId: string }[]>;
  };
  readonly report: (message: string, cause: unknown) => void;
}

const attempts = 5;
const leaseMs = 2 * minuteMs;
const refundsPerRun = 50;
/** Stripe's idempotency keys are good for a day; near its end a repeat might be a second refund. */
const repeatableMs = 23 * hourMs;

/**
 * @param idempotencyKey of the caller's call: the same one leads to the same refund, whatever came between
 * @throws DreamError `not_found`, `order_not_refundable`, `validation_failed`, `conflict`; ProviderFailure
 */
export async function refundOrder(
  scope: Scope,
  orderId: string,
  request: RefundRequest,
  idempotencyKey: string | undefined,
  deps: RefundDependencies,
): Promise<Order> {
  const refundId = await refundIdOf(scope, orderId, idempotencyKey);
  const refund =
    (await deps.refunds.find(scope, refundId)) ?? (await begin(scope, { orderId, refundId, request }, deps));
  if (refund.status === "refused") throw new DreamError("order_not_refundable");
  if (refund.status === "pending") await carryOut(scope, refund, deps);
  return readOrder(scope, orderId, deps);
}

interface Asked {
  readonly orderId: string;
  readonly refundId: string;
  readonly request: RefundRequest;
}

async function begin(scope: Scope, { orderId, refundId, request }: Asked, deps: RefundDependencies) {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const order = await readOrder(scope, orderId, deps);
    const terms = termsOf(request, order, await deps.refunds.listPending(scope, orderId));
    const createdAt = deps.clock().business;
    const refund: OrderRefund = { refundId, orderId, ...terms, status: "pending", createdAt };
    if (await deps.refunds.begin(scope, order, refund, createdAt + leaseMs)) return refund;
  }
  throw new DreamError("conflict");
}

/** @throws ProviderFailure; after `unavailable` the sweep goes on with it */
async function carryOut(scope: Scope, refund: OrderRefund, deps: RefundDependencies): Promise<void> {
  const { orderId, refundId, amount } = refund;
  const { stripeAccountId, paymentIntentId } = await readOrder(scope, orderId, deps);
  if (paymentIntentId === null) throw new Error(`Order ${orderId} was paid without a payment`);
  try {
    const made = await deps.paymentsOf(scope.mode).refund(stripeAccountId, { refundId, paymentIntentId, amount });
    await deps.refunds.succeed(scope, refund, made, deps.clock().business);
  } catch (cause) {
    if (!(cause instanceof ProviderFailure) || cause.kind !== "refused") throw cause;
    await deps.refunds.refuse(scope, refund);
    // Somebody may have given it back at Stripe itself.
    await followOrder({ scope, orderId }, deps);
    throw cause;
  }
}

/** The cron: settles refunds that nobody heard of again. */
export async function sweepRefunds(deps: RefundSweepDependencies): Promise<void> {
  const at = deps.clock().business;
  for (const { scope, refundId } of await deps.due.list({ at, limit: refundsPerRun })) {
    const refund = await deps.refunds.find(scope, refundId);
    if (refund?.status !== "pending") continue;
    try {
      await settle(scope, refund, deps);
    } catch (cause) {
      deps.report(`the sweep of refund ${refundId} was put off`, cause);
      await deps.refunds.putOff(scope, refund, deps.clock().business + minuteMs);
    }
  }
}

async function settle(scope: Scope, refund: OrderRefund, deps: RefundDependencies): Promise<void> {
  const { refundId, orderId, createdAt } = refund;
  const { stripeAccountId, paymentIntentId } = await readOrder(scope, orderId, deps);
  if (paymentIntentId === null) throw new Error(`Order ${orderId} was paid without a payment`);
  const made = await deps.paymentsOf(scope.mode).findRefund(stripeAccountId, { refundId, paymentIntentId });
  if (made) await deps.refunds.succeed(scope, refund, made, deps.clock().business);
  else if (deps.clock().business - createdAt < repeatableMs) await carryOut(scope, refund, deps);
  else await deps.refunds.refuse(scope, refund);
}

async function readOrder(scope: Scope, orderId: string, { orders }: RefundDependencies): Promise<Order> {
  const order = await orders.read(scope, orderId);
  if (!order) throw new DreamError("not_found");
  return order;
}

const idPrefix = "rfd_";

async function refundIdOf({ projectId, mode }: Scope, orderId: string, idempotencyKey: string | undefined) {
  if (idempotencyKey === undefined) return idPrefix + randomBase62(24);
  const text = JSON.stringify([projectId, mode, orderId, idempotencyKey]);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return idPrefix + Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
