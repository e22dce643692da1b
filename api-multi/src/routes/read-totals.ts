import { readTotals as endpoint } from "@dream-api/contract";
import { readTotals } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeReadTotals({ app, servicesOf }: Api): void {
  platformRoute(
    app,
    endpoint,
    (env) => servicesOf(env).platforms,
    async ({ context, query, platform }) =>
      context.json(await readTotals(platform, query.range, servicesOf(context.env).dashboard)),
  );
}
