/**
 * Turns an endpoint of the contract and a handler into a route: who may call, then the input, then the work. A
 * handler never sees a request that is not allowed or not valid.
 */
import { bodyLimits, type Endpoint } from "@dream-api/contract";
import type { VerifiedKey } from "@dream-api/domain";
import type { Context, Env, Hono } from "hono";
import type * as z from "zod";
import { type ReadKey, readCredential } from "./credentials.ts";
import { readJson } from "./read-body.ts";
import { validate } from "./validate.ts";

export interface RouteInput<E extends Env, Body, Query> {
  readonly context: Context<E>;
  readonly body: Body;
  readonly query: Query;
}

export interface KeyRouteInput<E extends Env, Body, Query> extends RouteInput<E, Body, Query> {
  readonly key: VerifiedKey;
}

type Answer = Response | Promise<Response>;

/** A route that a key opens. */
export function keyRoute<E extends Env, Body extends z.ZodType, Query extends z.ZodType, Reply extends z.ZodType>(
  app: Hono<E>,
  endpoint: Endpoint<Body, Query, Reply>,
  readKey: (context: Context<E>) => ReadKey,
  handle: (input: KeyRouteInput<E, z.output<Body>, z.output<Query>>) => Answer,
): void {
  app.on(endpoint.method, endpoint.path, async (context) => {
    const key = await readCredential(context.req.raw.headers, endpoint.who, readKey(context));
    const { body, query } = await readInput(endpoint, context);
    return handle({ context, key, body, query });
  });
}

/** A route that anybody may call. */
export function openRoute<E extends Env>(
  app: Hono<E>,
  endpoint: Endpoint,
  handle: (context: Context<E>) => Answer,
): void {
  app.on(endpoint.method, endpoint.path, handle);
}

async function readInput<Body extends z.ZodType, Query extends z.ZodType>(
  endpoint: Endpoint<Body, Query>,
  context: Context,
): Promise<{ body: z.output<Body>; query: z.output<Query> }> {
  const query = endpoint.query ? validate(endpoint.query, context.req.query(), "query") : undefined;
  const body = endpoint.body
    ? validate(endpoint.body, await readJson(context.req.raw, endpoint.bodyLimitBytes ?? bodyLimits.standardBytes))
    : undefined;
  return { body: body as z.output<Body>, query: query as z.output<Query> };
}
