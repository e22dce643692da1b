/** The cron that finishes syncs: those that died, those that Stripe did not answer, those that nobody waited for. */
import { minuteMs } from "../clock.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { SyncDependencies } from "./held-run.ts";
import { syncCatalogue } from "./sync-catalogue.ts";

export interface DueSyncs {
  /** Whose sync is due and nobody's, the longest due first. Times are real. */
  list(due: { at: number; limit: number }): Promise<Scope[]>;
}

const syncsPerRun = 50;
/** A cron holds its own lease for a minute; what is left is due again at the next. */
const workWithinMs = minuteMs / 2;

/** One project's trouble is reported and does not keep the others from being finished. */
export async function finishDueSyncs(due: DueSyncs, deps: SyncDependencies): Promise<void> {
  const startedAt = deps.clock().real;
  for (const scope of await due.list({ at: startedAt, limit: syncsPerRun })) {
    const now = deps.clock().real;
    if (now - startedAt >= workWithinMs) return;
    try {
      await syncCatalogue(scope, deps, { until: startedAt + workWithinMs });
    } catch (cause) {
      deps.report(`Stripe could not follow the catalogue of ${scope.projectId} in ${scope.mode}`, cause);
    }
  }
}
