import { openCustomerPortal as endpoint } from "@dream-api/contract";
import { openCustomerPortal } from "@dream-api/domain";
import { type Api, callerApiRoute } from "./api.ts";
import { onceForUser } from "./for-user.ts";

export function routeCustomerPortal(api: Api): void {
  callerApiRoute(api, endpoint, ({ context, caller, body, services }) => {
    const call = { endpoint, request: context.req.raw, caller, input: body, services };
    return onceForUser(call, async (user) => {
      const wish = { ...user, returnUrl: body.returnUrl };
      return Response.json({
        url: await openCustomerPortal(caller.scope, wish, services.providers().subscriptions.subscribe),
      });
    });
  });
}
