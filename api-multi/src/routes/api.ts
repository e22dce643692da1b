/** The app that routes are added to, and what they work with. */
import type { Endpoint } from "@dream-api/contract";
import {
  type Answer,
  type CallerRouteInput,
  callerRoute,
  type KeyRouteInput,
  keyRoute,
  type OwnerRouteInput,
  ownerRoute,
} from "@dream-api/http";
import type { Hono } from "hono";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

export interface AppEnv {
  Bindings: Env;
}

export interface Api {
  readonly app: Hono<AppEnv>;
  readonly servicesOf: (env: Env) => Services;
}

interface WithServices {
  readonly services: Services;
}

/** A route of this Worker that a key opens. */
export function apiRoute<Target extends Endpoint>(
  { app, servicesOf }: Api,
  endpoint: Target,
  handle: (input: KeyRouteInput<AppEnv, Target> & WithServices) => Answer,
): void {
  keyRoute(
    app,
    endpoint,
    (env) => servicesOf(env).readKey,
    (input) => handle({ ...input, services: servicesOf(input.context.env) }),
  );
}

/** A route of this Worker that an end user's token opens too (`U`). */
export function callerApiRoute<Target extends Endpoint>(
  { app, servicesOf }: Api,
  endpoint: Target,
  handle: (input: CallerRouteInput<AppEnv, Target> & WithServices) => Answer,
): void {
  callerRoute(
    app,
    endpoint,
    (env) => servicesOf(env),
    (input) => handle({ ...input, services: servicesOf(input.context.env) }),
  );
}

/** A route for whoever may act for a project (`K D`): a secret key, or the session of the developer who owns it. */
export function ownerApiRoute<Target extends Endpoint>(
  { app, servicesOf }: Api,
  endpoint: Target,
  handle: (input: OwnerRouteInput<AppEnv, Target> & WithServices) => Answer,
): void {
  ownerRoute(
    app,
    endpoint,
    (env) => servicesOf(env).owners,
    (input) => handle({ ...input, services: servicesOf(input.context.env) }),
  );
}
