/**
 * A call for an end user: a secret key that works and `X-User-Id` (`S`), or the user's own token (`U`); with an
 * `Idempotency-Key` it is made once.
 */
import { type Endpoint, headerNames, userIdSchema } from "@dream-api/contract";
import type { AskedBy } from "@dream-api/domain";
import { type Answer, callOf, once, type VerifiedCaller, validate } from "@dream-api/http";
import type { Services } from "../services.ts";
import { requireValidCaller } from "./require-valid-key.ts";

interface UserCall {
  readonly endpoint: Endpoint;
  readonly request: Request;
  readonly caller: VerifiedCaller;
  readonly input: unknown;
  readonly services: Services;
}

interface ForUser {
  readonly userId: string;
  readonly askedBy: AskedBy;
  readonly ownOrigin: string;
}

/** @throws DreamError `unauthorized`, `validation_failed`, and what `handle` throws */
export async function onceForUser(
  { endpoint, request, caller, input, services }: UserCall,
  handle: (user: ForUser) => Answer,
): Promise<Response> {
  await requireValidCaller(caller, services);
  const isToken = caller.kind === "token";
  const user: ForUser = {
    userId: isToken ? caller.userId : readUserId(request),
    askedBy: isToken ? "browser" : "server",
    ownOrigin: callOf(request).docsOrigin,
  };
  return once({ endpoint, request, caller: ownerOfAnswers(caller), input }, () => handle(user));
}

/** Whose `Idempotency-Key`s these are: a user's own are no other user's, nor the server's. */
export function ownerOfAnswers(caller: VerifiedCaller): string {
  const tenant = `${caller.scope.projectId}:${caller.mode}`;
  return caller.kind === "token" ? `${tenant}:user:${caller.userId}` : tenant;
}

/** @throws DreamError `validation_failed` */
function readUserId({ headers }: Request): string {
  const name = headerNames.userId;
  return validate(userIdSchema, headers.get(name) ?? undefined, `headers.${name}`);
}
