/** What the load process is asked to do and what it says about it. Travels between processes, so it is all data. */

export interface RequestPlan {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string;
}

/** Keeps so many connections busy: each sends its next call when the last one was answered. */
export interface SaturatingPace {
  readonly kind: "saturating";
  readonly connections: number;
}

/** Sends so many calls a second, evenly, whether or not earlier ones were answered. */
export interface FixedPace {
  readonly kind: "fixed";
  readonly callsPerSecond: number;
}

export interface LoadJob {
  /** Origin of the Worker. */
  readonly url: string;
  /** Sent in turn. */
  readonly requests: readonly RequestPlan[];
  /** Gives every call an Idempotency-Key of its own. */
  readonly hasFreshKeys: boolean;
  readonly pace: SaturatingPace | FixedPace;
  readonly seconds: number;
}

export interface LoadResult {
  /** All answers by status, also those that came after the time was over. */
  readonly statuses: Record<string, number>;
  /** Calls without an answer. */
  readonly failures: number;
  readonly callsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** How much of one core the load process itself took. */
  readonly clientCpu: number;
}
