/** A cart as it was sent: lines that name products or prices, the same one on as many as it likes. */
import { type Issue, minimumCharge, type SoldOutLine } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { Shop, ShopProduct } from "./shop.ts";

export interface CartLine {
  readonly product?: string | undefined;
  readonly priceId?: string | undefined;
  readonly quantity: number;
}

/** All that a cart wants of one product. */
export interface CartItem {
  readonly product: ShopProduct;
  readonly quantity: number;
}

/** @throws DreamError `validation_failed` naming the lines that nothing is sold under */
export function mergeLines(lines: readonly CartLine[], { products }: Shop): CartItem[] {
  const items = new Map<string, CartItem>();
  const issues: Issue[] = [];
  for (const [index, line] of lines.entries()) {
    const product = products.find(
      ({ name, priceId }) => name === line.product || (priceId !== null && priceId === line.priceId),
    );
    if (!product) {
      const field = line.product === undefined ? "priceId" : "product";
      issues.push({ path: `body.items.${index}.${field}`, message: "is not sold here" });
      continue;
    }
    const quantity = line.quantity + (items.get(product.name)?.quantity ?? 0);
    items.set(product.name, { product, quantity });
  }
  if (issues.length > 0) throw new DreamError("validation_failed", { issues });
  return [...items.values()];
}

export function totalOf(items: readonly CartItem[]): number {
  return items.reduce((sum, { product, quantity }) => sum + product.unitAmount * quantity, 0);
}

/** Before anything is taken off the stock. @throws DreamError `validation_failed` for less than Stripe charges */
export function refuseTooLittle(items: readonly CartItem[], { currency }: Shop): void {
  const least = minimumCharge(currency);
  if (totalOf(items) >= least) return;
  const message = `adds up to ${totalOf(items)}; Stripe charges at least ${least} in ${currency}`;
  throw new DreamError("validation_failed", { issues: [{ path: "body.items", message }] });
}

/** What there is not enough of. */
export function soldOutLines(items: readonly CartItem[]): SoldOutLine[] {
  return items.flatMap(({ product: { name, stock, isSoldOut }, quantity }) => {
    const available = isSoldOut ? 0 : stock;
    return available === null || quantity <= available ? [] : [{ product: name, requested: quantity, available }];
  });
}
