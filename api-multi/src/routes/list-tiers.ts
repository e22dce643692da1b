import { listTiers } from "@dream-api/contract";
import { type Api, apiRoute } from "./api.ts";
import { askDatabase, requireValidKey } from "./require-valid-key.ts";

export function routeListTiers(api: Api): void {
  apiRoute(api, listTiers, async ({ key, services }) => {
    await requireValidKey(key, services);
    return Response.json({ data: await askDatabase(services.catalogue.listTiers(key.scope)) });
  });
}
