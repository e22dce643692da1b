/**
 * What a proof of correctness under load is: a function that throws an Error saying what was violated, or returns what
 * it took to find nothing. The same functions run small in the tests and large in `npm run bench:proof`.
 */
import type { LabClient } from "../../scripts/local/lab-client.ts";

/** A running instance with a lab. */
export interface ProofWorld {
  readonly apiUrl: string;
  readonly lab: LabClient;
}

export interface ProofScale {
  readonly parallelCalls: number;
  readonly rounds: number;
}

export interface ProofFigures {
  /** Calls made to the API. */
  readonly calls: number;
  /** What happened on the way, for the report. */
  readonly details: string;
}

/** @throws Error with the guarantee and what was found instead */
export function expectThat(holds: boolean, violation: string): asserts holds {
  if (!holds) throw new Error(violation);
}

export function expectEqual(found: unknown, expected: unknown, what: string): void {
  const [foundText, expectedText] = [JSON.stringify(found), JSON.stringify(expected)];
  expectThat(foundText === expectedText, `${what}: expected ${expectedText}, found ${foundText}`);
}
