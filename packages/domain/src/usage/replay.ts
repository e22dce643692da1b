/** Repeats of a call under its idempotency key: the first accepted answer again, for 24 hours of real time. */
import { hourMs } from "../clock.ts";
import type { StoredAnswer } from "./facts.ts";
import type { MeterState } from "./meter-state.ts";
import { type Outcome, refused } from "./outcome.ts";

export const idempotencyWindowMs = 24 * hourMs;

/** A stored answer that still stands. */
export function standingAnswer(
  userId: string,
  idempotencyKey: string,
  state: MeterState,
  realNow: number,
): StoredAnswer | undefined {
  const answer = state.answer(userId, idempotencyKey);
  return answer && realNow < answer.createdAt + idempotencyWindowMs ? answer : undefined;
}

/** @returns null when this is the first call under the key */
export function replay(
  userId: string,
  call: { idempotencyKey: string | undefined; kind: StoredAnswer["kind"]; input: string },
  state: MeterState,
  realNow: number,
): Outcome | null {
  if (call.idempotencyKey === undefined) return null;
  const answer = standingAnswer(userId, call.idempotencyKey, state, realNow);
  if (!answer) return null;
  if (answer.kind !== call.kind || answer.input !== call.input) return refused("idempotency_key_reused");
  return { accepted: true, body: answer.body, isReplay: true };
}
