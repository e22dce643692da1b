import { createCheckout } from "@dream-api/contract";
import { subscribe } from "@dream-api/domain";
import { type Api, apiRoute } from "./api.ts";
import { onceForUser } from "./for-user.ts";

export function routeCreateCheckout(api: Api): void {
  apiRoute(api, createCheckout, ({ context, key, body, services }) => {
    const call = { endpoint: createCheckout, request: context.req.raw, key, input: body, services };
    return onceForUser(call, async (caller) =>
      Response.json(await subscribe(key.scope, { ...body, ...caller }, services.providers().subscriptions.subscribe)),
    );
  });
}
