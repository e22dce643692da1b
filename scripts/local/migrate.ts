/** Applies the D1 migrations that are not applied yet, in wrangler's own table, so that both agree on what is done. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { D1Database } from "@cloudflare/workers-types";
import { projectRoot } from "./paths.ts";

const directory = join(projectRoot, "packages/storage/migrations");

/** @returns the names of those that were applied now */
export async function migrate(database: D1Database): Promise<string[]> {
  await database
    .prepare(
      "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
    )
    .run();
  const { results } = await database.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const pending = readdirSync(directory)
    .filter((name) => name.endsWith(".sql") && !applied.has(name))
    .sort();
  if (pending.length === 0) return [];
  // All at once: the runtime is asked for each statement that is prepared here, and D1 takes several as one.
  await database.batch([
    database.prepare(pending.map((name) => readFileSync(join(directory, name), "utf8")).join("\n")),
    database.prepare("INSERT INTO d1_migrations (name) SELECT value FROM json_each(?)").bind(JSON.stringify(pending)),
  ]);
  return pending;
}
