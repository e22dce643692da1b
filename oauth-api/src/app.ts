/** The routes of oauth-api. */
import { oauthApiEndpoints } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { healthRoute, keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import { report } from "./report.ts";
import type { Api, AppEnv } from "./routes/api.ts";
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

  healthRoute(app, report, (env) => ({ database: api.servicesOf(env).pingDatabase }));
  return serve;
}
