import { readDashboard as endpoint } from "@dream-api/contract";
import { readDashboard } from "@dream-api/domain";
import { type Api, ownerApiRoute } from "./api.ts";

export function routeReadDashboard(api: Api): void {
  ownerApiRoute(api, endpoint, async ({ query, scope, services }) =>
    Response.json(await readDashboard(scope, query.range, services.dashboard)),
  );
}
