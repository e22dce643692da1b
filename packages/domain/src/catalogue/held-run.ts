/** A run while it is held: what it may do, and how it ends before its time. */
import type { Clock } from "../clock.ts";
import { minuteMs } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { ItemApplication } from "./apply-item.ts";
import type { StripeCatalogue } from "./stripe-catalogue.ts";
import type { DesiredCatalogue, SyncRun, SyncRunStore } from "./sync-run.ts";

export interface SyncDependencies {
  readonly runs: SyncRunStore;
  readonly stripeOf: (mode: Scope["mode"]) => StripeCatalogue;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

/** Longer than the slowest call to Stripe with its repeat, so that a holder who waits for one still holds. */
export const syncLeaseMs = minuteMs;

export class RunEnded extends Error {
  readonly why: "moved" | "lost" | "out_of_time";

  constructor(why: RunEnded["why"]) {
    super(`The run was ended: ${why}`);
    this.why = why;
  }
}

/** What Stripe refused of a catalogue that was corrected meanwhile is no refusal of the one that is now. */
export async function endOfOutdated(cause: unknown, mayGoOn: () => Promise<void>): Promise<RunEnded | null> {
  if (!(cause instanceof ProviderFailure) || cause.kind !== "refused") return null;
  try {
    await mayGoOn();
    return null;
  } catch (ended) {
    return ended instanceof RunEnded && ended.why === "moved" ? ended : null;
  }
}

/** Asked before each look and each step: is there time, is the run still ours, is the catalogue what it was? */
export function permission(
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

export function applicationOf(
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
