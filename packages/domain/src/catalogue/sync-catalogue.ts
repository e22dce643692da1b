/**
 * Brings Stripe in line with a project's catalogue: look, plan, apply step by step. Creating, editing, connecting later,
 * promoting and repairing are all this. Nothing of a plan is stored: a run that died is gone on with by looking again.
 */
import { hourMs, minuteMs, secondMs } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import { applyItem, type ItemApplication } from "./apply-item.ts";
import { itemKey } from "./catalogue-item.ts";
import { applicationOf, endOfOutdated, permission, RunEnded, type SyncDependencies, syncLeaseMs } from "./held-run.ts";
import { groupsOf, planSome } from "./look-at-stripe.ts";
import type { PlannedItem } from "./plan-catalogue.ts";
import type { CatalogueState, DesiredCatalogue, SyncProgress, SyncRun } from "./sync-run.ts";

/**
 * `running`: somebody else is at it and takes the newest catalogue. `pending`: time ran out or the catalogue kept
 * moving; the next run goes on. `plan` is what this run found and did.
 */
export interface SyncReport {
  readonly status: "synced" | "pending" | "running" | "not_connected";
  readonly plan: readonly PlannedItem[];
}

/** A call of a run that failed or died may still reach Stripe behind the run after it; by then it has. */
const lateCallMs = minuteMs;
/** How often a catalogue that moves while Stripe follows is taken up anew. */
const rounds = 5;
const longestPauseMs = hourMs;

export interface SyncLimits {
  /** Real time after which no further step is begun; the rest stays for the cron. */
  readonly until?: number;
  /** The one change that made the catalogue what it is at `rev`: if all before it is in line, only its items are looked at. */
  readonly change?: { readonly rev: number; readonly names: readonly string[] };
}

/** @throws ProviderFailure after putting the run off, so that the cron goes on with it */
export async function syncCatalogue(
  scope: Scope,
  deps: SyncDependencies,
  limits: SyncLimits = {},
): Promise<SyncReport> {
  const { runs, clock } = deps;
  const at = clock().real;
  const run = await runs.take(scope, { at, until: at + syncLeaseMs });
  if (typeof run === "string") return { status: run, plan: [] };
  const { fencing } = run;
  try {
    const { progress, ...report } = await runRounds(scope, run, deps, limits);
    if (report.status !== "synced") {
      const now = clock().real;
      await runs.putOff(scope, { fencing, at: now, dueAt: now, failure: null, progress });
    }
    return report;
  } catch (cause) {
    const now = clock().real;
    const unfinished = {
      at: now,
      dueAt: now + pauseAfter(run.attempts, cause),
      failure: failureOf(cause),
      progress: null,
    };
    // What went wrong first is what is told; a run that can't even be put off ends with its lease.
    await runs
      .putOff(scope, { fencing, ...unfinished })
      .catch((second) => deps.report("a sync could not be put off", second));
    throw cause;
  }
}

/** What a run would do now. Changes nothing and asks for no lease. Null when no account is connected. */
export async function planSync(scope: Scope, { runs, stripeOf }: SyncDependencies): Promise<PlannedItem[] | null> {
  const desired = await runs.readDesired(scope);
  if (!desired) return null;
  const plan: PlannedItem[] = [];
  for (const some of groupsOf(desired.items)) {
    plan.push(...(await planSome(scope, desired.account, some, stripeOf(scope.mode))));
  }
  return plan;
}

interface EndOfRounds extends SyncReport {
  readonly progress: SyncProgress | null;
}

async function runRounds(scope: Scope, run: SyncRun, deps: SyncDependencies, limits: SyncLimits): Promise<EndOfRounds> {
  let end: EndOfRounds = { status: "pending", plan: [], progress: null };
  for (let round = 0; round < rounds; round += 1) {
    const desired = await deps.runs.readDesired(scope);
    if (!desired) return { ...end, status: "not_connected" };
    const ended = await runRound(scope, run, desired, deps, limits);
    const { rev, account } = desired;
    const last = ended.plan.at(-1);
    end = { status: statusAfter[ended.why], plan: ended.plan, progress: null };
    if (ended.why === "out_of_time" && last) return { ...end, progress: { rev, account, after: itemKey(last) } };
    if (ended.why !== "moved") return end;
  }
  return end;
}

interface EndOfRound {
  readonly why: "done" | RunEnded["why"];
  /** Of the items that were brought to their end. */
  readonly plan: readonly PlannedItem[];
}

const statusAfter = { done: "synced", moved: "pending", out_of_time: "pending", lost: "running" } as const;

async function runRound(
  scope: Scope,
  run: SyncRun,
  desired: DesiredCatalogue,
  deps: SyncDependencies,
  limits: SyncLimits,
): Promise<EndOfRound> {
  const { account, rev } = desired;
  const mayGoOn = permission(scope, run, desired, deps, limits.until ?? Number.POSITIVE_INFINITY);
  const application = applicationOf(scope, run, account, deps, mayGoOn);
  const plan: PlannedItem[] = [];
  let refusal: ProviderFailure | null = null;
  try {
    for (const some of groupsOf(itemsToLookAt(desired, run, limits))) {
      await mayGoOn();
      const planned = await planSome(scope, account, some, application.stripe);
      refusal = (await applyAll(planned, application)) ?? refusal;
      plan.push(...planned);
    }
    if (refusal) throw refusal;
  } catch (cause) {
    const ended = cause instanceof RunEnded ? cause : await endOfOutdated(cause, mayGoOn);
    if (!ended) throw cause;
    // The runs after it begin behind what this one did, so nobody else would tell of the refusal.
    if (refusal && ended.why === "out_of_time") throw refusal;
    return { why: ended.why, plan };
  }
  const at = deps.clock().real;
  const lookAgainAt = run.attempts > 1 ? at + lateCallMs : null;
  const isDone = await deps.runs.finish(scope, { fencing: run.fencing, rev, account, at, lookAgainAt });
  return { why: isDone ? "done" : "moved", plan };
}

/** All of them, unless it is known that some are in line: those before the one change, or those that a run got through. */
function itemsToLookAt({ items, ...state }: DesiredCatalogue, { synced, progress }: SyncRun, { change }: SyncLimits) {
  const sorted = items.toSorted((left, right) => (itemKey(left) < itemKey(right) ? -1 : 1));
  if (change?.rev === state.rev && synced && isSame(synced, { ...state, rev: state.rev - 1 })) {
    return sorted.filter(({ name }) => change.names.includes(name));
  }
  if (progress && isSame(progress, state)) return sorted.filter((item) => itemKey(item) > progress.after);
  return sorted;
}

function isSame(left: CatalogueState, right: CatalogueState): boolean {
  return left.rev === right.rev && left.account === right.account;
}

/** An item that Stripe refuses does not keep the others from it. @returns the first refusal */
async function applyAll(plan: readonly PlannedItem[], application: ItemApplication): Promise<ProviderFailure | null> {
  let refusal: ProviderFailure | null = null;
  for (const item of plan) {
    try {
      await applyItem(item, application);
    } catch (cause) {
      if (!(cause instanceof ProviderFailure) || cause.kind !== "refused") throw cause;
      refusal ??= cause;
    }
  }
  return refusal;
}

function failureOf(cause: unknown) {
  if (!(cause instanceof ProviderFailure)) return { isFinal: false, code: "internal_error" };
  return { isFinal: cause.kind !== "unavailable", code: cause.providerCode ?? cause.kind };
}

/** Grows with each failure in a row. What Stripe refused changes only when a person does something. */
function pauseAfter(attempts: number, cause: unknown): number {
  if (cause instanceof ProviderFailure && cause.kind !== "unavailable") return longestPauseMs;
  return Math.min(longestPauseMs, 5 * secondMs * 2 ** Math.min(attempts, 20));
}
