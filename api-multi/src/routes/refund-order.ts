import { refundOrder as endpoint, headerNames } from "@dream-api/contract";
import { refundOrder } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";
import { orderAnswer } from "./order-answer.ts";

export function routeRefundOrder(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ context, scope, params, body, services }) => {
    const idempotencyKey = context.req.header(headerNames.idempotencyKey);
    const { refund } = services.providers().store;
    return context.json(orderAnswer(await refundOrder(scope, params.id, body, idempotencyKey, refund)));
  });
}
