/** Holds a shop's own books against each other and against Stripe's. */
import type { BareShop, ShopWorld } from "./use-shop.ts";

interface OrderBook {
  readonly orderId: string;
  readonly status: string;
  readonly isReserved: number;
  readonly amountTotal: number;
  readonly amountRefunded: number;
  readonly sessionId: string | null;
}

const sold = ["paid", "partially_refunded", "refunded", "disputed"];

export async function readOrders({ database }: ShopWorld, { scope }: BareShop): Promise<OrderBook[]> {
  const { results } = await database.$client
    .prepare(
      `SELECT order_id AS orderId, status, is_reserved AS isReserved, amount_total AS amountTotal,
         amount_refunded AS amountRefunded, session_id AS sessionId
       FROM orders WHERE project_id = ? ORDER BY created_at, order_id`,
    )
    .bind(scope.projectId)
    .all<OrderBook>();
  return results;
}

/** What is free, held and sold of each product together: always what there was in the beginning. */
export async function countStock({ database }: ShopWorld, { scope }: BareShop): Promise<Record<string, number>> {
  const marks = sold.map((status) => `'${status}'`).join(", ");
  const { results } = await database.$client
    .prepare(
      `SELECT p.name, p.stock + COALESCE((
         SELECT SUM(i.quantity) FROM order_items i JOIN orders o USING (order_id)
         WHERE o.project_id = p.project_id AND i.product = p.name AND (o.is_reserved = 1 OR o.status IN (${marks}))), 0)
       - COALESCE((
         SELECT SUM(r.value ->> 'quantity') FROM order_refunds f, json_each(f.items) r
         WHERE f.project_id = p.project_id AND f.status = 'succeeded' AND f.restock = 1
           AND r.value ->> 'product' = p.name), 0) AS total
       FROM products p WHERE p.project_id = ? AND p.stock IS NOT NULL`,
    )
    .bind(scope.projectId)
    .all<{ name: string; total: number }>();
  return Object.fromEntries(results.map(({ name, total }) => [name, total]));
}

/** What is wrong once everything is over: nothing may be held, and each order must be what Stripe says of it. */
export async function findErrors(world: ShopWorld, shop: BareShop): Promise<string[]> {
  const orders = await readOrders(world, shop);
  const sessions = await world.list(shop.account, "checkout/sessions");
  const charges = (await world.list(shop.account, "charges")).filter(({ paid }) => paid);
  const isPaid = ({ payment_status: status }: Wire) => status === "paid";
  const ofOrder = ({ orderId }: OrderBook) => sessions.filter((session) => session.client_reference_id === orderId);
  const strange = sessions.length - orders.flatMap(ofOrder).length;
  return [
    ...(await findFigureErrors(world, shop)),
    ...(strange > 0 ? ["a session is of no order"] : []),
    ...sessions.filter(({ status }) => status === "open").map(({ id }) => `session ${id} is still open`),
    ...orders.filter(({ isReserved }) => isReserved).map(({ orderId }) => `${orderId} still holds its items`),
    ...orders.flatMap((order) => {
      const paid = ofOrder(order).filter(isPaid);
      if (paid.length > 1) return [`${order.orderId} was paid twice`];
      const charge = charges.find(({ payment_intent: intent }) => intent === paid[0]?.payment_intent);
      return charge ? errorsOfPaid(order, charge) : errorsOfUnpaid(order);
    }),
  ];
}

/** What the dashboard adds up is what the orders say. */
async function findFigureErrors({ database }: ShopWorld, { scope }: BareShop): Promise<string[]> {
  const ask = async (query: string) =>
    (await database.$client.prepare(query).bind(scope.projectId).all<{ name: string }>()).results;
  const refunds = await ask(
    `SELECT o.order_id AS name FROM orders o WHERE o.project_id = ? AND o.amount_refunded <>
       (SELECT coalesce(sum(r.amount), 0) FROM refund_movements r WHERE r.order_id = o.order_id)`,
  );
  const days = await ask(
    `SELECT name FROM products p WHERE project_id = ?
       AND (SELECT coalesce(sum(quantity), 0) FROM product_days d WHERE d.project_id = p.project_id AND d.product = p.name)
       <> (SELECT coalesce(sum(i.quantity), 0) FROM order_items i JOIN orders o USING (order_id)
           WHERE o.project_id = p.project_id AND i.product = p.name AND o.paid_at IS NOT NULL
             AND o.status <> 'paid_after_release')`,
  );
  return [
    ...refunds.map(({ name }) => `the refunds of ${name} do not add up`),
    ...days.map(({ name }) => `the days of ${name} do not add up`),
  ];
}

function errorsOfPaid({ orderId, status, amountTotal, amountRefunded }: OrderBook, charge: Wire): string[] {
  const isGivenBack = status === "paid_after_release" && charge.amount_refunded === charge.amount;
  return [
    ...(isGivenBack || sold.includes(status) ? [] : [`${orderId} is ${status} but was paid`]),
    ...(amountTotal === charge.amount ? [] : [`${orderId} has another amount`]),
    ...(amountRefunded === charge.amount_refunded ? [] : [`${orderId} has another refund`]),
  ];
}

function errorsOfUnpaid({ orderId, status }: OrderBook): string[] {
  return ["expired", "failed"].includes(status) ? [] : [`${orderId} is ${status} but nobody paid`];
}

// biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
type Wire = any;
