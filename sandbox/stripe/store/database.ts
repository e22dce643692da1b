/** The sandbox's state: one SQLite database, in a file that survives a killed process or in memory for tests. */
import { DatabaseSync, type StatementSync } from "node:sqlite";

const tables = `
CREATE TABLE IF NOT EXISTS objects (
  seq INTEGER PRIMARY KEY, account TEXT NOT NULL, livemode INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
  created INTEGER NOT NULL, json TEXT NOT NULL, UNIQUE (kind, id, account, livemode));
CREATE INDEX IF NOT EXISTS objects_listed ON objects (account, livemode, kind, seq);
CREATE INDEX IF NOT EXISTS events_by_age ON objects (created) WHERE kind = 'event';
CREATE TABLE IF NOT EXISTS object_keys (
  account TEXT NOT NULL, livemode INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  seq INTEGER NOT NULL, PRIMARY KEY (kind, name, value, account, livemode, seq)) WITHOUT ROWID;
DROP INDEX IF EXISTS object_keys_by_object;
CREATE TABLE IF NOT EXISTS jobs (
  id INTEGER PRIMARY KEY, account TEXT NOT NULL, livemode INTEGER NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL,
  due_at INTEGER NOT NULL, test_clock TEXT NOT NULL DEFAULT '', UNIQUE (ref, kind, account, livemode));
CREATE INDEX IF NOT EXISTS jobs_due ON jobs (test_clock, due_at, id);
CREATE TABLE IF NOT EXISTS idempotency (
  account TEXT NOT NULL, livemode INTEGER NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, request_id TEXT NOT NULL,
  status INTEGER, body TEXT, used_at INTEGER NOT NULL, PRIMARY KEY (key, account, livemode)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY, event TEXT NOT NULL, endpoint TEXT NOT NULL, account TEXT NOT NULL, livemode INTEGER NOT NULL,
  endpoint_livemode INTEGER NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL, answer TEXT, UNIQUE (event, endpoint));
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (status, next_attempt_at);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, json TEXT NOT NULL) WITHOUT ROWID;
`;

const tableNames = ["objects", "object_keys", "jobs", "idempotency", "deliveries", "settings"];

/** @param path absent keeps everything in memory */
export function openDatabase(path: string | undefined): DatabaseSync {
  const database = new DatabaseSync(path ?? ":memory:");
  // A killed process loses nothing by it; a machine without power may, and this state is made anew.
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA busy_timeout = 2000;");
  database.exec(tables);
  return database;
}

/** Prepares each text once. */
export function statements(database: DatabaseSync): (sql: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    const statement = prepared.get(sql) ?? database.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/** Empties everything; what stood at {@link markStart} stands there again. */
export function emptyDatabase(database: DatabaseSync): void {
  const hasStart = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'start_objects'").get() !== undefined;
  const again = (name: string) => (hasStart ? `INSERT INTO ${name} SELECT * FROM start_${name};` : "");
  database.exec(tableNames.map((name) => `DELETE FROM ${name}; ${again(name)}`).join(" "));
  tellRollback(database);
}

/** What is there now is what a reset goes back to. */
export function markStart(database: DatabaseSync): void {
  const keep = (name: string) =>
    `DROP TABLE IF EXISTS start_${name}; CREATE TABLE start_${name} AS SELECT * FROM ${name};`;
  database.exec(tableNames.map(keep).join(" "));
}

const rollbackListeners = new WeakMap<DatabaseSync, (() => void)[]>();

/** For what is remembered outside the database and would be wrong after an undone transaction. */
export function onRollback(database: DatabaseSync, forget: () => void): void {
  rollbackListeners.set(database, [...(rollbackListeners.get(database) ?? []), forget]);
}

function tellRollback(database: DatabaseSync): void {
  for (const forget of rollbackListeners.get(database) ?? []) forget();
}

/** Does it, keeps the result and undoes everything else, within the transaction under way. */
export function rehearse<T>(database: DatabaseSync, work: () => T): T {
  database.exec("SAVEPOINT rehearsal");
  try {
    return work();
  } finally {
    database.exec("ROLLBACK TO rehearsal");
    database.exec("RELEASE rehearsal");
    tellRollback(database);
  }
}

interface Brackets {
  begin: StatementSync;
  commit: StatementSync;
  rollback: StatementSync;
}

const brackets = new WeakMap<DatabaseSync, Brackets>();

function bracketsOf(database: DatabaseSync): Brackets {
  let known = brackets.get(database);
  if (!known) {
    const [begin, commit, rollback] = ["BEGIN IMMEDIATE", "COMMIT", "ROLLBACK"].map((sql) => database.prepare(sql));
    known = { begin, commit, rollback } as Brackets;
    brackets.set(database, known);
  }
  return known;
}

/** Runs `work` in one transaction; what it throws undoes it, unless `keeps` says that the failure itself is kept. */
export function inTransaction<T>(database: DatabaseSync, work: () => T, keeps: (error: unknown) => boolean): T {
  const { begin, commit, rollback } = bracketsOf(database);
  begin.run();
  try {
    const result = work();
    commit.run();
    return result;
  } catch (error) {
    const isKept = keeps(error);
    (isKept ? commit : rollback).run();
    if (!isKept) tellRollback(database);
    throw error;
  }
}
