/** The door to D1. Everything else in this package takes a {@link Database}. */
import type { D1Database } from "@cloudflare/workers-types";
import { DreamError } from "@dream-api/domain";
import { DrizzleQueryError } from "drizzle-orm";
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

/** What D1 threw, without the query's parameters: those are keys, ids and addresses, and errors are logged. */
export class DatabaseError extends Error {
  constructor(cause: unknown) {
    super("A query failed", { cause });
    this.name = "DatabaseError";
  }
}

/** D1 itself failing is no fault of the query: it may work again at once. Constraints and wrong SQL are ours. */
function isOutage(cause: unknown): boolean {
  return (
    cause instanceof Error &&
    cause.message.startsWith("D1_") &&
    !/SQLITE_(CONSTRAINT|ERROR|MISMATCH)/.test(cause.message)
  );
}

/** @throws DatabaseError in place of the query builder's own error; DreamError `storage_unavailable` when D1 is down */
export async function withoutParameters<Result>(answer: Promise<Result>): Promise<Result> {
  try {
    return await answer;
  } catch (error) {
    const cause = error instanceof DrizzleQueryError ? error.cause : error;
    if (isOutage(cause)) throw new DreamError("storage_unavailable", {}, { cause });
    throw error instanceof DrizzleQueryError ? new DatabaseError(error.cause) : error;
  }
}

/** The same methods, none of which tells its parameters when it fails. */
export function discreet<Methods extends object>(methods: Methods): Methods {
  return new Proxy(methods, {
    get(target, name) {
      const method = Reflect.get(target, name);
      if (typeof method !== "function") return method;
      return (...parameters: unknown[]) => {
        const answer: unknown = method.apply(target, parameters);
        return answer instanceof Promise ? withoutParameters(answer) : answer;
      };
    },
  });
}
