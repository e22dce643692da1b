/** A call for an end user (`S`): a secret key that works, and `X-User-Id`; with an `Idempotency-Key` it is made once. */
import { type Endpoint, headerNames, userIdSchema } from "@dream-api/contract";
import type { VerifiedKey } from "@dream-api/domain";
import { type Answer, callOf, once, validate } from "@dream-api/http";
import type { Services } from "../services.ts";
import { requireValidKey } from "./require-valid-key.ts";

interface UserCall {
  readonly endpoint: Endpoint;
  readonly request: Request;
  readonly key: VerifiedKey;
  readonly input: unknown;
  readonly services: Services;
}

/** @throws DreamError `unauthorized`, `validation_failed`, and what `handle` throws */
export async function onceForUser(
  { endpoint, request, key, input, services }: UserCall,
  handle: (caller: { userId: string; ownOrigin: string }) => Answer,
): Promise<Response> {
  await requireValidKey(key, services);
  const name = headerNames.userId;
  const userId = validate(userIdSchema, request.headers.get(name) ?? undefined, `headers.${name}`);
  const caller = `${key.scope.projectId}:${key.mode}`;
  const ownOrigin = callOf(request).docsOrigin;
  return once({ endpoint, request, caller, input }, () => handle({ userId, ownOrigin }));
}
