/** `dream-api`: `import DreamAPI from "dream-api"`. What is not exported here is not promised. */

export type { PageOptions, PlanOptions, TrackUsageOptions } from "./dream-api.ts";
export { type BatchOptions, type BatchResult, DreamAPI, DreamAPI as default } from "./dream-api.ts";
export * from "./errors.ts";
export type { ErrorCode, Issue, Product, Tier, Usage, UsageEvent } from "./generated/wire.ts";
export type { DreamAPIOptions, OnUnavailable } from "./options.ts";
export type {
  BatchUsageResult,
  TrackUsageResult,
  UsageAllowed,
  UsageLimitReached,
  UsageRefused,
  UsageUnavailable,
} from "./track-usage-result.ts";
