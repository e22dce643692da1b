/** What each method can be told besides its subject. */

export interface PlanOptions {
  /** The tier of a user who has neither a subscription nor an assigned tier. */
  readonly plan?: string | undefined;
}

export interface TrackUsageOptions extends PlanOptions {
  /** Units to count. 0 checks without counting. Default 1. */
  readonly amount?: number | undefined;
  /** A repeat with the same key gets the first answer for 24 hours. Made by the SDK when absent. */
  readonly idempotencyKey?: string | undefined;
}

export interface BatchOptions {
  /** Events without a key of their own get one from this and their index. Made by the SDK when absent. */
  readonly idempotencyKey?: string | undefined;
}

export interface PageOptions {
  /** 1 to 100. Default 25. */
  readonly limit?: number | undefined;
  /** `nextCursor` of the page before. */
  readonly cursor?: string | undefined;
}
