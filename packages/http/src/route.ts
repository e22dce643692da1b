/**
 * Turns an endpoint of the contract and a handler into a route: who may call, then the input, then the work. A
 * handler never sees a request that is not allowed or not valid.
 */
import { bodyLimits, type Endpoint } from "@dream-api/contract";
import type { VerifiedKey } from "@dream-api/domain";
import type { Context, Env, Hono } from "hono";
import type * as z from "zod";
import { callOf } from "./call.ts";
import { type ReadKey, readCredential } from "./credentials.ts";
import { readJson } from "./read-body.ts";
import { validate } from "./validate.ts";

export interface KeyRouteInput<E extends Env, Body, Query> {
  readonly context: Context<E>;
  readonly key: VerifiedKey;
  readonly body: Body;
  readonly query: Query;
}

export type Answer = Response | Promise<Response>;

/** A route that a key opens. */
export function keyRoute<E extends Env, Body extends z.ZodType, Query extends z.ZodType, Reply extends z.ZodType>(
  app: Hono<E>,
  endpoint: Endpoint<Body, Query, Reply>,
  readKeyOf: (env: E["Bindings"]) => ReadKey,
  handle: (input: KeyRouteInput<E, z.output<Body>, z.output<Query>>) => Answer,
): void {
  app.on(endpoint.method, endpoint.path, async (context) => {
    const request = context.req.raw;
    callOf(request).route = endpoint.path;
    const key = await readCredential(request.headers, endpoint.who, readKeyOf(context.env));
    const query = endpoint.query ? validate(endpoint.query, context.req.query(), "query") : undefined;
    const body = endpoint.body ? validate(endpoint.body, await readJson(request, bodyLimitOf(endpoint))) : undefined;
    return handle({ context, key, body: body as z.output<Body>, query: query as z.output<Query> });
  });
}

/** A route that anybody may call. */
export function openRoute<E extends Env>(
  app: Hono<E>,
  endpoint: Endpoint,
  handle: (context: Context<E>) => Answer,
): void {
  app.on(endpoint.method, endpoint.path, (context) => {
    callOf(context.req.raw).route = endpoint.path;
    return handle(context);
  });
}

function bodyLimitOf({ bodyLimitBytes }: Endpoint): number {
  return bodyLimitBytes ?? bodyLimits.standardBytes;
}
