/**
 * The tables inside a Meter. They are made when D1 has confirmed the project and never before, so a stray call
 * leaves nothing behind. One accepted call writes one row of `counts`, and one of `answers` when it carries a key;
 * there is no second index anywhere, because each would be another row written.
 */
import type { SqlStorage } from "@cloudflare/workers-types";

const statements = [
  `CREATE TABLE IF NOT EXISTS project (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    rev INTEGER NOT NULL, learned_at INTEGER NOT NULL,
    type TEXT NOT NULL, is_deleted INTEGER NOT NULL, covered_until INTEGER
  )`,
  `CREATE TABLE IF NOT EXISTS flushing (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    flushed_seq INTEGER NOT NULL, flushed_at INTEGER NOT NULL, purged_at INTEGER NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS tiers (
    name TEXT PRIMARY KEY, usage_limit INTEGER, rate_limit_per_minute INTEGER NOT NULL, features TEXT NOT NULL,
    is_free INTEGER NOT NULL, is_archived INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS secrets (reference INTEGER PRIMARY KEY, secret_hash TEXT NOT NULL UNIQUE, expires_at INTEGER)`,
  `CREATE TABLE IF NOT EXISTS users (
    user_id TEXT PRIMARY KEY, is_known INTEGER NOT NULL, is_erased INTEGER NOT NULL, erased_rev INTEGER NOT NULL,
    assigned_tier TEXT,
    subscription TEXT, rev INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS counts (
    user_id TEXT NOT NULL, anchor INTEGER NOT NULL, period_start INTEGER NOT NULL,
    count INTEGER NOT NULL, tier TEXT NOT NULL, day INTEGER NOT NULL, day_count INTEGER NOT NULL,
    last_at INTEGER NOT NULL, last_secret INTEGER, minute INTEGER NOT NULL, minute_calls INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (user_id, anchor, period_start)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS days (
    day INTEGER NOT NULL, tier TEXT NOT NULL, count INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (day, tier)
  ) WITHOUT ROWID`,
  `CREATE TABLE IF NOT EXISTS answers (
    user_id TEXT NOT NULL, idempotency_key TEXT NOT NULL, kind TEXT NOT NULL, input TEXT NOT NULL, body TEXT NOT NULL,
    created_at INTEGER NOT NULL, amount INTEGER NOT NULL, anchor INTEGER NOT NULL, period_start INTEGER NOT NULL,
    day INTEGER NOT NULL, tier TEXT NOT NULL, is_released INTEGER NOT NULL,
    PRIMARY KEY (user_id, idempotency_key)
  ) WITHOUT ROWID`,
];

export function createMeterTables(sql: SqlStorage): void {
  for (const statement of statements) sql.exec(statement);
}

export function hasMeterTables(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'project'").toArray().length === 1;
}

/** Empties what a deleted project leaves; the project's own row stays as its tombstone. */
export function clearMeterTables(sql: SqlStorage): void {
  for (const table of ["tiers", "secrets", "users", "counts", "days", "answers"]) sql.exec(`DELETE FROM ${table}`);
}
