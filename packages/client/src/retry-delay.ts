/** Which answers are worth another try, and how long to wait for it. */
import type { Answer } from "./answer.ts";
import { UnavailableError } from "./errors.ts";

const firstDelayMs = 200;
const longestDelayMs = 4_000;

/** Whoever says to come back later than this is believed, and not waited for. */
const longestRetryAfterSeconds = 5;

const passingStatuses: readonly (number | null)[] = [null, 500, 502, 503, 504];

/** @param retriesDone 0 before the first retry. @returns null when there is no point in trying again */
export function retryDelayMs(answer: Answer, retriesDone: number, random: () => number = Math.random): number | null {
  if (answer.ok || !(answer.error instanceof UnavailableError)) return null;
  const { status, retryAfterSeconds } = answer.error;
  if (!passingStatuses.includes(status)) return null;
  const ceiling = Math.min(longestDelayMs, firstDelayMs * 2 ** retriesDone);
  const jittered = ceiling * (0.5 + random() / 2);
  if (retryAfterSeconds === null) return jittered;
  return retryAfterSeconds > longestRetryAfterSeconds ? null : retryAfterSeconds * 1000 + random() * firstDelayMs;
}
