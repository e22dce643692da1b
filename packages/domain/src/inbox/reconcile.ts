/**
 * What Stripe told and we did not hear: its own list of the last days against our inbox. Each piece of news that is
 * missing is received now, so that a lost webhook costs an hour and nothing else.
 */
import { type Clock, dayMs } from "../clock.ts";
import type { Inbox, InboxSource, IncomingEvent } from "./receive-event.ts";

export interface ReconcileDependencies {
  readonly inbox: Inbox & {
    /** Of these, the ids that are not in the inbox. */
    findUnknown(source: InboxSource, eventIds: readonly string[]): Promise<string[]>;
  };
  readonly source: InboxSource;
  /** @param since business time. @throws ProviderFailure */
  readonly listNews: (since: number) => Promise<IncomingEvent[]>;
  readonly clock: Clock;
}

/** Longer than Stripe goes on trying to deliver in live mode. */
const lookBackMs = 4 * dayMs;

/** Marks what the missing news is about; looking at it is left to {@link processDirty}. @returns how much was missing */
export async function reconcile({ inbox, source, listNews, clock }: ReconcileDependencies): Promise<number> {
  const now = clock();
  const news = await listNews(now.business - lookBackMs);
  const unknown = new Set(
    await inbox.findUnknown(
      source,
      news.map(({ eventId }) => eventId),
    ),
  );
  const missing = news.filter(({ eventId }) => unknown.has(eventId));
  for (const event of missing) await inbox.record(event, now.real);
  return missing.length;
}
