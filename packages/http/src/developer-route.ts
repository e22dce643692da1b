/** Routes for a developer who is signed in (`D`): the session token is checked without network. */
import type { Endpoint } from "@dream-api/contract";
import { type DeveloperSession, DreamError, type VerifyDeveloper } from "@dream-api/domain";
import type { Env, Hono } from "hono";
import { readBearer } from "./credentials.ts";
import { once } from "./once.ts";
import { readFile } from "./read-file.ts";
import { type Answer, bodyLimitOf, type OpenRouteInput, on, readInput } from "./route.ts";

export type DeveloperRouteInput<E extends Env, Target extends Endpoint> = OpenRouteInput<E, Target> & {
  readonly session: DeveloperSession;
  /** The body of an endpoint that takes a file; empty for every other. */
  readonly file: Uint8Array<ArrayBuffer>;
};

export function developerRoute<E extends Env, Target extends Endpoint>(
  app: Hono<E>,
  endpoint: Target,
  verifierOf: (env: E["Bindings"]) => VerifyDeveloper,
  handle: (input: DeveloperRouteInput<E, Target>) => Answer,
): void {
  on(app, endpoint, async (context) => {
    const session = await readSession(context.req.raw.headers, verifierOf(context.env));
    const input = await readInput(endpoint, context);
    const request = context.req.raw;
    const file = endpoint.bodyMediaTypes ? await readFile(request, bodyLimitOf(endpoint)) : new Uint8Array();
    const call = { endpoint, request, caller: session.clerkUserId, input, bytes: file.buffer };
    return once(call, () => handle({ context, session, file, ...input }));
  });
}

/** @throws DreamError `unauthorized` */
export async function readSession(headers: Headers, verify: VerifyDeveloper): Promise<DeveloperSession> {
  const token = readBearer(headers);
  const session = token ? await verify(token) : null;
  if (!session) throw new DreamError("unauthorized");
  return session;
}
