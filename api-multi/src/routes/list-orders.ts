import { listOrders } from "@dream-api/contract";
import type { Order } from "@dream-api/domain";
import { pageAnswer, readCursor } from "@dream-api/http";
import { type Api, ownerApiRoute } from "./api.ts";
import { orderAnswer } from "./order-answer.ts";

export function routeListOrders(api: Api): void {
  ownerApiRoute(api, listOrders, async ({ scope, query, services }) => {
    const { limit, cursor, status, updatedAfter } = query;
    const orders = await services.orderList.list(scope, {
      limit: limit + 1,
      status,
      updatedAfter: updatedAfter === undefined ? undefined : Date.parse(updatedAfter),
      after: readPosition(readCursor(cursor)),
    });
    const positions = new Map(orders.map((order) => [order.orderId, positionOf(order)]));
    return pageAnswer(orders.map(orderAnswer), limit, ({ id }) => positions.get(id) ?? "");
  });
}

function positionOf({ updatedAt, orderId }: Order): string {
  return `${updatedAt} ${orderId}`;
}

function readPosition(text: string): { updatedAt: number; orderId: string } | undefined {
  const [updatedAt = "", orderId = ""] = text.split(" ");
  return text === "" ? undefined : { updatedAt: Number(updatedAt), orderId };
}
