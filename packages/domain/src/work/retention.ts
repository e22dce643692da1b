/** What is kept for a time and then removed, in slices, each time as much as a cron's lease has room for. */
import { type Clock, dayMs, secondMs } from "../clock.ts";

/** Removes at most `limit` of what is older. @returns how many it removed */
export type RemoveOld = (before: number, limit: number) => Promise<number>;

export interface OldRows {
  /** By real time. */
  readonly eventPayloads: RemoveOld;
  readonly events: RemoveOld;
  readonly auditEntries: RemoveOld;
  readonly dismissedNotices: RemoveOld;
  readonly attemptCounts: RemoveOld;
  /** By business time. */
  readonly checkouts: RemoveOld;
  readonly unpaidOrders: RemoveOld;
  readonly claimedRegistrations: RemoveOld;
  readonly usageCounts: RemoveOld;
  readonly usageDays: RemoveOld;
}

type Kept = readonly [kind: keyof OldRows, days: number];

const byRealTime: readonly Kept[] = [
  ["eventPayloads", 30],
  // Stripe forgets its events after 30 days; told after that, one could not be known again.
  ["events", 90],
  ["auditEntries", 365],
  ["dismissedNotices", 90],
  ["attemptCounts", 2],
];
const byBusinessTime: readonly Kept[] = [
  ["checkouts", 30],
  ["unpaidOrders", 90],
  ["claimedRegistrations", 90],
  // A chart shows twelve months, and the one that is not over.
  ["usageCounts", 400],
  ["usageDays", 800],
];

const removedAtOnce = 1000;
/** Each part of the retention has a lease of a minute. */
export const sweepWithinMs = 25 * secondMs;

export interface RetentionDependencies {
  readonly old: OldRows;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

/** What is left of a great many goes with the next run; what fails keeps nothing else. */
export async function removeOldRows({ old, clock, report }: RetentionDependencies): Promise<void> {
  const now = clock();
  const until = now.real + sweepWithinMs;
  const due = [
    ...byRealTime.map(([kind, days]) => ({ kind, before: now.real - days * dayMs })),
    ...byBusinessTime.map(([kind, days]) => ({ kind, before: now.business - days * dayMs })),
  ];
  for (const { kind, before } of due) {
    try {
      while (clock().real < until && (await old[kind](before, removedAtOnce)) >= removedAtOnce);
    } catch (cause) {
      report(`old rows (${kind}) could not be removed`, cause);
    }
  }
}
