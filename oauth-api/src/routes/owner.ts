/** Routes for whoever may act for a project in a mode: its developer, or a secret key of it. */
import type { Endpoint } from "@dream-api/contract";
import { type Answer, type OwnerRouteInput, ownerRoute } from "@dream-api/http";
import type { Services } from "../services.ts";
import type { Api, AppEnv } from "./api.ts";

type Input<Target extends Endpoint> = OwnerRouteInput<AppEnv, Target> & { readonly services: Services };

export function routeForOwner<Target extends Endpoint>(
  { app, servicesOf }: Api,
  endpoint: Target,
  handle: (input: Input<Target>) => Answer,
): void {
  ownerRoute(
    app,
    endpoint,
    (env) => servicesOf(env).readers,
    (input) => handle({ ...input, services: servicesOf(input.context.env) }),
  );
}
