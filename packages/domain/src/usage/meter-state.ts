/**
 * What the rules may read and change of one Meter. Reads see the changes made before them in the same commit;
 * nothing is kept before that commit succeeded.
 */
import type { Counter, MinuteCalls, StoredAnswer, UserFacts } from "./facts.ts";

export interface MeterState {
  /** Undefined when D1 could not be asked about this user: then nothing may be decided. */
  user(userId: string): UserFacts | undefined;
  /** This and what follows take a user that {@link MeterState.user} knows. */
  counter(userId: string, anchor: number, periodStart: number): Counter | undefined;
  saveCounter(userId: string, counter: Counter): void;
  minute(userId: string): MinuteCalls;
  saveMinute(userId: string, calls: MinuteCalls): void;
  answer(userId: string, idempotencyKey: string): StoredAnswer | undefined;
  saveAnswer(userId: string, idempotencyKey: string, answer: StoredAnswer): void;
  /** Adds to (or takes from) the day's total of a tier, apart from what the counters still hold of it. */
  addToDay(day: number, tier: string, amount: number): void;
}
