/**
 * A call and its answer. Every retry sends the very same request, its Idempotency-Key included, so that a call whose
 * answer got lost is never counted twice. The key is held in this closure, where nothing can print it.
 */
import type { Answer } from "./answer.ts";
import { buildRequest, type Call, type HttpRequest } from "./build-request.ts";
import { type Credential, credentialHeaders } from "./credential-headers.ts";
import { AuthenticationError } from "./errors.ts";
import type { Settings } from "./options.ts";
import { send } from "./send.ts";

export type Exchange = (call: Call) => Promise<Answer>;

export function createExchange(credential: Credential, settings: Settings): Exchange {
  const build = async (call: Call, rejected?: string): Promise<HttpRequest> =>
    buildRequest(call, await credentialHeaders(call, credential, rejected), settings.baseUrl);

  return async (call) => {
    const request = await build(call);
    const answer = await send(request, settings, call.answer);
    const token = credential.kind === "publishable" ? bearerOf(request) : undefined;
    if (answer.ok || !token || !(answer.error instanceof AuthenticationError)) return answer;
    // Nothing was done for a token that is not taken any more, so the call may be made again with the next one.
    return send(await build(call, token), settings, call.answer);
  };
}

function bearerOf({ init }: HttpRequest): string | undefined {
  return init.headers.Authorization?.slice("Bearer ".length);
}
