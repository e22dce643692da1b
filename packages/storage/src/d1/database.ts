/** The door to D1. Everything else in this package takes a {@link Database}. */
import type { D1Database } from "@cloudflare/workers-types";
import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";

export type Database = DrizzleD1Database & { $client: D1Database };

export function openDatabase(d1: D1Database): Database {
  return drizzle(d1, { casing: "snake_case" });
}

/** A D1 question that took too long. Its answer, should it still come, is ignored. */
export class DatabaseTimeout extends Error {
  constructor(milliseconds: number) {
    super(`D1 did not answer within ${milliseconds} ms`);
    this.name = "DatabaseTimeout";
  }
}

/** @throws DatabaseTimeout */
export function within<Result>(milliseconds: number, answer: Promise<Result>): Promise<Result> {
  let timer: ReturnType<typeof setTimeout>;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DatabaseTimeout(milliseconds)), milliseconds);
  });
  return Promise.race([answer, timeout]).finally(() => clearTimeout(timer));
}

const pingWithinMs = 2000;

/** @throws DatabaseTimeout, or what D1 throws when it is down */
export function pingDatabase(database: Database): Promise<unknown> {
  return within(pingWithinMs, database.$client.prepare("SELECT 1").first());
}
