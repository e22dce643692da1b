/** The routes of oauth-api. */
import { oauthApiEndpoints } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { healthRoute, keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import { report } from "./report.ts";
import { routeAddProduct } from "./routes/add-product.ts";
import { routeAddTier } from "./routes/add-tier.ts";
import type { Api, AppEnv } from "./routes/api.ts";
import { routeAuthorize } from "./routes/authorize.ts";
import { routeBounceCallback } from "./routes/bounce-callback.ts";
import { routeChangeProduct } from "./routes/change-product.ts";
import { routeChangeTier } from "./routes/change-tier.ts";
import { routeCreateProducts } from "./routes/create-products.ts";
import { routeDeleteProduct } from "./routes/delete-product.ts";
import { routeDeleteTier } from "./routes/delete-tier.ts";
import { routeDisconnect } from "./routes/disconnect.ts";
import { routeFinishConnection } from "./routes/finish-connection.ts";
import { routeListAllProducts } from "./routes/list-all-products.ts";
import { routeListAllTiers } from "./routes/list-all-tiers.ts";
import { routeOrderTiers } from "./routes/order-tiers.ts";
import { routePromoteToLive, routeRollBackPromotion } from "./routes/promote-to-live.ts";
import { routeReadConnections } from "./routes/read-connections.ts";
import { routeSyncCatalogue } from "./routes/sync-catalogue.ts";
import { servicesOf } from "./services.ts";

/** @returns the Worker's `fetch` */
export function createApp(clock: Clock) {
  const app = new Hono<AppEnv>();
  const api: Api = { app, servicesOf: (env) => servicesOf(env, clock) };
  const serve = keepHouse(app, {
    service: "oauth-api",
    endpoints: oauthApiEndpoints,
    requireSetUp: api.servicesOf,
    crossOrigin: (env) => api.servicesOf(env).origins,
    docsOrigin: (env) => api.servicesOf(env).apiUrl,
    idempotency: (env) => api.servicesOf(env).idempotency,
  });

  routeAuthorize(api);
  routeBounceCallback(api);
  routeFinishConnection(api);
  routeReadConnections(api);
  routeDisconnect(api);
  routeCreateProducts(api);
  routeListAllTiers(api);
  routeAddTier(api);
  routeChangeTier(api);
  routeOrderTiers(api);
  routeDeleteTier(api);
  routeListAllProducts(api);
  routeAddProduct(api);
  routeChangeProduct(api);
  routeDeleteProduct(api);
  routeSyncCatalogue(api);
  routePromoteToLive(api);
  routeRollBackPromotion(api);
  healthRoute(app, report, (env) => ({ database: api.servicesOf(env).pingDatabase }));
  return serve;
}
