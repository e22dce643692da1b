/** `api.orders`: what a store sold, and what it gives back. */
import type { Ask } from "./ask.ts";
import type { ListOrdersQuery, Order, OrderBySessionResponse } from "./generated/wire.ts";
import { type List, listOf } from "./list.ts";
import { newIdempotencyKey, type RefundOptions } from "./method-options.ts";
import { path } from "./path.ts";

export type Orders = ReturnType<typeof createOrders>;

export function createOrders(ask: Ask) {
  return {
    /** The last changed first. Ship what is `paid`. */
    list(query: ListOrdersQuery = {}): List<Order> {
      return listOf((cursor = query.cursor) =>
        ask({ method: "GET", path: "/api/orders", caller: "server", query: { ...query, cursor } }),
      );
    },

    /** @throws NotFoundError */
    async get(id: string): Promise<Order> {
      return ask({ method: "GET", path: path`/api/orders/${id}`, caller: "server" });
    },

    /** Gives back an amount, or what `items` cost, or with neither all that was not given back before. */
    async refund(id: string, { idempotencyKey = newIdempotencyKey(), ...refund }: RefundOptions = {}): Promise<Order> {
      return ask({
        method: "POST",
        path: path`/api/orders/${id}/refund`,
        caller: "server",
        idempotencyKey,
        body: refund,
      });
    },

    /** For the thank-you page, with any key; nothing personal. @param sessionId what the success URL was given */
    async bySession(sessionId: string): Promise<OrderBySessionResponse> {
      return ask({ method: "GET", path: path`/api/orders/by-session/${sessionId}`, caller: "anybody" });
    },
  };
}
