import { rotateKey } from "@dream-api/contract";
import { rotateProjectKey } from "@dream-api/domain";
import { platformRoute } from "@dream-api/http";
import type { Api } from "./api.ts";
import { keyView, pendingView, projectIdOf } from "./project-view.ts";

export function routeRotateKey({ app, servicesOf }: Api): void {
  platformRoute(app, rotateKey, servicesOf, async ({ context, platform, actor, params, body }) => {
    const deps = { ...servicesOf(context.env), control: context.env.CONTROL, actor };
    const rotation = { publishableKey: params.publishableKey, overlapSeconds: body.overlapSeconds };
    const { key, secretKey, pending } = await rotateProjectKey(platform, projectIdOf(params.id), rotation, deps);
    return Response.json({ ...keyView(key), secretKey, ...pendingView(pending) });
  });
}
