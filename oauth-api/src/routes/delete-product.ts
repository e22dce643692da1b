import { deleteProduct as endpoint } from "@dream-api/contract";
import { editCatalogue, removeProduct } from "@dream-api/domain";
import { answerWithProduct } from "./answer-edit.ts";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";

export function routeDeleteProduct(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, query: { name }, services: { catalogue } }) => {
    const edit = editCatalogue(scope, actor, (before, at) => removeProduct(before, name, at), catalogue);
    return context.json(await answerWithProduct(scope, name, catalogue, edit));
  });
}
