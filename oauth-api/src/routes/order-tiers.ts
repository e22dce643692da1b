import { orderTiers as endpoint } from "@dream-api/contract";
import { editCatalogue, orderTiers } from "@dream-api/domain";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";
import { whenPending } from "./stripe-status.ts";

export function routeOrderTiers(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, body: { names }, services: { catalogue } }) => {
    const { pending } = await editCatalogue(scope, actor, (before) => orderTiers(before, names), catalogue);
    return context.json({ data: await catalogue.sold.listTiers(scope), ...whenPending(pending) });
  });
}
