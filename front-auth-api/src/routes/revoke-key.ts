import { revokeKey } from "@dream-api/contract";
import { revokeProjectKey } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { keyView, pendingView, projectIdOf } from "./project-view.ts";

export function routeRevokeKey({ app, servicesOf }: Api): void {
  platformRoute(app, revokeKey, servicesOf, async ({ context, platform, actor, params }) => {
    const deps = { ...servicesOf(context.env), control: context.env.CONTROL, actor };
    const { key, pending } = await revokeProjectKey(platform, projectIdOf(params.id), params.publishableKey, deps);
    return Response.json({ ...keyView(key), ...pendingView(pending) });
  });
}
