import { listAllTiers } from "@dream-api/contract";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";
import { requireType } from "./require-type.ts";

export function routeListAllTiers(api: Api): void {
  routeForOwner(api, listAllTiers, async ({ context, scope, services: { catalogue } }) => {
    await requireType(scope, "saas", catalogue);
    return context.json({ data: await catalogue.sold.listAllTiers(scope) });
  });
}
