import { openCustomerPortal as endpoint } from "@dream-api/contract";
import { openCustomerPortal } from "@dream-api/domain";
import { type Api, apiRoute } from "./api.ts";
import { onceForUser } from "./for-user.ts";

export function routeCustomerPortal(api: Api): void {
  apiRoute(api, endpoint, ({ context, key, body, services }) => {
    const call = { endpoint, request: context.req.raw, key, input: body, services };
    return onceForUser(call, async (caller) => {
      const wish = { ...caller, returnUrl: body.returnUrl };
      return Response.json({
        url: await openCustomerPortal(key.scope, wish, services.providers().subscriptions.subscribe),
      });
    });
  });
}
