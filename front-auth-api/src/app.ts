/** The routes of front-auth-api. */
import { frontAuthApiEndpoints } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { healthRoute, keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import { report } from "./report.ts";
import type { Api, AppEnv } from "./routes/api.ts";
import { routeCreatePlanCheckout } from "./routes/create-plan-checkout.ts";
import { routeGeneratePlatformId } from "./routes/generate-platform-id.ts";
import { routeOpenBillingPortal } from "./routes/open-billing-portal.ts";
import { routeReadMe } from "./routes/read-me.ts";
import { routeReadPlanSubscription } from "./routes/read-plan-subscription.ts";
import { routeReceiveDeveloperWebhook } from "./routes/receive-developer-webhook.ts";
import { routeReceivePlanWebhook } from "./routes/receive-plan-webhook.ts";
import { routeRegisterDeveloper } from "./routes/register-developer.ts";
import { servicesOf } from "./services.ts";

/** @returns the Worker's `fetch` */
export function createApp(clock: Clock) {
  const app = new Hono<AppEnv>();
  const api: Api = { app, servicesOf: (env) => servicesOf(env, clock) };
  const serve = keepHouse(app, {
    service: "front-auth-api",
    endpoints: frontAuthApiEndpoints,
    requireSetUp: api.servicesOf,
    crossOrigin: (env) => api.servicesOf(env).origins,
    docsOrigin: (env) => api.servicesOf(env).apiUrl,
    idempotency: (env) => api.servicesOf(env).idempotency,
  });

  routeGeneratePlatformId(api);
  routeReadMe(api);
  routeCreatePlanCheckout(api);
  routeOpenBillingPortal(api);
  routeReadPlanSubscription(api);
  routeRegisterDeveloper(api);
  routeReceiveDeveloperWebhook(api);
  routeReceivePlanWebhook(api);
  healthRoute(app, report, (env) => ({ database: api.servicesOf(env).pingDatabase }));
  return serve;
}
