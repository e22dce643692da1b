/**
 * At which of a run's calls it is disturbed: at those that leave something behind, right after they did, or at every
 * call in every way when asked for. Dying before or after a read leaves the same as dying after the write before it.
 */
import type { Disturbance } from "./disturb.ts";

/** `npm run bench:proof` sets it. */
const isExhaustive = process.env.EVERY_POINT === "1";

/** How long a test may take over its points, in milliseconds. */
export const patienceMs = isExhaustive ? 60 * 60_000 : 240_000;

const reads = /^(read|find|list|of[A-Z]|is[A-Z]|without|subscriptionOf|preview)/;

/** Indexes of calls to die after. */
export function effectsOf(calls: readonly string[]): number[] {
  return [...calls.keys()].filter((index) => isExhaustive || !reads.test(calls[index] ?? ""));
}

/** Of `ways` to fail each call is met by one, in turn; by all when asked for. */
export function turnsOf(calls: readonly string[], way: number, ways: number): number[] {
  return [...calls.keys()].filter((index) => isExhaustive || index % ways === way);
}

/** Whether the run dies before a call too, which leaves what dying after the one before it does. */
export const momentsOfDeath = isExhaustive ? (["before", "after"] as const) : (["after"] as const);

/** @returns what to disturb, with words for it */
export function pointsOf({
  calls,
  callsToStripe,
}: {
  calls: readonly string[];
  callsToStripe: readonly string[];
}): { disturbance: Disturbance; where: string }[] {
  return momentsOfDeath.flatMap((when) => [
    ...effectsOf(calls).map((at) => {
      return { disturbance: { at, when, what: "dies" as const }, where: `dies ${when} call ${at}, ${calls[at]}` };
    }),
    ...effectsOf(callsToStripe).map((at) => {
      return { disturbance: { at, when, what: "lost" as const }, where: `${when} ${callsToStripe[at]} it is lost` };
    }),
  ]);
}
