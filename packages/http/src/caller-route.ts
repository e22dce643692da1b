/**
 * Routes that an end user's token opens beside a key: for browsers and apps without a server. The token says project,
 * mode and user by itself; no header beside it can say another.
 */
import { type Caller, type Endpoint, headerNames, type Issue } from "@dream-api/contract";
import { DreamError, type VerifiedKey, type VerifiedToken } from "@dream-api/domain";
import type { Env, Hono } from "hono";
import { isSameTenant, type ReadKey, readBearer, readCredential, readPublishableKey } from "./credentials.ts";
import { type Answer, type OpenRouteInput, on, readInput } from "./route.ts";

export interface CallerReaders {
  readonly readKey: ReadKey;
  /** Without I/O; null for every token that does not work. */
  readonly readToken: (text: string) => Promise<VerifiedToken | null>;
}

export type VerifiedCaller = VerifiedKey | VerifiedToken;

export type CallerRouteInput<E extends Env, Target extends Endpoint> = OpenRouteInput<E, Target> & {
  readonly caller: VerifiedCaller;
};

export function callerRoute<E extends Env, Target extends Endpoint>(
  app: Hono<E>,
  endpoint: Target,
  readersOf: (env: E["Bindings"]) => CallerReaders,
  handle: (input: CallerRouteInput<E, Target>) => Answer,
): void {
  on(app, endpoint, async (context) => {
    const caller = await readCaller(context.req.raw.headers, endpoint.who, readersOf(context.env));
    return handle({ context, caller, ...(await readInput(endpoint, context)) });
  });
}

/** @throws DreamError `unauthorized`, also for a token beside a publishable key of another project or mode */
export async function readCaller(
  headers: Headers,
  who: readonly Caller[],
  { readKey, readToken }: CallerReaders,
): Promise<VerifiedCaller> {
  const bearer = readBearer(headers);
  if (bearer === undefined || bearer.startsWith("sk_") || !who.includes("U")) {
    return readCredential(headers, who, readKey);
  }
  const token = await readToken(bearer);
  const publishable = await readPublishableKey(headers, readKey);
  if (!token || (publishable && !isSameTenant(token, publishable))) throw new DreamError("unauthorized");
  refuseHeaders(headers);
  return token;
}

const forSecretKeys = [headerNames.userId, headerNames.userPlan];

/** @throws DreamError `validation_failed` for who says beside the token which user it is, or on which plan */
function refuseHeaders(headers: Headers): void {
  const issues = forSecretKeys
    .filter((name) => headers.has(name))
    .map((name): Issue => ({ path: `headers.${name}`, message: "takes a secret key" }));
  if (issues.length > 0) throw new DreamError("validation_failed", { issues });
}
