import { listTiers } from "@dream-api/contract";
import { type Api, callerApiRoute } from "./api.ts";
import { askDatabase, requireValidCaller } from "./require-valid-key.ts";

export function routeListTiers(api: Api): void {
  callerApiRoute(api, listTiers, async ({ caller, services }) => {
    await requireValidCaller(caller, services);
    return Response.json({ data: await askDatabase(services.catalogue.listTiers(caller.scope)) });
  });
}
