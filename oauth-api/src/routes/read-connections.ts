import { type Mode, readConnections } from "@dream-api/contract";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { showConnection } from "./show-connection.ts";

export function routeReadConnections({ app, servicesOf }: Api): void {
  platformRoute(
    app,
    readConnections,
    (env) => servicesOf(env).readers,
    async ({ context, platform }) => {
      const all = await servicesOf(context.env).connect.connections.list(platform);
      const show = (wanted: Mode) => showConnection(wanted, all.find(({ mode }) => mode === wanted) ?? null);
      return context.json({ test: show("test"), live: show("live") });
    },
  );
}
