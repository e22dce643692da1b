import { readCustomer as endpoint } from "@dream-api/contract";
import { readCustomer } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeReadCustomer(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ scope, params, services }) =>
    Response.json(await readCustomer(scope, params.id, services.customers)),
  );
}
