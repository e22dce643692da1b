/** How much a refund gives back, and of which items. */
import { DreamError } from "../errors.ts";
import type { Order, OrderItem, OrderStatus } from "./order.ts";

export interface RefundRequest {
  readonly amount?: number | undefined;
  readonly items?: readonly RefundedItem[] | undefined;
  readonly restock: boolean;
}

export interface RefundedItem {
  readonly product: string;
  readonly quantity: number;
}

/** One that was asked for here. `pending` until Stripe has surely made or refused it. */
export interface OrderRefund {
  /** Also the idempotency key of its call to Stripe. */
  readonly refundId: string;
  readonly orderId: string;
  readonly amount: number;
  readonly items: readonly RefundedItem[];
  readonly restock: boolean;
  readonly status: "pending" | "succeeded" | "refused";
  /** Business time. */
  readonly createdAt: number;
}

export type RefundTerms = Pick<OrderRefund, "amount" | "items" | "restock">;

const refundable: readonly OrderStatus[] = ["paid", "partially_refunded"];

/**
 * @param pending refunds that Stripe may still make
 * @throws DreamError `order_not_refundable`, `validation_failed`
 */
export function termsOf(
  { amount, items, restock }: RefundRequest,
  order: Order,
  pending: readonly OrderRefund[],
): RefundTerms {
  const left = order.amountTotal - order.amountRefunded - sumOf(pending, (refund) => refund.amount);
  if (!refundable.includes(order.status) || left <= 0) throw new DreamError("order_not_refundable");
  if (amount !== undefined) {
    if (amount > left) throw invalid("body.amount", `is more than the ${left} that are left`);
    return { amount, items: [], restock: false };
  }
  const remaining = order.items.map((item) => ({ ...item, quantity: remainingOf(item, pending) }));
  if (items === undefined) return { amount: left, items: quantitiesOf(remaining), restock };
  const wanted = items.map(({ product, quantity }, index) => {
    const item = remaining.find((one) => one.product === product);
    if (!item) throw invalid(`body.items.${index}.product`, "is not in this order");
    if (quantity > item.quantity) throw invalid(`body.items.${index}.quantity`, `only ${item.quantity} are left`);
    return { ...item, quantity };
  });
  const isRest = sumOf(wanted, ({ quantity }) => quantity) === sumOf(remaining, ({ quantity }) => quantity);
  const price = isRest ? left : Math.min(left, paidFor(wanted, order));
  if (price === 0) throw new DreamError("order_not_refundable");
  return { amount: price, items: quantitiesOf(wanted), restock };
}

/** What was paid for them, a discount shared out over the whole order and rounded down. */
function paidFor(items: readonly OrderItem[], order: Order): number {
  const price = ({ unitAmount, quantity }: OrderItem) => unitAmount * quantity;
  const [wanted, all] = [sumOf(items, price), sumOf(order.items, price)];
  return all === 0 ? 0 : Number((BigInt(wanted) * BigInt(order.amountTotal)) / BigInt(all));
}

function remainingOf({ product, quantity, refundedQuantity }: OrderItem, pending: readonly OrderRefund[]): number {
  const underway = pending.flatMap(({ items }) => items.filter((item) => item.product === product));
  return quantity - refundedQuantity - sumOf(underway, (item) => item.quantity);
}

function quantitiesOf(items: readonly OrderItem[]): RefundedItem[] {
  return items.filter(({ quantity }) => quantity > 0).map(({ product, quantity }) => ({ product, quantity }));
}

function sumOf<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + amountOf(item), 0);
}

function invalid(path: string, message: string): DreamError {
  return new DreamError("validation_failed", { issues: [{ path, message }] });
}
