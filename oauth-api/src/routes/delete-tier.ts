import { deleteTier as endpoint } from "@dream-api/contract";
import { editCatalogue, removeTier } from "@dream-api/domain";
import { answerWithTier } from "./answer-edit.ts";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";

export function routeDeleteTier(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, query: { name }, services: { catalogue } }) => {
    const edit = editCatalogue(scope, actor, (before, at) => removeTier(before, name, at), catalogue);
    return context.json(await answerWithTier(scope, name, catalogue, edit));
  });
}
