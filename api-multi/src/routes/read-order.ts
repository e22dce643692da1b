import { readOrder } from "@dream-api/contract";
import { DreamError } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";
import { orderAnswer } from "./order-answer.ts";

export function routeReadOrder(api: Api): void {
  ownerApiRoute(api, readOrder, async ({ context, scope, params, services }) => {
    const order = await services.orders.read(scope, params.id);
    if (!order) throw new DreamError("not_found");
    return context.json(orderAnswer(order));
  });
}
