import { listProducts } from "@dream-api/contract";
import { keyRoute } from "@dream-api/http";
import type { Hono } from "hono";
import type { AppEnv } from "./app-env.ts";
import { pageAnswer, readCursor } from "./page.ts";
import { readKey } from "./read-key.ts";
import { askDatabase, requireValidKey } from "./require-valid-key.ts";

export function routeListProducts(app: Hono<AppEnv>): void {
  keyRoute(app, listProducts, readKey, async ({ context, key, query }) => {
    const services = context.get("services");
    await requireValidKey(key, services);
    const after = readCursor(query.cursor);
    const products = await askDatabase(services.catalogue.listProducts(key.scope, { limit: query.limit + 1, after }));
    return pageAnswer(products, query.limit, ({ name }) => name);
  });
}
