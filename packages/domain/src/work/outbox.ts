/**
 * Works off the outbox. An entry is leased, done and removed; what fails is tried again later with growing pauses,
 * for ever: what is in here must happen.
 */
import type { Clock } from "../clock.ts";
import { hourMs, minuteMs, secondMs } from "../clock.ts";
import type { Scope } from "../tenancy/scope.ts";

export interface OutboxEntry {
  readonly id: number;
  readonly kind: "meter_announcement" | "developer_plan" | "customer_invitation";
  readonly payload: Record<string, unknown>;
  /** This one included. */
  readonly attempts: number;
}

export interface OutboxStore {
  take(lease: { at: number; leaseMs: number; limit: number }): Promise<OutboxEntry[]>;
  done(id: number): Promise<void>;
  postpone(id: number, dueAt: number): Promise<void>;
  /** Settles the announcements of a project up to a rev. */
  announced(scope: Scope, rev: number): Promise<void>;
}

export interface OutboxDependencies {
  readonly outbox: OutboxStore;
  readonly clock: Clock;
  readonly handle: (entry: OutboxEntry) => Promise<void>;
  readonly report: (message: string, cause: unknown) => void;
}

const leaseMs = minuteMs;
const entriesPerRun = 100;
const longestPauseMs = hourMs;

/** @returns how many entries were done and how many put off */
export async function drainOutbox(deps: OutboxDependencies): Promise<{ done: number; postponed: number }> {
  const entries = await deps.outbox.take({ at: deps.clock().real, leaseMs, limit: entriesPerRun });
  let done = 0;
  for (const entry of entries) {
    try {
      await deps.handle(entry);
      await deps.outbox.done(entry.id);
      done += 1;
    } catch (cause) {
      deps.report(`outbox entry ${entry.id} (${entry.kind}) failed`, cause);
      await deps.outbox.postpone(entry.id, deps.clock().real + pauseAfter(entry.attempts));
    }
  }
  return { done, postponed: entries.length - done };
}

function pauseAfter(attempts: number): number {
  return Math.min(longestPauseMs, 5 * secondMs * 2 ** Math.min(attempts, 20));
}
