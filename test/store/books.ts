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
  const errors: string[] = [];
  const orders = await readOrders(world, shop);
  const sessions = await listAll(world, shop, "checkout/sessions");
  const charges = (await listAll(world, shop, "charges")).filter(({ paid }) => paid);
  for (const order of orders) if (order.isReserved) errors.push(`${order.orderId} still holds its items`);
  for (const session of sessions) {
    const order = orders.find(({ orderId }) => orderId === session.client_reference_id);
    if (session.status === "open") errors.push(`session ${session.id} is still open`);
    if (!order) errors.push(`session ${session.id} is of no order`);
    if (!order || session.payment_status === "unpaid") {
      if (order && sold.includes(order.status)) errors.push(`${order.orderId} is ${order.status} but nobody paid`);
      continue;
    }
    const charge = charges.find(({ payment_intent: intent }) => intent === session.payment_intent);
    const isGivenBack = order.status === "paid_after_release" && charge?.amount_refunded === charge?.amount;
    if (!isGivenBack && !sold.includes(order.status)) errors.push(`${order.orderId} is ${order.status} but was paid`);
    if (order.amountTotal !== session.amount_total) errors.push(`${order.orderId} has another amount`);
    if (order.amountRefunded !== charge?.amount_refunded) errors.push(`${order.orderId} has another refund`);
  }
  const paidOrders = sessions.filter(({ payment_status: status }) => status === "paid");
  const ofOrders = new Set(paidOrders.map(({ client_reference_id: orderId }) => orderId));
  if (ofOrders.size !== paidOrders.length) errors.push("somebody paid twice");
  return errors;
}

// biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
async function listAll(world: ShopWorld, { account }: BareShop, path: string): Promise<any[]> {
  const all = [];
  for (let after = ""; ; ) {
    const page = await world.ask(account, "GET", `/v1/${path}?limit=100${after}`);
    all.push(...page.data);
    if (!page.has_more) return all;
    after = `&starting_after=${page.data.at(-1).id}`;
  }
}
