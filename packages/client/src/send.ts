/** Sends a request until an answer is worth having. Every retry is the very same request, its Idempotency-Key included. */
import type { Answer } from "./answer.ts";
import { attempt } from "./attempt.ts";
import type { Call, HttpRequest } from "./build-request.ts";
import type { Settings } from "./options.ts";
import { retryDelayMs } from "./retry-delay.ts";

export async function send(request: HttpRequest, settings: Settings, form?: Call["answer"]): Promise<Answer> {
  for (let retriesDone = 0; ; retriesDone += 1) {
    const answer = await attempt(request, settings, form);
    const delayMs = retryDelayMs(answer, retriesDone);
    if (delayMs === null || retriesDone >= settings.maxRetries) return answer;
    await new Promise((resolve) => setTimeout(resolve, delayMs));
  }
}
