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
import { readJson, readText } from "./read-body.ts";
import { readForm, readParameters } from "./read-form.ts";
import { validate } from "./validate.ts";

type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : unknown;

/** What an endpoint's schemas made of a request. */
export interface InputOf<Target extends Endpoint> {
  readonly body: OutputOf<NonNullable<Target["body"]>>;
  readonly query: OutputOf<NonNullable<Target["query"]>>;
  readonly params: OutputOf<NonNullable<Target["params"]>>;
}

interface InContext<E extends Env> {
  readonly context: Context<E>;
}

export type OpenRouteInput<E extends Env, Target extends Endpoint> = InContext<E> & InputOf<Target>;

export type KeyRouteInput<E extends Env, Target extends Endpoint> = OpenRouteInput<E, Target> & {
  readonly key: VerifiedKey;
};

export type Answer = Response | Promise<Response>;

/** A route that a key opens. */
export function keyRoute<E extends Env, Target extends Endpoint>(
  app: Hono<E>,
  endpoint: Target,
  readKeyOf: (env: E["Bindings"]) => ReadKey,
  handle: (input: KeyRouteInput<E, Target>) => Answer,
): void {
  on(app, endpoint, async (context) => {
    const key = await readCredential(context.req.raw.headers, endpoint.who, readKeyOf(context.env));
    return handle({ context, key, ...(await readInput(endpoint, context)) });
  });
}

/** A route that anybody may call. */
export function openRoute<E extends Env, Target extends Endpoint>(
  app: Hono<E>,
  endpoint: Target,
  handle: (input: OpenRouteInput<E, Target>) => Answer,
): void {
  on(app, endpoint, async (context) => handle({ context, ...(await readInput(endpoint, context)) }));
}

/** A route for a provider's webhook: the body as it came, because its signature speaks of the bytes. */
export function webhookRoute<E extends Env>(
  app: Hono<E>,
  endpoint: Endpoint,
  handle: (input: InContext<E> & { readonly rawBody: string }) => Answer,
): void {
  on(app, endpoint, async (context) =>
    handle({ context, rawBody: await readText(context.req.raw, bodyLimitOf(endpoint)) }),
  );
}

/** Registers a route and notes its path for the log. */
export function on<E extends Env>(app: Hono<E>, endpoint: Endpoint, serve: (context: Context<E>) => Answer): void {
  app.on(endpoint.method, endpoint.path, (context) => {
    const call = callOf(context.req.raw);
    call.route = endpoint.path;
    call.protocol = endpoint.protocol;
    return serve(context);
  });
}

/** @param spokenFor query parameters that the caller's credential takes for itself */
export async function readInput<E extends Env, Target extends Endpoint>(
  endpoint: Target,
  context: Context<E>,
  spokenFor: readonly string[] = [],
): Promise<InputOf<Target>> {
  const { req } = context;
  const params = endpoint.params ? validate(endpoint.params, req.param(), "path") : undefined;
  const query = endpoint.query ? validate(endpoint.query, readQuery(endpoint, context, spokenFor), "query") : undefined;
  const body = endpoint.body ? validate(endpoint.body, await readBody(endpoint, req.raw)) : undefined;
  return {
    params: params as InputOf<Target>["params"],
    query: query as InputOf<Target>["query"],
    body: body as InputOf<Target>["body"],
  };
}

function readQuery<E extends Env>(endpoint: Endpoint, { req }: Context<E>, spokenFor: readonly string[]) {
  return endpoint.protocol === "browser" ? readParameters(req.raw) : without(req.query(), spokenFor);
}

function readBody(endpoint: Endpoint, request: Request): Promise<unknown> {
  const limit = bodyLimitOf(endpoint);
  return endpoint.protocol === "oauth" ? readForm(request, limit) : readJson(request, limit);
}

function without(query: Record<string, string>, names: readonly string[]): Record<string, string> {
  if (names.length === 0) return query;
  return Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
}

export function bodyLimitOf({ bodyLimitBytes }: Endpoint): number {
  return bodyLimitBytes ?? bodyLimits.standardBytes;
}
