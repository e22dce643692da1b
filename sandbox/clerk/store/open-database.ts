/** The one SQLite file of the sandbox, or its memory. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** @param path absent keeps the state for this run only */
export function openDatabase(path: string | undefined): DatabaseSync {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path ?? ":memory:");
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS instances (slug TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS documents (
      position INTEGER PRIMARY KEY AUTOINCREMENT,
      instance_id TEXT NOT NULL,
      kind TEXT NOT NULL,
      id TEXT NOT NULL,
      body TEXT NOT NULL,
      UNIQUE (instance_id, kind, id)
    );
  `);
  return database;
}
