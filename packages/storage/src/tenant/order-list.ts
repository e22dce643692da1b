/** Orders as their developer looks through them, and the one that a thank-you page shows. */
import type { Order, OrderStatus, Scope } from "@dream-api/domain";
import { and, desc, eq, gte, lt, or, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { orderItems, orders } from "../d1/schema/index.ts";
import { orderOf } from "./order-rows.ts";
import { tenantRepository } from "./repository.ts";

export interface OrderPosition {
  readonly updatedAt: number;
  readonly orderId: string;
}

export interface OrderPage {
  readonly limit: number;
  readonly status?: OrderStatus | undefined;
  /** Business time, inclusive. */
  readonly updatedAfter?: number | undefined;
  readonly after?: OrderPosition | undefined;
}

export function tenantOrderList(database: Database) {
  async function withItems(rows: readonly (typeof orders.$inferSelect)[]): Promise<Order[]> {
    const ids = JSON.stringify(rows.map(({ orderId }) => orderId));
    const items = await database
      .select()
      .from(orderItems)
      .where(sql`${orderItems.orderId} IN (SELECT value FROM json_each(${ids}))`);
    return rows.map((row) => orderOf(row, items));
  }

  return tenantRepository({
    /** The last changed first. */
    async list({ projectId, mode }: Scope, { limit, status, updatedAfter, after }: OrderPage): Promise<Order[]> {
      const rows = await database
        .select()
        .from(orders)
        .where(
          and(
            eq(orders.projectId, projectId),
            eq(orders.mode, mode),
            status && eq(orders.status, status),
            updatedAfter === undefined ? undefined : gte(orders.updatedAt, updatedAfter),
            after &&
              or(
                lt(orders.updatedAt, after.updatedAt),
                and(eq(orders.updatedAt, after.updatedAt), lt(orders.orderId, after.orderId)),
              ),
          ),
        )
        .orderBy(desc(orders.updatedAt), desc(orders.orderId))
        .limit(limit);
      return withItems(rows);
    },

    async findBySession({ projectId, mode }: Scope, sessionId: string): Promise<Order | null> {
      const rows = await database
        .select()
        .from(orders)
        .where(and(eq(orders.sessionId, sessionId), eq(orders.projectId, projectId), eq(orders.mode, mode)));
      return (await withItems(rows))[0] ?? null;
    },
  });
}
