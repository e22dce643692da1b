/**
 * A call and its answer. Every retry sends the very same request, its Idempotency-Key included, so that a call whose
 * answer got lost is never counted twice. The key is held in this closure, where nothing can print it.
 */
import type { Answer } from "./answer.ts";
import { attempt } from "./attempt.ts";
import { buildRequest, type Call, type Credential } from "./build-request.ts";
import type { Settings } from "./options.ts";
import { retryDelayMs } from "./retry-delay.ts";

export type Exchange = (call: Call) => Promise<Answer>;

export function createExchange(credential: Credential, settings: Settings): Exchange {
  return async (call) => {
    const request = buildRequest(call, credential, settings.baseUrl);
    for (let retriesDone = 0; ; retriesDone += 1) {
      const answer = await attempt(request, settings, call.answer);
      const delayMs = retryDelayMs(answer, retriesDone);
      if (delayMs === null || retriesDone >= settings.maxRetries) return answer;
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  };
}
