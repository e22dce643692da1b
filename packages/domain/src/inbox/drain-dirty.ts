/**
 * The cron behind the inbox: works off dirty objects slice by slice, as fast as Stripe lets us fetch, until none is due
 * or its time is over. Each object is looked at under a lease of its own.
 */
import { secondMs } from "../clock.ts";
import type { DirtyEntry, DirtyType } from "./dirty-objects.ts";
import { dirtyLeaseMs, lookAtEntry, lookMs, type ProcessDirtyDependencies } from "./process-dirty.ts";

export interface DrainDependencies extends ProcessDirtyDependencies {
  /** Resolves after so many milliseconds of real time. */
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** Shorter than the lease that its cron holds. */
const workWithinMs = 40 * secondMs;
/** Few enough that the slowest is looked at within its lease. */
const sliceSize = 30;
/** A Worker has six connections at a time. */
const lanes = 6;

export interface Drained {
  readonly done: number;
  readonly postponed: number;
}

/** @returns how many objects were brought in line, and how many put off */
export async function drainDirty(deps: DrainDependencies): Promise<Drained> {
  const { dirty, clock, pause } = deps;
  const types = Object.keys(deps.handlers) as DirtyType[];
  const until = clock().real + workWithinMs;
  let [done, postponed] = [0, 0];
  for (;;) {
    const slice = await dirty.take({ types, at: clock().real, leaseMs: dirtyLeaseMs, limit: sliceSize });
    const doneNow = await lookAtSlice(slice, until, deps);
    done += doneNow;
    postponed += slice.length - doneNow;
    if (clock().real >= until) return { done, postponed };
    if (slice.length > 0) continue;
    const next = await dirty.nextTurn(types);
    if (next === null || next >= until) return { done, postponed };
    await pause(Math.max(next - clock().real, 1));
  }
}

async function lookAtSlice(slice: readonly DirtyEntry[], until: number, deps: DrainDependencies): Promise<number> {
  const waiting = slice.values();
  let done = 0;
  async function lane() {
    for (const entry of waiting) if (await lookInTurn(entry, until, deps)) done += 1;
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

/** Waits for the entry's turn at Stripe, as long as there is time for a look behind it. */
async function lookInTurn(entry: DirtyEntry, until: number, deps: DrainDependencies): Promise<boolean> {
  const { dirty, budget, clock, pause } = deps;
  const lastStart = Math.min(until, entry.leasedUntil - lookMs);
  for (;;) {
    const now = clock().real;
    const waitMs = now < lastStart ? await budget.take(entry.stripeAccountId, now) : 0;
    if (waitMs === null) return lookAtEntry(entry, deps);
    if (now + waitMs >= lastStart) {
      await dirty.postpone(entry, { dueAt: now + waitMs, errorCode: null, counts: false });
      return false;
    }
    await pause(waitMs);
  }
}
