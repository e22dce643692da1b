/** Routes for a developer who is signed in (`D`): the session token is checked without network. */
import type { Endpoint } from "@dream-api/contract";
import { type DeveloperSession, DreamError, type VerifyDeveloper } from "@dream-api/domain";
import type { Env, Hono } from "hono";
import type * as z from "zod";
import { readBearer } from "./credentials.ts";
import { once } from "./once.ts";
import { type Answer, type OpenRouteInput, on, readInput } from "./route.ts";

export type DeveloperRouteInput<E extends Env, Body, Query, Params> = OpenRouteInput<E, Body, Query, Params> & {
  readonly session: DeveloperSession;
};

export function developerRoute<
  E extends Env,
  Body extends z.ZodType,
  Query extends z.ZodType,
  Reply extends z.ZodType,
  Params extends z.ZodType,
>(
  app: Hono<E>,
  endpoint: Endpoint<Body, Query, Reply, Params>,
  verifierOf: (env: E["Bindings"]) => VerifyDeveloper,
  handle: (input: DeveloperRouteInput<E, z.output<Body>, z.output<Query>, z.output<Params>>) => Answer,
): void {
  on(app, endpoint, async (context) => {
    const session = await readSession(context.req.raw.headers, verifierOf(context.env));
    const input = await readInput(endpoint, context);
    const call = { endpoint, request: context.req.raw, caller: session.clerkUserId, input };
    return once(call, () => handle({ context, session, ...input }));
  });
}

/** @throws DreamError `unauthorized` */
export async function readSession(headers: Headers, verify: VerifyDeveloper): Promise<DeveloperSession> {
  const token = readBearer(headers);
  const session = token ? await verify(token) : null;
  if (!session) throw new DreamError("unauthorized");
  return session;
}
