/**
 * Brings a Meter's counts to D1: soon after the first change, then about once a minute, as absolute numbers. An
 * alarm that fails is planned again; nothing here decides anything.
 */
import { type Clock, dayMs, hourMs, idempotencyWindowMs, type Knowledge, minuteMs, secondMs } from "@dream-api/domain";
import {
  type Database,
  latestSeq,
  type MeterAddress,
  purge,
  readPending,
  readProgress,
  saveProgress,
  tenantUsage,
  type UserMemory,
} from "@dream-api/storage";

export interface Flushing {
  /** Sees to it that an alarm comes. Called after every commit that changed something. */
  plan(): void;
  /** Flushes and tidies up; plans what remains to be done. */
  onAlarm(): Promise<void>;
  /** @param everything also what D1 has heard before, for a D1 that was restored. @throws when D1 fails */
  flush(everything?: boolean): Promise<void>;
}

export interface FlushingDependencies {
  readonly storage: DurableObjectStorage;
  readonly database: Database;
  readonly address: MeterAddress;
  readonly clock: Clock;
  readonly users: UserMemory;
  readonly knowledge: () => Knowledge | null;
  readonly report: (message: string, cause: unknown) => void;
}

const retryAfterMs = 15 * secondMs;

/** Counts of periods that began earlier are dropped once D1 has them. */
const keepPeriodsMs = 100 * dayMs;

export function createFlushing(deps: FlushingDependencies): Flushing {
  const { storage, database, address, clock, users, knowledge, report } = deps;
  const { sql } = storage;
  const usage = tenantUsage(database);
  let plannedFor: number | null = null;
  let running: Promise<void> | null = null;

  function planAt(time: number): void {
    if (plannedFor !== null && plannedFor <= time) return;
    plannedFor = time;
    void storage.setAlarm(time);
  }

  function plan(): void {
    if (plannedFor !== null) return;
    const soon = clock().real + secondMs + Math.random() * secondMs;
    const nextTurn = readProgress(sql).flushedAt + minuteMs + Math.random() * 5 * secondMs;
    planAt(Math.max(soon, nextTurn));
  }

  async function flushOnce(everything: boolean): Promise<void> {
    const known = knowledge();
    if (!known || known.project.isDeleted) return;
    const progress = readProgress(sql);
    const pending = readPending(sql, everything ? 0 : progress.flushedSeq, known, users);
    if (pending) await usage.flush(address.scope, address.shard, pending.flush);
    const flushedSeq = Math.max(progress.flushedSeq, pending?.upToSeq ?? 0);
    saveProgress(sql, { ...readProgress(sql), flushedSeq, flushedAt: clock().real });
  }

  async function flush(everything = false): Promise<void> {
    await running?.catch(() => undefined);
    running = flushOnce(everything).finally(() => {
      running = null;
    });
    await running;
  }

  function tidy(): { hasAnswers: boolean } {
    const progress = readProgress(sql);
    const { real, business } = clock();
    const answers = real - idempotencyWindowMs;
    const left = purge(sql, { answers, periods: business - keepPeriodsMs, flushedSeq: progress.flushedSeq });
    saveProgress(sql, { ...progress, purgedAt: real });
    return left;
  }

  return {
    plan,
    flush,
    async onAlarm() {
      plannedFor = null;
      if (!knowledge()) return;
      try {
        await flush();
      } catch (cause) {
        report("a flush failed and will be tried again", cause);
        planAt(clock().real + retryAfterMs);
        return;
      }
      const progress = readProgress(sql);
      const isTidyingDue = clock().real - progress.purgedAt >= hourMs;
      const hasAnswers = isTidyingDue ? tidy().hasAnswers : true;
      if (latestSeq(sql) > progress.flushedSeq) plan();
      else if (hasAnswers && knowledge()?.project.isDeleted === false) planAt(clock().real + hourMs);
    },
  };
}
