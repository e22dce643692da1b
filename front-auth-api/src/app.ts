/** The routes of front-auth-api. */
import { frontAuthApiEndpoints } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { healthRoute, keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import { report } from "./report.ts";
import type { Api, AppEnv } from "./routes/api.ts";
import { routeChangeProjectSettings } from "./routes/change-project-settings.ts";
import { routeCreateKey } from "./routes/create-key.ts";
import { routeCreatePlanCheckout } from "./routes/create-plan-checkout.ts";
import { routeDeleteProject } from "./routes/delete-project.ts";
import { routeDismissNotice } from "./routes/dismiss-notice.ts";
import { routeGeneratePlatformId } from "./routes/generate-platform-id.ts";
import { routeListNotices } from "./routes/list-notices.ts";
import { routeListProjects } from "./routes/list-projects.ts";
import { routeOpenBillingPortal } from "./routes/open-billing-portal.ts";
import { routeReadAsset } from "./routes/read-asset.ts";
import { routeReadAuditLog } from "./routes/read-audit-log.ts";
import { routeReadCredentials } from "./routes/read-credentials.ts";
import { routeReadMe } from "./routes/read-me.ts";
import { routeReadPlanSubscription } from "./routes/read-plan-subscription.ts";
import { routeReceiveDeveloperWebhook } from "./routes/receive-developer-webhook.ts";
import { routeReceivePlanWebhook } from "./routes/receive-plan-webhook.ts";
import { routeRegisterDeveloper } from "./routes/register-developer.ts";
import { routeRevokeKey } from "./routes/revoke-key.ts";
import { routeRotateKey } from "./routes/rotate-key.ts";
import { routeUploadAsset } from "./routes/upload-asset.ts";
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
  routeListProjects(api);
  routeChangeProjectSettings(api);
  routeDeleteProject(api);
  routeReadCredentials(api);
  routeCreateKey(api);
  routeRotateKey(api);
  routeRevokeKey(api);
  routeUploadAsset(api);
  routeReadAsset(api);
  routeListNotices(api);
  routeDismissNotice(api);
  routeReadAuditLog(api);
  routeRegisterDeveloper(api);
  routeReceiveDeveloperWebhook(api);
  routeReceivePlanWebhook(api);
  healthRoute(app, report, (env) => ({ database: api.servicesOf(env).pingDatabase }));
  return serve;
}
