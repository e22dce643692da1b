import { finishConnection } from "@dream-api/contract";
import { completeConnect } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { showConnection } from "./show-connection.ts";

export function routeFinishConnection({ app, servicesOf }: Api): void {
  platformRoute(
    app,
    finishConnection,
    (env) => servicesOf(env).readers,
    async ({ context, platform, actor, body }) => {
      const { state, code, error } = body;
      const callback = code === undefined ? { state, error: error ?? "" } : { state, code };
      const connection = await completeConnect(platform, callback, actor, servicesOf(context.env).connect);
      return context.json(showConnection(connection.mode, connection));
    },
  );
}
