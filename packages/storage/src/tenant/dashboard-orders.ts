/** The table of orders, each with its items. */
import type { Order } from "@dream-api/contract";
import type { OrderPageWish, Positioned, Scope } from "@dream-api/domain";
import { and, inArray, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { orderItems, orders } from "../d1/schema/index.ts";
import { beginsWith, inOrder, rowsNamed, type TableWalk, timeText, walkTable } from "./dashboard-paging.ts";

type ItemRow = typeof orderItems.$inferSelect;

export async function listOrders(database: Database, scope: Scope, wish: OrderPageWish): Promise<Positioned<Order>[]> {
  const found = await walkTable(database, orderWalk(scope, wish), wish);
  if (found.length === 0) return [];
  const rows = await database
    .select({ row: sql<number>`orders.rowid`, order: orders })
    .from(orders)
    .where(inArray(sql`orders.rowid`, rowsNamed(found)));
  const ids = JSON.stringify(rows.map(({ order }) => order.orderId));
  const items = await database
    .select()
    .from(orderItems)
    .where(sql`${orderItems.orderId} IN (SELECT value FROM json_each(${ids}))`);
  const byOrder = Map.groupBy(items, ({ orderId }) => orderId);
  return inOrder(found, rows, ({ order }) => orderOf(order, byOrder.get(order.orderId) ?? []));
}

function orderWalk({ projectId, mode }: Scope, { search, status, sort }: OrderPageWish): TableWalk {
  const prefix = search?.toLowerCase();
  const isTenant = sql`project_id = ${projectId} AND mode = ${mode}`;
  return {
    table: sql`orders`,
    where: sql`${and(isTenant, status === undefined ? undefined : sql`status = ${status}`)}`,
    prefixes:
      prefix === undefined
        ? []
        : [
            { where: beginsWith(sql`order_id COLLATE NOCASE`, prefix), index: "orders_by_id" },
            { where: beginsWith(sql`search_email`, prefix), index: "orders_by_email" },
          ],
    index: status === undefined ? "orders_by_time" : "orders_by_status",
    stretches: [{ key: sql`created_at`, id: sql`order_id`, direction: sort === "newest" ? "DESC" : "ASC" }],
  };
}

function orderOf(row: typeof orders.$inferSelect, items: readonly ItemRow[]): Order {
  return {
    id: row.orderId,
    status: row.status,
    email: row.email,
    customerId: row.userId,
    items: items.map(({ product, displayName, quantity, unitAmount, refundedQuantity }) => {
      return { product, displayName, quantity, unitAmount, refundedQuantity };
    }),
    amountTotal: row.amountTotal,
    amountRefunded: row.amountRefunded,
    currency: row.currency,
    shippingAddress: row.shippingAddress,
    phone: row.phone,
    createdAt: new Date(row.createdAt).toISOString(),
    paidAt: timeText(row.paidAt),
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}
