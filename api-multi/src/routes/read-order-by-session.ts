import { readOrderBySession } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { type Api, apiRoute } from "./api.ts";
import { requireValidKey } from "./require-valid-key.ts";

export function routeReadOrderBySession(api: Api): void {
  apiRoute(api, readOrderBySession, async ({ context, key, params, services }) => {
    await requireValidKey(key, services);
    const order = await services.orderList.findBySession(key.scope, params.sessionId);
    if (!order) throw new DreamError("not_found");
    const { status, amountTotal, currency } = order;
    const items = order.items.map(({ refundedQuantity: _, ...item }) => item);
    return context.json({ status, items, amountTotal, currency });
  });
}
