import { changeProduct as endpoint } from "@dream-api/contract";
import { changeProduct, editCatalogue } from "@dream-api/domain";
import { answerWithProduct } from "./answer-edit.ts";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";

export function routeChangeProduct(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, body: { name, changes }, services: { catalogue } }) => {
    const edit = editCatalogue(scope, actor, (before) => changeProduct(before, name, changes), catalogue);
    return context.json(await answerWithProduct(scope, name, catalogue, edit));
  });
}
