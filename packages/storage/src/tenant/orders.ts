/** Orders and the stock that they hold. Each write is decided on a row as it was read, and falls with it. */
import type { NewOrder, Order, OrderChange, OrderStore, ReservationCaps, Reserved, Scope } from "@dream-api/domain";
import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { expectOneRow, isGuardFailure } from "../d1/guard.ts";
import { guard, orderItems, orders, products, projects } from "../d1/schema/index.ts";
import { leaveNotice } from "../platform/audit.ts";
import { isOrder, orderOf } from "./order-rows.ts";
import { tenantRepository } from "./repository.ts";

export function tenantOrders(database: Database) {
  return tenantRepository({
    async reserve(scope: Scope, { items, browserHash, ...order }: NewOrder, caps: ReservationCaps): Promise<Reserved> {
      const { projectId, mode } = scope;
      const { createdAt } = order;
      const row = { ...order, projectId, mode, browserHash, updatedAt: createdAt };
      const lines = JSON.stringify(items);
      try {
        await database.batch([
          database.insert(orders).values({
            ...row,
            searchEmail: order.email?.toLowerCase() ?? null,
            status: "pending",
            isReserved: true,
          }),
          database.insert(orderItems).select(sql`
            SELECT ${order.orderId}, ${projectId}, ${mode}, value ->> 'product', value ->> 'displayName',
              value ->> 'quantity', value ->> 'unitAmount', 0 FROM json_each(${lines})`),
          refuseTooMany(database, scope, browserHash, caps),
          // Without a condition: what would fall below 0 fails the CHECK and takes the whole batch with it.
          moveStock(database, scope, order.orderId, -1),
        ]);
        return "reserved";
      } catch (error) {
        if (isGuardFailure(error)) return "too_many";
        if (isStockFailure(error)) return "sold_out";
        throw error;
      }
    },

    async read(scope: Scope, orderId: string): Promise<Order | null> {
      const [[row], items] = await database.batch([
        database.select().from(orders).where(isOrder(scope, orderId)),
        database
          .select()
          .from(orderItems)
          .where(and(eq(orderItems.orderId, orderId), eq(orderItems.projectId, scope.projectId))),
      ]);
      return row ? orderOf(row, items) : null;
    },

    async attachSession(scope: Scope, orderId: string, { sessionId, dueAt }: { sessionId: string; dueAt: number }) {
      const attached = await database
        .update(orders)
        .set({ sessionId, dueAt, sessionRequest: null, rowRev: sql`${orders.rowRev} + 1` })
        .where(and(isOrder(scope, orderId), isNull(orders.sessionId), eq(orders.isReserved, true)))
        .returning({ orderId: orders.orderId });
      return attached.length === 1;
    },

    async write(
      scope: Scope,
      order: Order,
      { stock, ...change }: OrderChange,
      { real, business, notice }: Parameters<OrderStore["write"]>[3],
    ) {
      const { projectId, mode } = scope;
      const { orderId, rowRev, isReserved, userId } = order;
      const platformId = notice && (await platformOf(scope));
      const ofProject = { projectId, mode, detail: {} };
      try {
        await database.batch([
          database
            .update(orders)
            .set({
              ...change,
              searchEmail: change.email?.toLowerCase() ?? null,
              // It is only there for the cap on what is held.
              ...(change.isReserved ? {} : { browserHash: null }),
              updatedAt: business,
              rowRev: rowRev + 1,
            })
            .where(
              and(
                isOrder(scope, orderId),
                eq(orders.rowRev, rowRev),
                eq(orders.isReserved, isReserved),
                // An erasure in between has changed the user and taken away what is written here.
                sql`${orders.userId} IS ${userId}`,
              ),
            ),
          expectOneRow(database),
          ...(stock === "given_back" && isReserved ? [moveStock(database, scope, orderId, 1)] : []),
          ...(notice && platformId ? [leaveNotice(database, { ...ofProject, ...notice, platformId }, real)] : []),
        ]);
        return true;
      } catch (error) {
        if (isGuardFailure(error)) return false;
        throw error;
      }
    },

    async putOff(scope: Scope, { orderId, rowRev }: Order, dueAt: number) {
      await database
        .update(orders)
        .set({ dueAt })
        .where(and(isOrder(scope, orderId), eq(orders.rowRev, rowRev)));
    },
  } satisfies OrderStore & Record<string, unknown>);

  async function platformOf({ projectId }: Scope): Promise<string | null> {
    const [row] = await database
      .select({ platformId: projects.platformId })
      .from(projects)
      .where(eq(projects.projectId, projectId));
    return row?.platformId ?? null;
  }
}

/** Takes an order's items off the stock, or gives them back. Products that are not tracked have none. */
function moveStock(database: Database, { projectId, mode }: Scope, orderId: string, sign: 1 | -1) {
  const ofOrder = sql`FROM order_items i WHERE i.order_id = ${orderId} AND i.product = products.name`;
  return database
    .update(products)
    .set({ stock: sql`${products.stock} + ${sign} * (SELECT i.quantity ${ofOrder})` })
    .where(and(eq(products.projectId, projectId), eq(products.mode, mode), sql`EXISTS (SELECT 1 ${ofOrder})`));
}

/** Behind the order's insertion, which counts too. */
function refuseTooMany(
  database: Database,
  { projectId, mode }: Scope,
  browserHash: string | null,
  caps: ReservationCaps,
) {
  const open = (which: SQL) => sql`(
    SELECT COUNT(*) FROM orders
    WHERE project_id = ${projectId} AND mode = ${mode} AND is_reserved = 1 AND ${which})`;
  const tooMany = [
    sql`${open(sql`1`)} > ${caps.ofProject}`,
    ...(browserHash === null
      ? []
      : [
          sql`${open(sql`browser_hash = ${browserHash}`)} > ${caps.ofBrowser}`,
          sql`${open(sql`browser_hash IS NOT NULL`)} > ${caps.ofBrowsers}`,
        ]),
  ];
  return database.insert(guard).select(sql`SELECT NULL WHERE ${sql.join(tooMany, sql` OR `)}`);
}

/** D1 reports errors as text only; the constraint's name in it is the one thing that tells ours from others. */
function isStockFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("products_stock")) return true;
  }
  return false;
}
