/** What of a product is free to sell, as its developer counts it. What open orders hold is already taken off. */
import { DreamError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Null is not tracked. */
export type StockChange =
  | { readonly delta: number }
  | { readonly set: number | null; readonly expected: number | null };

export interface StockStore {
  /** `conflict`: it is not as expected, not tracked, or would fall below 0. Nothing was changed then. */
  change(
    scope: Scope,
    product: string,
    change: StockChange,
  ): Promise<{ stock: number | null } | "conflict" | "unknown">;
  typeOf(scope: Scope): Promise<"saas" | "store" | null>;
}

/** @returns the new stock. @throws DreamError `not_found`, `wrong_project_type`, `stock_conflict` */
export async function changeStock(
  scope: Scope,
  product: string,
  change: StockChange,
  { stock }: { readonly stock: StockStore },
): Promise<number | null> {
  if ((await stock.typeOf(scope)) === "saas") throw new DreamError("wrong_project_type");
  const changed = await stock.change(scope, product, change);
  if (changed === "unknown") throw new DreamError("not_found");
  if (changed === "conflict") throw new DreamError("stock_conflict");
  return changed.stock;
}
