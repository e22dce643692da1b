import { createCheckout } from "@dream-api/contract";
import { subscribe } from "@dream-api/domain";
import { type Api, callerApiRoute } from "./api.ts";
import { onceForUser } from "./for-user.ts";

export function routeCreateCheckout(api: Api): void {
  callerApiRoute(api, createCheckout, ({ context, caller, body, services }) => {
    const call = { endpoint: createCheckout, request: context.req.raw, caller, input: body, services };
    return onceForUser(call, async (user) =>
      Response.json(await subscribe(caller.scope, { ...body, ...user }, services.providers().subscriptions.subscribe)),
    );
  });
}
