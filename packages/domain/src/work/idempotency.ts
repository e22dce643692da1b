/**
 * Does a call once for each `Idempotency-Key`: while it runs, the same key is told so; when it succeeded, the same
 * key gets its answer for a day of real time, or has harmless work done again. A call that was refused or failed leaves nothing behind, so that a
 * repeat is a first try. Who holds a key and dies is replaced when the lease ends.
 */
import type { Clock } from "../clock.ts";
import { minuteMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { idempotencyWindowMs } from "../usage/replay.ts";

export interface IdempotentCall {
  /** Whose key it is and for what: tenant or platform, method and path. */
  readonly caller: string;
  readonly idempotencyKey: string;
  /** Of all that the call says. */
  readonly inputHash: string;
}

export interface KeptAnswer {
  readonly status: number;
  readonly body: string;
}

/** A lease is told from every other one of the same key by its end, so only its holder can settle it. */
export type Claim =
  | { readonly state: "claimed"; readonly leasedUntil: number }
  | { readonly state: "running" }
  | { readonly state: "other_input" }
  | { readonly state: "answered"; readonly answer: KeptAnswer };

export interface IdempotencyStore {
  /** Answers from before `keptSince` are as if they never were. */
  claim(call: IdempotentCall, times: { at: number; leasedUntil: number; keptSince: number }): Promise<Claim>;
  /** Both do nothing when the lease went to another holder. */
  keep(call: IdempotentCall, leasedUntil: number, answer: KeptAnswer): Promise<void>;
  release(call: IdempotentCall, leasedUntil: number): Promise<void>;
  /** Removes answers from before. @returns how many, at most `limit` */
  forget(before: number, limit: number): Promise<number>;
}

export interface IdempotencyDependencies {
  readonly idempotency: IdempotencyStore;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

export interface Work<Result> {
  run(): Promise<Result>;
  /** Whether a repeat is done again, because that is harmless: then nothing of the answer has to be kept. */
  readonly isRepeatable?: boolean;
  /** What a repeat is to be answered; null when the call was refused or failed. */
  toKeep(result: Result): Promise<KeptAnswer | null>;
}

export const idempotencyLeaseMs = minuteMs;

/**
 * @returns the work's own result, or the answer that was kept
 * @throws DreamError `idempotency_in_progress`, `idempotency_key_reused`, and what the work throws
 */
export async function doOnce<Result>(
  call: IdempotentCall,
  work: Work<Result>,
  deps: IdempotencyDependencies,
): Promise<{ readonly result: Result } | { readonly replayed: KeptAnswer }> {
  const at = deps.clock().real;
  const claim = await deps.idempotency.claim(call, {
    at,
    leasedUntil: at + idempotencyLeaseMs,
    keptSince: at - idempotencyWindowMs,
  });
  if (claim.state === "answered") return work.isRepeatable ? { result: await work.run() } : { replayed: claim.answer };
  if (claim.state === "running") throw new DreamError("idempotency_in_progress");
  if (claim.state === "other_input") throw new DreamError("idempotency_key_reused");
  return { result: await holding(call, claim.leasedUntil, work, deps) };
}

const forgottenAtOnce = 1000;
const portionsPerRun = 20;

/** Removes answers whose day is over; what is left of a great many goes with the next run. */
export async function forgetOldAnswers({
  idempotency,
  clock,
}: Pick<IdempotencyDependencies, "idempotency" | "clock">): Promise<void> {
  const before = clock().real - idempotencyWindowMs;
  for (let portion = 0; portion < portionsPerRun; portion++) {
    if ((await idempotency.forget(before, forgottenAtOnce)) < forgottenAtOnce) return;
  }
}

async function holding<Result>(
  call: IdempotentCall,
  leasedUntil: number,
  { run, toKeep }: Work<Result>,
  { idempotency, report }: IdempotencyDependencies,
): Promise<Result> {
  const settle = async (answer: KeptAnswer | null) => {
    try {
      if (answer) await idempotency.keep(call, leasedUntil, answer);
      else await idempotency.release(call, leasedUntil);
    } catch (cause) {
      // The work is done or refused all the same, and its caller is told so; the lease ends by itself.
      report("an idempotency key could not be settled", cause);
    }
  };
  let result: Result;
  try {
    result = await run();
  } catch (error) {
    await settle(null);
    throw error;
  }
  await settle(await toKeep(result));
  return result;
}
