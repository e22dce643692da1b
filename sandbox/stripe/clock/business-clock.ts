/**
 * The sandbox's one clock for business time: real time and an offset, or frozen for a repeatable run. Credentials,
 * signatures and retries do not follow it.
 */
import type { DatabaseSync } from "node:sqlite";

interface ClockState {
  offsetSeconds: number;
  frozenAt: number | null;
}

export class BusinessClock {
  readonly #database: DatabaseSync;
  readonly #realNow: () => number;
  readonly #initial: ClockState;
  #state: ClockState;

  /** @param realNow milliseconds @param frozenAt seconds; the clock then moves only when told */
  constructor(database: DatabaseSync, realNow: () => number, frozenAt?: number) {
    this.#database = database;
    this.#realNow = realNow;
    this.#initial = { offsetSeconds: 0, frozenAt: frozenAt ?? null };
    this.#state = this.#load();
  }

  /** Unix seconds. */
  now(): number {
    const { offsetSeconds, frozenAt } = this.#state;
    return frozenAt ?? Math.floor(this.#realNow() / 1000) + offsetSeconds;
  }

  isFrozen(): boolean {
    return this.#state.frozenAt !== null;
  }

  set(seconds: number): void {
    this.#state = this.isFrozen()
      ? { ...this.#state, frozenAt: seconds }
      : { frozenAt: null, offsetSeconds: seconds - Math.floor(this.#realNow() / 1000) };
    this.#database
      .prepare(
        "INSERT INTO settings (name, json) VALUES ('clock', ?) ON CONFLICT (name) DO UPDATE SET json = excluded.json",
      )
      .run(JSON.stringify(this.#state));
  }

  reload(): void {
    this.#state = this.#load();
  }

  #load(): ClockState {
    const row = this.#database.prepare("SELECT json FROM settings WHERE name = 'clock'").get();
    return row ? (JSON.parse(String(row.json)) as ClockState) : this.#initial;
  }
}
