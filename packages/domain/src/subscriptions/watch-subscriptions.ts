/**
 * What no news tells: subscriptions whose time is over by our own rows are looked at, and each connected account's news
 * is asked for and compared with what we heard.
 */
import type { Mode } from "@dream-api/contract";
import { type Clock, dayMs, hourMs } from "../clock.ts";
import type { DirtyHandler } from "../inbox/process-dirty.ts";
import type { InboxSource, IncomingEvent } from "../inbox/receive-event.ts";
import { type ReconcileDependencies, reconcile } from "../inbox/reconcile.ts";

export interface OverdueSubscriptions {
  /**
   * Marks what is connected and not marked yet: periods and announced ends that are over, and users who are still on
   * a tier although its grace is. @returns nothing; what is marked is due at once
   */
  markOverdue(moments: {
    periodEndedBefore: number;
    endedBefore: number;
    failedBefore: number;
    realNow: number;
  }): Promise<void>;
  /** Marks every connected account, so that its news is compared with ours. */
  markAccounts(realNow: number): Promise<void>;
}

/** Renewals of the last moments are on their way to us. */
const patienceMs = 2 * hourMs;
const graceMs = 7 * dayMs;

export async function markOverdue(deps: { overdue: OverdueSubscriptions; clock: Clock }): Promise<void> {
  const { real, business } = deps.clock();
  await deps.overdue.markOverdue({
    periodEndedBefore: business - patienceMs,
    endedBefore: business - patienceMs,
    failedBefore: business - graceMs,
    realNow: real,
  });
}

export interface NewsDependencies {
  readonly inbox: ReconcileDependencies["inbox"];
  readonly dirty: ReconcileDependencies["dirty"];
  /** @param since business time. @throws ProviderFailure */
  readonly listNews: (account: string, mode: Mode, since: number) => Promise<IncomingEvent[]>;
  readonly clock: Clock;
}

const sources: Record<Mode, InboxSource> = { test: "stripe_connect_test", live: "stripe_connect_live" };

/** Compares an account's news of the last days with the inbox; what was missing is marked. */
export function accountNewsHandler({ inbox, dirty, listNews, clock }: NewsDependencies): DirtyHandler {
  return async ({ stripeAccountId, mode }) => {
    const ofAccount = (since: number) => listNews(stripeAccountId, mode, since);
    // What is overdue is marked over all accounts by {@link markOverdue}.
    const listOverdue = async () => [];
    await reconcile({ inbox, dirty, source: sources[mode], listNews: ofAccount, listOverdue, clock });
    return "done";
  };
}
