import { listProducts } from "@dream-api/contract";
import { pageAnswer, readCursor } from "@dream-api/http";
import { type Api, apiRoute } from "./api.ts";
import { askDatabase, requireValidKey } from "./require-valid-key.ts";

export function routeListProducts(api: Api): void {
  apiRoute(api, listProducts, async ({ key, query, services }) => {
    await requireValidKey(key, services);
    const after = readCursor(query.cursor);
    const products = await askDatabase(services.catalogue.listProducts(key.scope, { limit: query.limit + 1, after }));
    return pageAnswer(products, query.limit, ({ name }) => name);
  });
}
