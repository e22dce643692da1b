/**
 * Brings a Meter's counts to D1: soon after the first change, then about once a minute, as absolute numbers. An
 * alarm that fails is planned again; nothing here decides anything.
 */
import { type Clock, dayMs, hourMs, idempotencyWindowMs, type Knowledge, minuteMs, secondMs } from "@dream-api/domain";
import {
  type Database,
  hasAnswers,
  latestSeq,
  type MeterAddress,
  pendingCounts,
  pendingDays,
  purge,
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
  let isFlushPlanned = false;
  let running: Promise<void> | null = null;

  /** One alarm, for the earliest of what is due. */
  function planAt(time: number): void {
    if (plannedFor !== null && plannedFor <= time) return;
    plannedFor = time;
    storage.setAlarm(time).catch((cause: unknown) => {
      plannedFor = null;
      isFlushPlanned = false;
      report("an alarm could not be set; the next change sets it", cause);
    });
  }

  function plan(): void {
    if (isFlushPlanned) return;
    isFlushPlanned = true;
    const soon = clock().real + secondMs + Math.random() * secondMs;
    const nextTurn = readProgress(sql).flushedAt + minuteMs + Math.random() * 5 * secondMs;
    planAt(Math.max(soon, nextTurn));
  }

  async function flushOnce(everything: boolean): Promise<void> {
    const known = knowledge();
    if (!known || known.project.isDeleted) return;
    const since = everything ? 0 : readProgress(sql).flushedSeq;
    const upTo = latestSeq(sql);
    const days = pendingDays(sql, since);
    for (const page of pendingCounts(sql, since, upTo, known)) {
      await usage.flush(address.scope, address.shard, { ...page, days: [] });
    }
    if (days.length > 0) await usage.flush(address.scope, address.shard, { counts: [], secrets: [], days });
    const progress = readProgress(sql);
    saveProgress(sql, { ...progress, flushedSeq: Math.max(progress.flushedSeq, upTo), flushedAt: clock().real });
  }

  async function flush(everything = false): Promise<void> {
    await running?.catch(() => undefined);
    running = flushOnce(everything).finally(() => {
      running = null;
    });
    await running;
  }

  function tidy(): void {
    const progress = readProgress(sql);
    const { real, business } = clock();
    storage.transactionSync(() => {
      const answers = real - idempotencyWindowMs;
      purge(sql, { answers, periods: business - keepPeriodsMs, flushedSeq: progress.flushedSeq });
      saveProgress(sql, { ...progress, purgedAt: real });
    });
    users.forgetAll();
  }

  function planWhatRemains(): void {
    const progress = readProgress(sql);
    if (latestSeq(sql) > progress.flushedSeq) plan();
    if (hasAnswers(sql)) planAt(Math.max(clock().real, progress.purgedAt) + hourMs);
  }

  return {
    plan,
    flush,
    async onAlarm() {
      plannedFor = null;
      isFlushPlanned = false;
      if (!knowledge() || knowledge()?.project.isDeleted) return;
      try {
        await flush();
        if (clock().real - readProgress(sql).purgedAt >= hourMs) tidy();
        planWhatRemains();
      } catch (cause) {
        report("a flush failed and will be tried again", cause);
        planAt(clock().real + retryAfterMs);
      }
    },
  };
}
