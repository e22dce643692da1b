import { authorizeConnection } from "@dream-api/contract";
import { startConnect } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeAuthorize({ app, servicesOf }: Api): void {
  platformRoute(
    app,
    authorizeConnection,
    (env) => servicesOf(env).readers,
    async ({ context, platform, body }) => {
      // Stripe comes back to this Worker: under the address by which it was called.
      const redirectUri = new URL("/callback", context.req.url).href;
      const { connect } = servicesOf(context.env);
      return context.json(await startConnect(platform, { mode: body.mode, redirectUri }, connect));
    },
  );
}
