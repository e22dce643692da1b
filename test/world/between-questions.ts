/** A database at whose questions somebody comes between: what is asked in one batch is one question. */
import type { D1Database, D1PreparedStatement } from "@cloudflare/workers-types";

export interface Interruption {
  /** Which question, counted from 0. */
  readonly at: number;
  readonly when: "before" | "after";
  run(): Promise<unknown>;
}

const askingMethods = ["all", "raw", "run", "first"];

/** @returns the same database; `asked` counts */
export function betweenQuestions(
  d1: D1Database,
  interruption: Interruption | null,
): { readonly d1: D1Database; readonly asked: () => number } {
  let asked = 0;
  const originals = new WeakMap<object, D1PreparedStatement>();

  async function ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    const isIt = interruption?.at === asked++;
    if (isIt && interruption.when === "before") await interruption.run();
    const answer = await question();
    if (isIt && interruption.when === "after") await interruption.run();
    return answer;
  }

  function watched(statement: D1PreparedStatement): D1PreparedStatement {
    const proxy = new Proxy(statement, {
      get(of, name) {
        const own = Reflect.get(of, name) as (...input: unknown[]) => unknown;
        if (name === "bind") return (...values: unknown[]) => watched(of.bind(...values));
        if (!askingMethods.includes(String(name))) return own;
        return (...input: unknown[]) => ask(() => own.apply(of, input) as Promise<unknown>);
      },
    });
    originals.set(proxy, statement);
    return proxy;
  }

  const batch: D1Database["batch"] = (statements) =>
    ask(() => d1.batch(statements.map((statement) => originals.get(statement) ?? statement)));

  const proxy = new Proxy(d1, {
    get(of, name) {
      if (name === "prepare") return (query: string) => watched(of.prepare(query));
      return name === "batch" ? batch : Reflect.get(of, name);
    },
  });
  return { d1: proxy, asked: () => asked };
}
