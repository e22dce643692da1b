/** An order's rows, and what the rules make of them. */
import type { Order, OrderItem, Scope } from "@dream-api/domain";
import { and, eq } from "drizzle-orm";
import { type orderItems, orders } from "../d1/schema/index.ts";

export function isOrder({ projectId, mode }: Scope, orderId: string) {
  return and(eq(orders.projectId, projectId), eq(orders.mode, mode), eq(orders.orderId, orderId));
}

export function orderOf(row: typeof orders.$inferSelect, items: readonly (typeof orderItems.$inferSelect)[]): Order {
  const { projectId: _project, mode: _mode, searchEmail: _search, browserHash: _hash, ...order } = row;
  return { ...order, items: items.filter(({ orderId }) => orderId === row.orderId).map(itemOf) };
}

function itemOf({ product, displayName, quantity, unitAmount, refundedQuantity }: typeof orderItems.$inferSelect) {
  return { product, displayName, quantity, unitAmount, refundedQuantity } satisfies OrderItem;
}
