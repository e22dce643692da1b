/** `api.cart`: letting somebody buy. */
import type { Ask } from "./ask.ts";
import type { CartCheckoutRequest, CartCheckoutResponse } from "./generated/wire.ts";
import { type CartCheckoutOptions, newIdempotencyKey } from "./method-options.ts";

/** A product by its name or by its price at Stripe. */
export type CartItem = CartCheckoutRequest["items"][number];

export type Cart = ReturnType<typeof createCart>;

export function createCart(ask: Ask) {
  return {
    /**
     * Reserves the stock until `expiresAt`; send the buyer to `url`. Works with any key; a browser returns to the
     * project's allowed origins only.
     * @throws SoldOutError naming what there is not enough of
     */
    checkout(
      items: readonly CartItem[],
      { userId, idempotencyKey = newIdempotencyKey(), ...cart }: CartCheckoutOptions = {},
    ): Promise<CartCheckoutResponse> {
      return ask({
        method: "POST",
        path: "/api/cart/checkout",
        caller: "buyer",
        ...(userId === undefined ? {} : { userId }),
        idempotencyKey,
        body: { items, ...cart },
      });
    },
  };
}
