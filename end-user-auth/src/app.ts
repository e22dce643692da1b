/** The routes of end-user-auth. */
import { endUserAuthEndpoints, modes } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { healthRoute, keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import { proxyPathOf } from "./clerk-instance.ts";
import type { Env } from "./env.ts";
import { report } from "./report.ts";
import type { Api, AppEnv } from "./routes/api.ts";
import { routeAuthorize } from "./routes/authorize.ts";
import { routeExchangeToken } from "./routes/exchange-token.ts";
import { routeOwnAccount } from "./routes/own-account.ts";
import { routePendingSignIn } from "./routes/pending-sign-in.ts";
import { routeReadAccountPage } from "./routes/read-account-page.ts";
import { routeMetadata } from "./routes/read-metadata.ts";
import { routeReadUserinfo } from "./routes/read-userinfo.ts";
import { routeRevokeToken } from "./routes/revoke-token.ts";
import { routePages } from "./routes/show-page.ts";
import { routeSignOut } from "./routes/sign-out.ts";
import { type Services, servicesOf } from "./services.ts";

/** What apps of any origin call; all else is for our own pages. */
const openPaths = /^\/(oauth|\.well-known)\/|^\/health$/;

/** @returns the Worker's `fetch` */
export function createApp(clock: Clock) {
  const app = new Hono<AppEnv>();
  const api: Api = { app, servicesOf: (env) => servicesOf(env, clock) };
  const serve = keepHouse(app, {
    service: "end-user-auth",
    endpoints: endUserAuthEndpoints,
    requireSetUp: api.servicesOf,
    crossOrigin: (_env, { url }) => (openPaths.test(new URL(url).pathname) ? "any" : []),
    docsOrigin: (env) => api.servicesOf(env).apiUrl,
  });

  routeAuthorize(api);
  routeExchangeToken(api);
  routeRevokeToken(api);
  routeReadUserinfo(api);
  routeMetadata(api);
  routeSignOut(api);
  routePendingSignIn(api);
  routeReadAccountPage(api);
  routeOwnAccount(api);
  routePages(api);
  healthRoute(app, report, (env) => ({ database: api.servicesOf(env).pingDatabase }));

  const fetch: typeof serve = async (request, env, context) => {
    const proxy = proxyFor(request, () => api.servicesOf(env));
    return proxy ? proxy(request) : serve(request, env, context);
  };
  return fetch satisfies ExportedHandler<Env>["fetch"];
}

/** Clerk's own paths are no endpoints of ours: they go through as they are. Null where this Worker is no proxy. */
function proxyFor({ url }: Request, services: () => Services) {
  const { pathname } = new URL(url);
  const mode = modes.find((one) => pathname.startsWith(`${proxyPathOf(one)}/`));
  if (!mode) return null;
  try {
    return services().clerk[mode].proxy;
  } catch {
    // What is missing is said where it is said of all paths.
    return null;
  }
}
