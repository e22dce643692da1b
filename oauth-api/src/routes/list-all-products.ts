import { listAllProducts } from "@dream-api/contract";
import { pageAnswer, readCursor } from "@dream-api/http";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";
import { requireType } from "./require-type.ts";

export function routeListAllProducts(api: Api): void {
  routeForOwner(api, listAllProducts, async ({ scope, query: { limit, cursor }, services: { catalogue } }) => {
    const after = readCursor(cursor);
    await requireType(scope, "store", catalogue);
    const products = await catalogue.sold.listAllProducts(scope, { limit: limit + 1, after });
    return pageAnswer(products, limit, ({ name }) => name);
  });
}
