/**
 * The changes of one commit before they are made: decisions read through it and write into it, then everything goes
 * into the tables in one transaction and, once that succeeded, into memory. A user who is counted many times in one
 * commit costs one row.
 */
import type { SqlStorage, SqlStorageValue } from "@cloudflare/workers-types";
import type { Counter, MeterState, MinuteCalls, StoredAnswer, UserFacts } from "@dream-api/domain";
import type { Activity } from "./activity.ts";
import { counterKey, type RememberedUser, type UserMemory } from "./user-memory.ts";

export interface StagedState extends MeterState {
  readonly hasChanges: boolean;
  /** Writes the rows. To be run inside a transaction. */
  write(sql: SqlStorage, seq: number): void;
  /** Brings memory up to date. To be run after the transaction. */
  publish(): void;
}

interface StagedUser {
  readonly remembered: RememberedUser;
  readonly counters: Map<string, Counter>;
  readonly answers: Map<string, StoredAnswer>;
  minute: MinuteCalls;
}

interface AnswerRow extends Record<string, SqlStorageValue> {
  kind: "track" | "release";
  input: string;
  body: string;
  created_at: number;
  amount: number;
  anchor: number;
  period_start: number;
  day: number;
  tier: string;
  is_released: number;
}

export function stageChanges(sql: SqlStorage, users: UserMemory, activity: Activity): StagedState {
  const staged = new Map<string, StagedUser>();
  /** By day and tier: the calls of one commit are mostly of one day, and each row that is written costs. */
  const days = new Map<string, { readonly day: number; readonly tier: string; amount: number }>();
  let hasChanges = false;

  function find(userId: string): StagedUser | undefined {
    const known = staged.get(userId);
    if (known) return known;
    const remembered = users.recall(userId);
    if (!remembered) return undefined;
    const user = { remembered, counters: new Map(), answers: new Map(), minute: remembered.minute };
    staged.set(userId, user);
    return user;
  }

  function open(userId: string): StagedUser {
    const user = find(userId);
    if (!user) throw new Error("A count was asked for of a user who was not learned");
    return user;
  }

  return {
    get hasChanges() {
      return hasChanges;
    },
    user: (userId): UserFacts | undefined => find(userId)?.remembered.facts,
    counter(userId, anchor, periodStart) {
      const user = open(userId);
      const key = counterKey(anchor, periodStart);
      return user.counters.get(key) ?? user.remembered.counters.get(key);
    },
    saveCounter(userId, counter) {
      open(userId).counters.set(counterKey(counter.anchor, counter.periodStart), counter);
      hasChanges = true;
    },
    minute: (userId) => open(userId).minute,
    saveMinute(userId, calls) {
      open(userId).minute = calls;
    },
    answer: (userId, idempotencyKey) =>
      open(userId).answers.get(idempotencyKey) ?? readAnswer(sql, userId, idempotencyKey),
    saveAnswer(userId, idempotencyKey, answer) {
      open(userId).answers.set(idempotencyKey, answer);
      hasChanges = true;
    },
    addToDay(day, tier, amount) {
      const key = `${day} ${tier}`;
      const row = days.get(key) ?? { day, tier, amount: 0 };
      row.amount += amount;
      days.set(key, row);
      hasChanges = true;
    },
    write(target, seq) {
      for (const [userId, user] of staged) {
        for (const counter of user.counters.values()) writeCounter(target, userId, counter, user.minute, seq);
        for (const [idempotencyKey, answer] of user.answers) writeAnswer(target, userId, idempotencyKey, answer);
      }
      for (const { day, tier, amount } of days.values()) writeDay(target, day, tier, amount, seq);
    },
    publish() {
      for (const [userId, { remembered, counters, minute }] of staged) {
        activity.noteCalls(remembered.minute, minute);
        for (const [key, counter] of counters) {
          activity.noteCount(userId, remembered.counters.get(key), counter);
          remembered.counters.set(key, counter);
        }
        remembered.minute = minute;
      }
      for (const { day, amount } of days.values()) activity.noteDay(day, amount);
    },
  };
}

function readAnswer(sql: SqlStorage, userId: string, idempotencyKey: string): StoredAnswer | undefined {
  const [row] = sql
    .exec<AnswerRow>("SELECT * FROM answers WHERE user_id = ? AND idempotency_key = ?", userId, idempotencyKey)
    .toArray();
  if (!row) return undefined;
  return {
    kind: row.kind,
    input: row.input,
    body: row.body,
    createdAt: row.created_at,
    amount: row.amount,
    anchor: row.anchor,
    periodStart: row.period_start,
    day: row.day,
    tier: row.tier,
    isReleased: row.is_released === 1,
  };
}

function writeCounter(sql: SqlStorage, userId: string, counter: Counter, minute: MinuteCalls, seq: number): void {
  sql.exec(
    `INSERT INTO counts (user_id, anchor, period_start, count, tier, day, day_count, last_at, last_secret, minute, minute_calls, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_id, anchor, period_start) DO UPDATE SET count = excluded.count, tier = excluded.tier,
       day = excluded.day, day_count = excluded.day_count, last_at = excluded.last_at,
       last_secret = excluded.last_secret, minute = excluded.minute, minute_calls = excluded.minute_calls,
       seq = excluded.seq`,
    userId,
    counter.anchor,
    counter.periodStart,
    counter.count,
    counter.tier,
    counter.day,
    counter.dayCount,
    counter.lastAt,
    counter.lastSecret,
    minute.minute,
    minute.accepted,
    seq,
  );
}

function writeAnswer(sql: SqlStorage, userId: string, idempotencyKey: string, answer: StoredAnswer): void {
  sql.exec(
    `INSERT INTO answers (user_id, idempotency_key, kind, input, body, created_at, amount, anchor, period_start, day, tier, is_released)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_id, idempotency_key) DO UPDATE SET kind = excluded.kind, input = excluded.input,
       body = excluded.body, created_at = excluded.created_at, amount = excluded.amount, anchor = excluded.anchor,
       period_start = excluded.period_start, day = excluded.day, tier = excluded.tier, is_released = excluded.is_released`,
    userId,
    idempotencyKey,
    answer.kind,
    answer.input,
    answer.body,
    answer.createdAt,
    answer.amount,
    answer.anchor,
    answer.periodStart,
    answer.day,
    answer.tier,
    Number(answer.isReleased),
  );
}

function writeDay(sql: SqlStorage, day: number, tier: string, amount: number, seq: number): void {
  sql.exec(
    `INSERT INTO days (day, tier, count, seq) VALUES (?, ?, ?, ?)
     ON CONFLICT (day, tier) DO UPDATE SET count = count + excluded.count, seq = excluded.seq`,
    day,
    tier,
    amount,
    seq,
  );
}
