import { expect, it } from "vitest";
import { readAnswer } from "../src/answer.ts";
import { retryDelayMs } from "../src/retry-delay.ts";

const unavailable = (retryAfterSeconds: number | null = null) =>
  readAnswer({ status: 503, body: undefined, retryAfterSeconds });

it.each([
  [0, 0, 100],
  [0, 1, 200],
  [1, 0, 200],
  [1, 1, 400],
  [4, 1, 3_200],
  [5, 0, 2_000],
  [50, 1, 4_000],
])("after %i retries and with %d of luck, the wait is %i ms", (retriesDone, luck, ms) => {
  expect(retryDelayMs(unavailable(), retriesDone, () => luck)).toBe(ms);
});

it.each([
  [0, 0, 0],
  [2, 0, 2_000],
  [2, 1, 2_200],
  [5, 0, 5_000],
  [6, 0, null],
])("Retry-After: %i is never undercut (luck %d)", (seconds, luck, ms) => {
  expect(retryDelayMs(unavailable(seconds), 0, () => luck)).toBe(ms);
});
