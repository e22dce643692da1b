/** Refunds that were asked for here, written down before Stripe is asked. */
import type { MadeRefund, Order, OrderRefund, RefundStore, Scope } from "@dream-api/domain";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { orderItems, orderRefunds, orders, products } from "../d1/schema/index.ts";
import { isOrder } from "./order-rows.ts";
import { tenantRepository } from "./repository.ts";

export function tenantOrderRefunds(database: Database) {
  const isRefund = ({ projectId, mode }: Scope, refundId: string) =>
    and(eq(orderRefunds.projectId, projectId), eq(orderRefunds.mode, mode), eq(orderRefunds.refundId, refundId));

  const isPending = (scope: Scope, refundId: string) =>
    and(isRefund(scope, refundId), eq(orderRefunds.status, "pending"));

  return tenantRepository({
    async find(scope: Scope, refundId: string): Promise<OrderRefund | null> {
      const [row] = await database.select().from(orderRefunds).where(isRefund(scope, refundId));
      return row ?? null;
    },

    async listPending({ projectId, mode }: Scope, orderId: string): Promise<OrderRefund[]> {
      return database
        .select()
        .from(orderRefunds)
        .where(
          and(
            eq(orderRefunds.projectId, projectId),
            eq(orderRefunds.mode, mode),
            eq(orderRefunds.orderId, orderId),
            eq(orderRefunds.status, "pending"),
          ),
        );
    },

    async begin(scope: Scope, { orderId, rowRev }: Order, refund: OrderRefund, dueAt: number) {
      const { projectId, mode } = scope;
      try {
        await database.batch([
          database
            .update(orders)
            .set({ rowRev: rowRev + 1 })
            .where(and(isOrder(scope, orderId), eq(orders.rowRev, rowRev))),
          expectOneRow(database),
          database.insert(orderRefunds).values({ ...refund, projectId, mode, dueAt }),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
    },

    async succeed(scope: Scope, refund: OrderRefund, { stripeRefundId, amountRefunded }: MadeRefund, at: number) {
      const { refundId, orderId, items, restock } = refund;
      // What Stripe says of the whole payment only grows here; a refund that fails later is news of its own.
      const total = sql`MAX(${orders.amountRefunded}, ${amountRefunded ?? 0})`;
      const isAll = sql`${total} >= ${orders.amountTotal}`;
      const isRunning = sql`${orders.status} IN ('paid', 'partially_refunded')`;
      const isSomething = sql`${total} > 0`;
      try {
        await database.batch([
          database
            .update(orderRefunds)
            .set({ status: "succeeded", stripeRefundId, dueAt: null })
            .where(isPending(scope, refundId)),
          expectOneRow(database),
          database
            .update(orders)
            .set({
              amountRefunded: total,
              status: sql`CASE WHEN NOT ${isRunning} OR NOT ${isSomething} THEN ${orders.status}
                WHEN ${isAll} THEN 'refunded' ELSE 'partially_refunded' END`,
              updatedAt: at,
              rowRev: sql`${orders.rowRev} + 1`,
            })
            .where(isOrder(scope, orderId)),
          expectOneRow(database),
          markRefunded(database, orderId, items),
          ...(restock ? [putBack(database, scope, items)] : []),
        ]);
      } catch (error) {
        // Settled by somebody else meanwhile.
        if (!isGuardFailure(error)) throw error;
      }
    },

    async refuse(scope: Scope, { refundId }: OrderRefund) {
      await database.update(orderRefunds).set({ status: "refused", dueAt: null }).where(isPending(scope, refundId));
    },

    async putOff(scope: Scope, { refundId }: OrderRefund, dueAt: number) {
      await database.update(orderRefunds).set({ dueAt }).where(isPending(scope, refundId));
    },
  } satisfies RefundStore & Record<string, unknown>);
}

type Items = OrderRefund["items"];

function markRefunded(database: Database, orderId: string, items: Items) {
  const refunded = quantityIn(items, sql`${orderItems.product}`);
  return database
    .update(orderItems)
    .set({ refundedQuantity: sql`${orderItems.refundedQuantity} + COALESCE(${refunded}, 0)` })
    .where(eq(orderItems.orderId, orderId));
}

function putBack(database: Database, { projectId, mode }: Scope, items: Items) {
  const returned = quantityIn(items, sql`${products.name}`);
  return database
    .update(products)
    .set({ stock: sql`${products.stock} + COALESCE(${returned}, 0)` })
    .where(and(eq(products.projectId, projectId), eq(products.mode, mode), sql`${returned} IS NOT NULL`));
}

function quantityIn(items: Items, name: ReturnType<typeof sql>) {
  return sql`(SELECT value ->> 'quantity' FROM json_each(${JSON.stringify(items)}) WHERE value ->> 'product' = ${name})`;
}
