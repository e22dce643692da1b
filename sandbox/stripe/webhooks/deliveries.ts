/** Which event goes to which endpoint, and how that went: kept in the database, so that a restart loses nothing. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { statements } from "../store/database.ts";
import type { Scope } from "../store/object-store.ts";

export interface Delivery {
  id: number;
  event: string;
  endpoint: string;
  status: "delivered" | "failed" | "pending";
  attempts: number;
  /** Milliseconds of real time. */
  next_attempt_at: number;
  answer: string | null;
}

/** With the scopes of the event and, by its mode, of the endpoint. */
export interface DueDelivery extends Delivery {
  account: string;
  livemode: number;
  endpoint_livemode: number;
}

const batch = 20;
const maxShown = 200;

export class Deliveries {
  readonly #prepare: (sql: string) => StatementSync;

  constructor(database: DatabaseSync) {
    this.#prepare = statements(database);
  }

  add(event: string, scope: Scope, endpoint: string, isEndpointLive: boolean, dueAt: number): void {
    this.#prepare(
      `INSERT INTO deliveries (event, endpoint, account, livemode, endpoint_livemode, status, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, 'pending', ?)`,
    ).run(event, endpoint, scope.account, Number(scope.livemode), Number(isEndpointLive), dueAt);
  }

  pendingOf(event: string): number {
    const row = this.#prepare("SELECT count(*) AS n FROM deliveries WHERE event = ? AND status <> 'delivered'").get(
      event,
    );
    return Number(row?.n);
  }

  /** The latest first. */
  list(): Delivery[] {
    return this.#prepare(`SELECT * FROM deliveries ORDER BY id DESC LIMIT ${maxShown}`).all() as unknown as Delivery[];
  }

  count(): Record<Delivery["status"], number> {
    const rows = this.#prepare("SELECT status, count(*) AS n FROM deliveries GROUP BY status").all();
    const counts = Object.fromEntries(rows.map(({ status, n }) => [String(status), Number(n)]));
    return { delivered: 0, failed: 0, pending: 0, ...counts };
  }

  /** @returns whether there is such a delivery */
  makeDue(id: number, at: number): boolean {
    const { changes } = this.#prepare("UPDATE deliveries SET status = 'pending', next_attempt_at = ? WHERE id = ?").run(
      at,
      id,
    );
    return Number(changes) > 0;
  }

  due(now: number, isShuffled: boolean): DueDelivery[] {
    // Event ids are random, so their order is a shuffle.
    const order = isShuffled ? "event" : "id";
    return this.#prepare(
      `SELECT * FROM deliveries WHERE status = 'pending' AND next_attempt_at <= ? ORDER BY ${order} LIMIT ${batch}`,
    ).all(now) as never;
  }

  nextDueAt(): number | undefined {
    const row = this.#prepare("SELECT min(next_attempt_at) AS at FROM deliveries WHERE status = 'pending'").get();
    return row?.at === null || row?.at === undefined ? undefined : Number(row.at);
  }

  recordAttempt(id: number, status: Delivery["status"], nextAttemptAt: number, answer: string): void {
    this.#prepare(
      "UPDATE deliveries SET status = ?, attempts = attempts + 1, next_attempt_at = ?, answer = ? WHERE id = ?",
    ).run(status, nextAttemptAt, answer, id);
  }

  /** Forgets what is done with of events made before that moment of business time. */
  forgetBefore(created: number): void {
    this.#prepare(
      `DELETE FROM deliveries WHERE status <> 'pending'
         AND event IN (SELECT id FROM objects WHERE kind = 'event' AND created < ?)`,
    ).run(created);
  }
}
