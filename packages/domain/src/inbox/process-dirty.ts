/**
 * Looks at dirty objects: each is fetched anew from Stripe by the handler of its type and our rows are brought in line.
 * So order, repetition and loss of events don't matter, and a burst about one object costs one or two fetches.
 */
import { type Clock, hourMs, minuteMs, secondMs } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { DirtyEntry, DirtyObject, DirtyObjects, DirtyType } from "./dirty-objects.ts";

/**
 * Brings our rows in line with what Stripe says now. It reads the row's `row_rev` before it fetches and writes only if
 * that still stands; `lost_race` asks for another round. Gone objects are its own to conclude.
 */
export type DirtyHandler = (object: DirtyObject) => Promise<"done" | "lost_race">;

/** The extension point: who knows what to do with a type. What nobody knows stays dirty. */
export type DirtyHandlers = Partial<Record<DirtyType, DirtyHandler>>;

/** Keeps us within what Stripe allows, per account and overall, however many of us there are. */
export interface FetchBudget {
  /** @returns null when a fetch may be made; else how many milliseconds to wait */
  take(stripeAccountId: string, at: number): Promise<number | null>;
}

export interface ProcessDirtyDependencies {
  readonly dirty: DirtyObjects;
  readonly handlers: DirtyHandlers;
  readonly budget: FetchBudget;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

export const dirtyLeaseMs = minuteMs;
const rounds = 5;
const longestPauseMs = hourMs;
/** Nearer to the end of its lease no look begins: somebody else might be at it before it ends. */
export const lookMs = 20 * secondMs;

/**
 * Looks at one object, right after news of it. One that has to wait for its turn at Stripe is left to the cron.
 * @returns whether it was brought in line
 */
export async function processDirty({ only }: { only: DirtyObject }, deps: ProcessDirtyDependencies): Promise<boolean> {
  const types = Object.keys(deps.handlers) as DirtyType[];
  const at = deps.clock().real;
  const [entry] = await deps.dirty.take({ types, at, leaseMs: dirtyLeaseMs, limit: 1, only });
  if (!entry) return false;
  const waitMs = await deps.budget.take(entry.stripeAccountId, deps.clock().real);
  if (waitMs === null) return lookAtEntry(entry, deps);
  await deps.dirty.postpone(entry, { dueAt: deps.clock().real + waitMs, errorCode: null, counts: false });
  return false;
}

/** @returns whether it was brought in line; what was not is put off */
export async function lookAtEntry(entry: DirtyEntry, deps: ProcessDirtyDependencies): Promise<boolean> {
  const { dirty, clock } = deps;
  try {
    const isDone = await handle(entry, deps);
    // Marked again while it was looked at: that news may be younger than the look.
    if (isDone) return (await dirty.settle(entry)) || (await processDirty({ only: entry }, deps));
    await dirty.postpone(entry, { dueAt: clock().real + secondMs, errorCode: "lost_race", counts: false });
  } catch (cause) {
    await putOff(entry, cause, deps);
  }
  return false;
}

/** @returns false when others were faster every time */
async function handle(entry: DirtyEntry, { handlers, clock }: ProcessDirtyDependencies): Promise<boolean> {
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && clock().real > entry.leasedUntil - lookMs) return false;
    if ((await handlers[entry.type]?.(entry)) === "done") return true;
  }
  return false;
}

async function putOff(entry: DirtyEntry, cause: unknown, { dirty, clock, report }: ProcessDirtyDependencies) {
  const failure = cause instanceof ProviderFailure ? cause : null;
  report(`a dirty ${entry.type} was put off`, cause);
  const isConnected = entry.stripeAccountId !== "";
  if (failure?.kind === "account_lost" && isConnected && entry.type !== "connection") {
    // Whether the account is lost for good, a look at the account itself tells; then its objects go with it.
    const connection = { ...entry, type: "connection" as const, objectId: entry.stripeAccountId };
    await dirty.mark(connection, clock().real);
  }
  const errorCode = failure?.providerCode ?? failure?.kind ?? "failed";
  await dirty.postpone(entry, { dueAt: clock().real + pauseAfter(entry.attempts), errorCode, counts: true });
}

function pauseAfter(attempts: number): number {
  return Math.min(longestPauseMs, 5 * secondMs * 2 ** Math.min(attempts - 1, 20));
}
