import { disconnect as endpoint } from "@dream-api/contract";
import { disconnect } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { showConnection } from "./show-connection.ts";

export function routeDisconnect({ app, servicesOf }: Api): void {
  platformRoute(
    app,
    endpoint,
    (env) => servicesOf(env).readers,
    async ({ context, platform, actor, query: { mode } }) => {
      const connection = await disconnect(platform, mode, actor, servicesOf(context.env).connect);
      return context.json(showConnection(mode, connection));
    },
  );
}
