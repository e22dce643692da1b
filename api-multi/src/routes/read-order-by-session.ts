import { readOrderBySession } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { type Api, callerApiRoute } from "./api.ts";
import { requireValidCaller } from "./require-valid-key.ts";

export function routeReadOrderBySession(api: Api): void {
  callerApiRoute(api, readOrderBySession, async ({ context, caller, params, services }) => {
    await requireValidCaller(caller, services);
    const order = await services.orderList.findBySession(caller.scope, params.sessionId);
    if (!order) throw new DreamError("not_found");
    const { status, amountTotal, currency } = order;
    const items = order.items.map(({ refundedQuantity: _, ...item }) => item);
    return context.json({ status, items, amountTotal, currency });
  });
}
