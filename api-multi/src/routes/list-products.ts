import { listProducts } from "@dream-api/contract";
import { pageAnswer, readCursor } from "@dream-api/http";
import { type Api, callerApiRoute } from "./api.ts";
import { askDatabase, requireValidCaller } from "./require-valid-key.ts";

export function routeListProducts(api: Api): void {
  callerApiRoute(api, listProducts, async ({ caller, query, services }) => {
    await requireValidCaller(caller, services);
    const after = readCursor(query.cursor);
    const products = await askDatabase(
      services.catalogue.listProducts(caller.scope, { limit: query.limit + 1, after }),
    );
    return pageAnswer(products, query.limit, ({ name }) => name);
  });
}
