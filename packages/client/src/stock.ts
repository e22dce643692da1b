/** `api.stock`: how much of a product is free to sell. What open checkouts hold is already taken off. */
import type { Ask } from "./ask.ts";
import type { ChangeStockRequest, ChangeStockResponse } from "./generated/wire.ts";
import { newIdempotencyKey, type SetStockOptions, type WriteOptions } from "./method-options.ts";
import { path } from "./path.ts";

export type Stock = ReturnType<typeof createStock>;

export function createStock(ask: Ask) {
  async function post(product: string, idempotencyKey: string, body: ChangeStockRequest): Promise<ChangeStockResponse> {
    return ask({ method: "POST", path: path`/api/products/${product}/stock`, caller: "server", idempotencyKey, body });
  }

  return {
    /** Adds to what is free, or takes away with a delta below 0. @throws ConflictError `stock_conflict` below 0 */
    add(
      product: string,
      delta: number,
      { idempotencyKey = newIdempotencyKey() }: WriteOptions = {},
    ): Promise<ChangeStockResponse> {
      return post(product, idempotencyKey, { delta });
    },

    /**
     * Says what is free from now on; `null` is not tracked.
     * @throws ConflictError `stock_conflict` when something else than `expected` is free by now
     */
    set(
      product: string,
      stock: number | null,
      { expected, idempotencyKey = newIdempotencyKey() }: SetStockOptions,
    ): Promise<ChangeStockResponse> {
      return post(product, idempotencyKey, { set: stock, expected });
    },
  };
}
