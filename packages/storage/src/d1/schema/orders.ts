/** What stores sold. */
import type { SessionRequest, ShippingAddress } from "@dream-api/domain";
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { scopeColumns } from "./scope.ts";

export const orders = sqliteTable(
  "orders",
  {
    /** Also the session's `client_reference_id` and the idempotency key of its creation. */
    orderId: text().primaryKey(),
    ...scopeColumns,
    stripeAccountId: text().notNull(),
    /** NULL for a guest. */
    userId: text(),
    status: text({
      enum: [
        "pending",
        "processing",
        "paid",
        "partially_refunded",
        "refunded",
        "expired",
        "failed",
        "disputed",
        "paid_after_release",
      ],
    }).notNull(),
    /** Whether its items are held for it: taken off the stock, and neither sold nor given back yet. */
    isReserved: integer({ mode: "boolean" }).notNull(),
    amountTotal: integer().notNull(),
    amountRefunded: integer().notNull().default(0),
    currency: text().notNull(),
    email: text(),
    searchEmail: text(),
    phone: text(),
    shippingAddress: text({ mode: "json" }).$type<ShippingAddress>(),
    /** NULL until Stripe answered. */
    sessionId: text().unique(),
    /** What the session is created with, so that the call can be repeated; NULL once Stripe answered. */
    sessionRequest: text({ mode: "json" }).$type<SessionRequest>(),
    paymentIntentId: text(),
    /** A hash of the address that a browser ordered from, for its cap. */
    browserHash: text(),
    createdAt: integer().notNull(),
    expiresAt: integer().notNull(),
    /** When the sweep has to look at it, in business time; NULL when there is nothing left to find out. */
    dueAt: integer(),
    paidAt: integer(),
    updatedAt: integer().notNull(),
    rowRev: integer().notNull().default(0),
  },
  (table) => [
    index("orders_by_time").on(table.projectId, table.mode, table.createdAt, table.orderId),
    index("orders_by_change").on(table.projectId, table.mode, table.updatedAt, table.orderId),
    index("orders_by_status").on(table.projectId, table.mode, table.status, table.createdAt),
    index("orders_by_id").on(table.projectId, table.mode, sql`order_id COLLATE NOCASE`),
    index("orders_by_payment")
      .on(table.projectId, table.mode, table.paidAt, table.status, table.currency, table.amountTotal)
      .where(sql`paid_at IS NOT NULL`),
    index("orders_by_email").on(table.projectId, table.mode, table.searchEmail),
    index("orders_of_user").on(table.projectId, table.mode, table.userId),
    index("orders_of_payment").on(table.stripeAccountId, table.paymentIntentId),
    index("orders_due").on(table.dueAt).where(sql`due_at IS NOT NULL`),
    index("orders_of_browser").on(table.projectId, table.mode, table.browserHash).where(sql`is_reserved = 1`),
    index("orders_unpaid").on(table.updatedAt).where(sql`status IN ('expired', 'failed')`),
    check("orders_amounts", sql`${table.amountTotal} >= 0 AND ${table.amountRefunded} >= 0`),
  ],
);

export const orderItems = sqliteTable(
  "order_items",
  {
    orderId: text()
      .notNull()
      .references(() => orders.orderId),
    ...scopeColumns,
    product: text().notNull(),
    displayName: text().notNull(),
    quantity: integer().notNull(),
    unitAmount: integer().notNull(),
    refundedQuantity: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.orderId, table.product] }),
    index("order_items_by_product").on(table.projectId, table.mode, table.product),
    check("order_items_quantity", sql`${table.quantity} >= 1`),
  ],
);

/**
 * What was given back and when: `orders` only knows how much by now. Written by a trigger on `amount_refunded`, in
 * the same transaction; below 0 where a refund failed later.
 */
export const refundMovements = sqliteTable(
  "refund_movements",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    ...scopeColumns,
    orderId: text()
      .notNull()
      .references(() => orders.orderId),
    amount: integer().notNull(),
    currency: text().notNull(),
    /** Business time. */
    at: integer().notNull(),
  },
  (table) => [
    index("refund_movements_by_time").on(table.projectId, table.mode, table.at, table.orderId, table.amount),
    index("refund_movements_of_order").on(table.orderId),
  ],
);

/**
 * What was sold of each product on each day: the sum over `order_items` of the orders that count as sales, kept by
 * triggers on them. How to add it up anew stands in `docs/operations.md`.
 */
export const productDays = sqliteTable(
  "product_days",
  {
    ...scopeColumns,
    currency: text().notNull(),
    /** Days since the epoch, of `orders.paid_at`. */
    day: integer().notNull(),
    product: text().notNull(),
    /** As it was called at the last sale of the day. */
    displayName: text().notNull(),
    quantity: integer().notNull(),
    /** Before discounts. */
    revenue: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.mode, table.currency, table.day, table.product] })],
);

/** Refunds that were asked for here. The row is there before Stripe is asked. */
export const orderRefunds = sqliteTable(
  "order_refunds",
  {
    /** Ours, and the idempotency key of its call to Stripe. */
    refundId: text().primaryKey(),
    orderId: text()
      .notNull()
      .references(() => orders.orderId),
    ...scopeColumns,
    amount: integer().notNull(),
    /** Of which items how many come back. */
    items: text({ mode: "json" }).$type<readonly { product: string; quantity: number }[]>().notNull(),
    /** Whether they go back into the stock. */
    restock: integer({ mode: "boolean" }).notNull(),
    status: text({ enum: ["pending", "succeeded", "refused"] }).notNull(),
    stripeRefundId: text(),
    createdAt: integer().notNull(),
    /** When the sweep has to look at it, in business time; NULL once it is settled. */
    dueAt: integer(),
  },
  (table) => [
    index("order_refunds_of_order").on(table.orderId),
    index("order_refunds_due").on(table.dueAt).where(sql`due_at IS NOT NULL`),
    check("order_refunds_amount", sql`${table.amount} >= 1`),
  ],
);
