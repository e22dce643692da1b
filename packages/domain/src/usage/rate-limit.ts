/** Fixed UTC minutes of real time, per user. Accepted calls are counted durably, refused ones in memory. */
import { minuteMs } from "../clock.ts";
import type { MinuteCalls } from "./facts.ts";
import type { MeterState } from "./meter-state.ts";
import { type Refused, refused } from "./outcome.ts";

/** One call's way through the limit. A batch shares one gate among the events of a user: it is one call per user. */
export interface RateGate {
  passed: boolean;
  accepted: boolean;
}

export function newRateGate(): RateGate {
  return { passed: false, accepted: false };
}

function callsThisMinute(calls: MinuteCalls, realNow: number): MinuteCalls {
  const minute = Math.floor(realNow / minuteMs);
  return calls.minute === minute ? calls : { minute, accepted: 0, refused: 0 };
}

export function refuseTooFast(
  gate: RateGate,
  userId: string,
  limitPerMinute: number,
  state: MeterState,
  realNow: number,
): Refused | null {
  if (gate.passed) return null;
  const calls = callsThisMinute(state.minute(userId), realNow);
  if (calls.accepted + calls.refused >= limitPerMinute) {
    const retryAfterSeconds = Math.ceil(((calls.minute + 1) * minuteMs - realNow) / 1000);
    return refused("rate_limited", { rateLimit: { limitPerMinute, retryAfterSeconds } });
  }
  gate.passed = true;
  state.saveMinute(userId, { ...calls, refused: calls.refused + 1 });
  return null;
}

/** Turns the call that {@link refuseTooFast} let through, so far counted as refused, into an accepted one. */
export function countAccepted(gate: RateGate, userId: string, state: MeterState, realNow: number): void {
  if (!gate.passed || gate.accepted) return;
  gate.accepted = true;
  const calls = callsThisMinute(state.minute(userId), realNow);
  state.saveMinute(userId, { ...calls, accepted: calls.accepted + 1, refused: Math.max(0, calls.refused - 1) });
}
