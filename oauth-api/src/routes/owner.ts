/** Routes for whoever may act for a project in a mode: its developer, or a secret key of it. */
import type { Endpoint } from "@dream-api/contract";
import { type Answer, type OwnerRouteInput, ownerRoute } from "@dream-api/http";
import type * as z from "zod";
import type { Services } from "../services.ts";
import type { Api, AppEnv } from "./api.ts";

type Input<Body, Query, Params> = OwnerRouteInput<AppEnv, Body, Query, Params> & { readonly services: Services };

export function routeForOwner<
  Body extends z.ZodType,
  Query extends z.ZodType,
  Reply extends z.ZodType,
  Params extends z.ZodType,
>(
  { app, servicesOf }: Api,
  endpoint: Endpoint<Body, Query, Reply, Params>,
  handle: (input: Input<z.output<Body>, z.output<Query>, z.output<Params>>) => Answer,
): void {
  ownerRoute(
    app,
    endpoint,
    (env) => servicesOf(env).readers,
    (input) => handle({ ...input, services: servicesOf(input.context.env) }),
  );
}
