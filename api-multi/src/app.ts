/** The routes of api-multi. */
import { apiMultiEndpoints } from "@dream-api/contract";
import type { Clock } from "@dream-api/domain";
import { keepHouse } from "@dream-api/http";
import { Hono } from "hono";
import type { AppEnv } from "./routes/app-env.ts";
import { routeListProducts } from "./routes/list-products.ts";
import { routeListTiers } from "./routes/list-tiers.ts";
import { routeDocs } from "./routes/read-docs.ts";
import { routeReadHealth } from "./routes/read-health.ts";
import { routeReadLive } from "./routes/read-live.ts";
import { routeReadUsage } from "./routes/read-usage.ts";
import { routeReleaseUsage } from "./routes/release-usage.ts";
import { routeTrackUsage } from "./routes/track-usage.ts";
import { routeTrackUsageBatch } from "./routes/track-usage-batch.ts";
import { servicesOf } from "./services.ts";

export function createApp(clock: Clock): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  keepHouse(app, { service: "api-multi", endpoints: apiMultiEndpoints });
  app.use(async (context, next) => {
    context.set("services", servicesOf(context.env, clock));
    await next();
  });

  routeTrackUsage(app);
  routeTrackUsageBatch(app);
  routeReleaseUsage(app);
  routeReadUsage(app);
  routeListTiers(app);
  routeListProducts(app);
  routeReadLive(app);
  routeReadHealth(app);
  routeDocs(app);
  return app;
}
