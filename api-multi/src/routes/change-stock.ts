import { changeStock as endpoint } from "@dream-api/contract";
import { changeStock } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeChangeStock(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ context, scope, params, body, services }) => {
    const { delta, set = null, expected = null } = body;
    const change = delta === undefined ? { set, expected } : { delta };
    const stock = await changeStock(scope, params.name, change, { stock: services.stock });
    return context.json({ name: params.name, stock });
  });
}
