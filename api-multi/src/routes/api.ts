/** The app that routes are added to, and what they work with. */
import type { Endpoint } from "@dream-api/contract";
import { type Answer, type KeyRouteInput, keyRoute } from "@dream-api/http";
import type { Hono } from "hono";
import type * as z from "zod";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export interface AppEnv {
  Bindings: Env;
}

export interface Api {
  readonly app: Hono<AppEnv>;
  readonly servicesOf: (env: Env) => Services;
}

type RouteInput<Body, Query, Params> = KeyRouteInput<AppEnv, Body, Query, Params> & { readonly services: Services };

/** A route of this Worker that a key opens. */
export function apiRoute<
  Body extends z.ZodType,
  Query extends z.ZodType,
  Reply extends z.ZodType,
  Params extends z.ZodType,
>(
  { app, servicesOf }: Api,
  endpoint: Endpoint<Body, Query, Reply, Params>,
  handle: (input: RouteInput<z.output<Body>, z.output<Query>, z.output<Params>>) => Answer,
): void {
  keyRoute(
    app,
    endpoint,
    (env) => servicesOf(env).readKey,
    (input) => handle({ ...input, services: servicesOf(input.context.env) }),
  );
}
