/**
 * What Stripe told and we did not hear: its own list of the last days against our inbox. Each piece of news that is
 * missing is received now, so that a lost webhook costs an hour and nothing else. What is overdue is looked at too.
 */
import { type Clock, dayMs, type Instant } from "../clock.ts";
import type { DirtyObject, DirtyObjects } from "./dirty-objects.ts";
import type { Inbox, InboxSource, IncomingEvent } from "./receive-event.ts";

export interface ReconcileDependencies {
  readonly dirty: Pick<DirtyObjects, "mark">;
  /** What should have changed by now, by our own rows: a period ran out and nobody said what came after. */
  readonly listOverdue: (at: Instant) => Promise<DirtyObject[]>;
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
export async function reconcile(deps: ReconcileDependencies): Promise<number> {
  const { inbox, dirty, source, listNews, listOverdue, clock } = deps;
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
  for (const object of await listOverdue(now)) await dirty.mark(object, now.real);
  return missing.length;
}
