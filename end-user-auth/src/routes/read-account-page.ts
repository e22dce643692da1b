import { readAccountPage } from "@dream-api/contract";
import { openRoute } from "@dream-api/http";
import type { Api } from "./api.ts";

export function routeReadAccountPage({ app, servicesOf }: Api): void {
  openRoute(app, readAccountPage, ({ context: { env }, params: { mode } }) =>
    Response.json({ mode, clerk: servicesOf(env).clerk[mode].forPages }),
  );
}
