import { createKey } from "@dream-api/contract";
import { addKeyPair } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { keyView, pendingView, projectIdOf } from "./project-view.ts";

export function routeCreateKey({ app, servicesOf }: Api): void {
  platformRoute(app, createKey, servicesOf, async ({ context, platform, actor, params, body }) => {
    const deps = { ...servicesOf(context.env), control: context.env.CONTROL, actor };
    const { key, secretKey, pending } = await addKeyPair(platform, projectIdOf(params.id), body, deps);
    return Response.json({ ...keyView(key), secretKey, ...pendingView(pending) });
  });
}
