/** Which indexes the questions of a piece of code use, as `EXPLAIN QUERY PLAN` says it. */
import type { D1Database } from "@cloudflare/workers-types";
import { type Database, openDatabase } from "@dream-api/storage";
import { expect } from "vitest";

export interface QueryPlans {
  /** The same database, with what it is asked written down. */
  readonly database: Database;
  /**
   * Fails when one of the questions reads a table or a whole index from end to end.
   * @param small tables that may be read whole
   * @returns the lines of all plans
   */
  expectIndexes(ask: () => Promise<unknown>, small?: readonly string[]): Promise<string[]>;
}

interface Asked {
  readonly query: string;
  readonly values: unknown[];
}

/** What a JSON list or a subquery holds is small. */
const wholeTable = /^SCAN (?!json_each|CONSTANT ROW|w\b|\(|day|tier VIRTUAL)/;

export function watchQueries(d1: D1Database): QueryPlans {
  const asked: Asked[] = [];
  let explained = 0;

  async function plansOf(ask: () => Promise<unknown>): Promise<string[]> {
    asked.length = 0;
    await ask();
    expect(asked.length).toBeGreaterThan(0);
    const plans = await Promise.all(
      asked.map(({ query, values }) => {
        explained += 1;
        // A text of its own: workerd keeps statements, and one that explains does not notice another schema.
        const explain = d1.prepare(`EXPLAIN QUERY PLAN ${query} -- ${explained}`);
        return explain.bind(...values).all<{ detail: string }>();
      }),
    );
    return plans.flatMap(({ results }) => results.map(({ detail }) => detail));
  }

  return {
    database: openDatabase(recording(d1, asked)),
    async expectIndexes(ask, small = []) {
      const lines = await plansOf(ask);
      const isSmall = (line: string) => small.some((table) => line.startsWith(`SCAN ${table}`));
      expect(lines.filter((line) => wholeTable.test(line) && !isSmall(line))).toEqual([]);
      return lines;
    },
  };
}

function recording(d1: D1Database, asked: Asked[]): D1Database {
  return new Proxy(d1, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "prepare") return typeof value === "function" ? value.bind(target) : value;
      return (query: string) => {
        const statement = target.prepare(query);
        return new Proxy(statement, {
          get(of, method) {
            const own = Reflect.get(of, method);
            if (method !== "bind") return typeof own === "function" ? own.bind(of) : own;
            return (...values: unknown[]) => {
              asked.push({ query, values });
              return of.bind(...values);
            };
          },
        });
      };
    },
  });
}
