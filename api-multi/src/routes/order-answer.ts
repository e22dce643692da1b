/** An order as the wire shows it. */
import type { Order as WireOrder } from "@dream-api/contract";
import type { Order } from "@dream-api/domain";

export function orderAnswer(order: Order): WireOrder {
  const { orderId, status, email, userId, items, amountTotal, amountRefunded, currency, shippingAddress, phone } =
    order;
  return {
    id: orderId,
    status,
    email,
    customerId: userId,
    items: [...items],
    amountTotal,
    amountRefunded,
    currency,
    shippingAddress,
    phone,
    createdAt: timeOf(order.createdAt),
    paidAt: order.paidAt === null ? null : timeOf(order.paidAt),
    updatedAt: timeOf(order.updatedAt),
  };
}

function timeOf(at: number): string {
  return new Date(at).toISOString();
}
