import { addProduct as endpoint } from "@dream-api/contract";
import { addProduct, editCatalogue } from "@dream-api/domain";
import { answerWithProduct } from "./answer-edit.ts";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";

export function routeAddProduct(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, actor, body: { product }, services: { catalogue } }) => {
    const edit = editCatalogue(scope, actor, (before) => addProduct(before, product), catalogue);
    return context.json(await answerWithProduct(scope, product.name, catalogue, edit));
  });
}
