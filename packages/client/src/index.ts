/** `dream-api`: `import DreamAPI from "dream-api"`. What is not exported here is not promised. */
export type { BatchResult, BatchUsageResult } from "./batch-result.ts";
export { DreamAPI, DreamAPI as default } from "./dream-api.ts";
export * from "./errors.ts";
export type { ErrorCode, Issue, Product, Tier, Usage, UsageEvent } from "./generated/wire.ts";
export type { BatchOptions, PageOptions, PlanOptions, TrackUsageOptions } from "./method-options.ts";
export type { DreamAPIOptions, OnUnavailable } from "./options.ts";
export type {
  TrackUsageResult,
  UsageAllowed,
  UsageLimitReached,
  UsageRefused,
  UsageUnavailable,
} from "./track-usage-result.ts";
