/**
 * Brings Stripe in line with a project's catalogue: look, plan, apply step by step. Creating, editing, connecting later,
 * promoting and repairing are all this. Nothing of a plan is stored: a run that died is gone on with by looking again.
 */
import type { Clock } from "../clock.ts";
import { hourMs, minuteMs, secondMs } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import { applyItem, type ItemApplication } from "./apply-item.ts";
import type { CatalogueItem } from "./catalogue-item.ts";
import { itemsPerLook, lookAtStripe } from "./look-at-stripe.ts";
import { type PlannedItem, planItem } from "./plan-catalogue.ts";
import type { StripeCatalogue } from "./stripe-catalogue.ts";
import type { DesiredCatalogue, SyncRun, SyncRunStore } from "./sync-run.ts";

export interface SyncDependencies {
  readonly runs: SyncRunStore;
  readonly stripeOf: (mode: Scope["mode"]) => StripeCatalogue;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

/**
 * `running`: somebody else is at it and takes the newest catalogue. `pending`: time ran out or the catalogue kept
 * moving; the next run goes on. `plan` is what this run found and did.
 */
export interface SyncReport {
  readonly status: "synced" | "pending" | "running" | "not_connected";
  readonly plan: readonly PlannedItem[];
}

/** Longer than the slowest call to Stripe with its repeat, so that a holder who waits for one still holds. */
export const syncLeaseMs = minuteMs;
/** A call of a run that failed or died may still reach Stripe behind the run after it; by then it has. */
const lateCallMs = minuteMs;
/** How often a catalogue that moves while Stripe follows is taken up anew. */
const rounds = 5;
const longestPauseMs = hourMs;

class RunEnded extends Error {
  readonly why: "moved" | "lost" | "out_of_time";

  constructor(why: RunEnded["why"]) {
    super(`The run was ended: ${why}`);
    this.why = why;
  }
}

/**
 * @param until real time after which no further step is begun; the rest stays for the cron
 * @throws ProviderFailure after putting the run off, so that the cron goes on with it
 */
export async function syncCatalogue(
  scope: Scope,
  deps: SyncDependencies,
  until: number = Number.POSITIVE_INFINITY,
): Promise<SyncReport> {
  const { runs, clock } = deps;
  const at = clock().real;
  const run = await runs.take(scope, { at, until: at + syncLeaseMs });
  if (typeof run === "string") return { status: run, plan: [] };
  const putOff = (dueAt: number, failure: Parameters<SyncRunStore["putOff"]>[1]["failure"]) =>
    runs.putOff(scope, { fencing: run.fencing, at: clock().real, dueAt, failure });
  try {
    const report = await runRounds(scope, run, deps, until);
    if (report.status !== "synced") await putOff(clock().real, null);
    return report;
  } catch (cause) {
    const dueAt = clock().real + pauseAfter(run.attempts, cause);
    // What went wrong first is what is told; a run that can't even be put off ends with its lease.
    await putOff(dueAt, failureOf(cause)).catch((second) => deps.report("a sync could not be put off", second));
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

async function runRounds(scope: Scope, run: SyncRun, deps: SyncDependencies, until: number): Promise<SyncReport> {
  let report: SyncReport = { status: "pending", plan: [] };
  for (let round = 0; round < rounds; round += 1) {
    const desired = await deps.runs.readDesired(scope);
    if (!desired) return { ...report, status: "not_connected" };
    const ended = await runRound(scope, run, desired, deps, until);
    report = { status: statusAfter[ended.why], plan: ended.plan };
    if (ended.why !== "moved") return report;
  }
  return report;
}

type EndOfRound = "done" | RunEnded["why"];

const statusAfter = { done: "synced", moved: "pending", out_of_time: "pending", lost: "running" } as const;

async function runRound(
  scope: Scope,
  run: SyncRun,
  desired: DesiredCatalogue,
  deps: SyncDependencies,
  until: number,
): Promise<{ why: EndOfRound; plan: readonly PlannedItem[] }> {
  const { account, rev } = desired;
  const mayGoOn = permission(scope, run, desired, deps, until);
  const application = applicationOf(scope, run, account, deps, mayGoOn);
  const plan: PlannedItem[] = [];
  let refusal: ProviderFailure | null = null;
  try {
    for (const some of groupsOf(desired.items)) {
      await mayGoOn();
      const planned = await planSome(scope, account, some, application.stripe);
      plan.push(...planned);
      refusal ??= await applyAll(planned, application);
    }
    if (refusal) throw refusal;
  } catch (cause) {
    const ended = cause instanceof RunEnded ? cause : await endOfOutdated(cause, mayGoOn);
    if (!ended) throw cause;
    return { why: ended.why, plan };
  }
  const at = deps.clock().real;
  const lookAgainAt = run.attempts > 1 ? at + lateCallMs : null;
  const isDone = await deps.runs.finish(scope, { fencing: run.fencing, rev, account, at, lookAgainAt });
  return { why: isDone ? "done" : "moved", plan };
}

/** What Stripe refused of a catalogue that was corrected meanwhile is no refusal of the one that is now. */
async function endOfOutdated(cause: unknown, mayGoOn: () => Promise<void>): Promise<RunEnded | null> {
  if (!(cause instanceof ProviderFailure) || cause.kind !== "refused") return null;
  try {
    await mayGoOn();
    return null;
  } catch (ended) {
    return ended instanceof RunEnded && ended.why === "moved" ? ended : null;
  }
}

/** Asked before each look and each step: is there time, is the run still ours, is the catalogue what it was? */
function permission(
  scope: Scope,
  { fencing }: SyncRun,
  { rev, account }: DesiredCatalogue,
  { runs, clock }: SyncDependencies,
  until: number,
): () => Promise<void> {
  return async () => {
    const now = clock().real;
    if (now >= until) throw new RunEnded("out_of_time");
    const answer = await runs.hold(scope, { fencing, until: now + syncLeaseMs, rev, account });
    if (answer !== "held") throw new RunEnded(answer);
  };
}

function applicationOf(
  scope: Scope,
  { fencing }: SyncRun,
  account: string,
  { runs, stripeOf, clock }: SyncDependencies,
  mayGoOn: () => Promise<void>,
): ItemApplication {
  const onlyAsHolder = async (isHeld: Promise<boolean>) => {
    if (!(await isHeld)) throw new RunEnded("lost");
  };
  return {
    account,
    stripe: stripeOf(scope.mode),
    mayGoOn,
    recordPrice: ({ kind, name }, priceId, price) =>
      onlyAsHolder(runs.recordPrice(scope, fencing, { ...price, account, priceId, kind, name, at: clock().real })),
    retirePrice: ({ kind, name }) => onlyAsHolder(runs.retirePrice(scope, fencing, { account, kind, name })),
  };
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

/** Looked at and brought in line together, so that a run which ends early has brought something to its end. */
function groupsOf(items: readonly CatalogueItem[]): CatalogueItem[][] {
  return Array.from({ length: Math.ceil(items.length / itemsPerLook) }, (_, index) =>
    items.slice(index * itemsPerLook, (index + 1) * itemsPerLook),
  );
}

async function planSome(
  scope: Scope,
  account: string,
  items: readonly CatalogueItem[],
  stripe: StripeCatalogue,
): Promise<PlannedItem[]> {
  const found = await lookAtStripe(scope, account, items, stripe);
  return items.map((item, index) => planItem(scope, item, found[index] ?? { product: null, prices: [] }));
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
