import { changeTier as endpoint } from "@dream-api/contract";
import { changeTier, editCatalogue } from "@dream-api/domain";
import { answerWithTier } from "./answer-edit.ts";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";

export function routeChangeTier(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, body: { name, changes }, services: { catalogue } }) => {
    const edit = editCatalogue(scope, actor, (before) => changeTier(before, name, changes), catalogue);
    return context.json(await answerWithTier(scope, name, catalogue, edit));
  });
}
