/**
 * A D1 batch is a transaction, but an UPDATE that matches nothing does not end it: its siblings would commit. The
 * guard, put right behind a conditional write, fails when that write did not change exactly one row, and so rolls
 * the whole batch back (measured on local D1: without it the siblings of an empty UPDATE stay).
 */
import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./database.ts";
import { guard } from "./schema/index.ts";

const changedOneRow: SQL = sql`INSERT INTO guard (ok) SELECT NULL WHERE changes() <> 1`;

export function expectOneRow(database: Database) {
  return database.run(changedOneRow);
}

/** Fails its batch when the condition holds. */
export function refuseWhen(database: Database, condition: SQL) {
  return database.insert(guard).select(sql`SELECT NULL WHERE ${condition}`);
}

/** D1 reports errors as text only; the constraint's name in it is the one thing that tells ours from others. */
export function isGuardFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("guard.ok")) return true;
  }
  return false;
}

/** False when a guard of the batch failed, and so nothing of it was done. */
export async function passesGuards(
  database: Database,
  batch: [BatchItem<"sqlite">, ...BatchItem<"sqlite">[]],
): Promise<boolean> {
  try {
    await database.batch(batch);
    return true;
  } catch (error) {
    if (isGuardFailure(error)) return false;
    throw error;
  }
}
