/** What becomes due at a moment of business time, kept in the database so that a restart forgets nothing. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { onRollback } from "./database.ts";
import type { Scope } from "./object-store.ts";

export type JobKind =
  | "announce_invoice"
  | "announce_trial_end"
  | "cancel_subscription"
  | "expire_first_payment"
  | "expire_pending_update"
  | "expire_session"
  | "finalize_invoice"
  | "lose_dispute"
  | "renew_subscription"
  | "resume_collection"
  | "retry_invoice"
  | "settle_payment";

interface Job {
  readonly id: number;
  readonly scope: Scope;
  readonly kind: JobKind;
  readonly ref: string;
  readonly dueAt: number;
  readonly testClock: string;
}

export class Schedule {
  readonly #put: StatementSync;
  readonly #drop: StatementSync;
  readonly #next: StatementSync;
  readonly #take: StatementSync;
  /** Nothing of the sandbox's own clock is due before; every call asks, and mostly in vain. */
  #nothingBefore = 0;

  constructor(database: DatabaseSync) {
    onRollback(database, () => {
      this.#nothingBefore = 0;
    });
    this.#put = database.prepare(
      `INSERT INTO jobs (account, livemode, kind, ref, due_at, test_clock) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (ref, kind, account, livemode) DO UPDATE SET due_at = excluded.due_at`,
    );
    this.#drop = database.prepare("DELETE FROM jobs WHERE ref = ? AND kind = ? AND account = ? AND livemode = ?");
    this.#next = database.prepare(
      "SELECT * FROM jobs WHERE test_clock = ? AND due_at <= ? ORDER BY due_at, id LIMIT 1",
    );
    this.#take = database.prepare("DELETE FROM jobs WHERE id = ?");
  }

  put({ account, livemode }: Scope, kind: JobKind, ref: string, dueAt: number, testClock: string): void {
    this.#nothingBefore = Math.min(this.#nothingBefore, dueAt);
    this.#put.run(account, Number(livemode), kind, ref, dueAt, testClock);
  }

  drop({ account, livemode }: Scope, kind: JobKind, ref: string): void {
    this.#drop.run(ref, kind, account, Number(livemode));
  }

  /** The earliest job due by then, left in place. @param testClock empty for the sandbox's own clock */
  next(until: number, testClock: string): Job | undefined {
    if (testClock === "" && until < this.#nothingBefore) return undefined;
    const row = this.#next.get(testClock, until);
    if (!row) {
      if (testClock === "") this.#nothingBefore = until + 1;
      return undefined;
    }
    return {
      id: Number(row.id),
      scope: { account: String(row.account), livemode: row.livemode === 1 },
      kind: row.kind as JobKind,
      ref: String(row.ref),
      dueAt: Number(row.due_at),
      testClock: String(row.test_clock),
    };
  }

  take(job: Job): void {
    this.#take.run(job.id);
  }
}
