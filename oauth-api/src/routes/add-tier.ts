import { addTier as endpoint } from "@dream-api/contract";
import { addTier, editCatalogue } from "@dream-api/domain";
import { answerWithTier } from "./answer-edit.ts";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";

export function routeAddTier(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, body: { tier }, services: { catalogue } }) => {
    const edit = editCatalogue(scope, actor, (before) => addTier(before, tier), catalogue);
    return context.json(await answerWithTier(scope, tier.name, catalogue, edit));
  });
}
