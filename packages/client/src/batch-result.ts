/** What became of the events of a batch: each what a single call would have answered, or thrown. */
import { readAnswer } from "./answer.ts";
import type { TrackUsageBatchResponse } from "./generated/wire.ts";
import type { OnUnavailable } from "./options.ts";
import { type TrackUsageResult, type UsageRefused, usageResultOf } from "./track-usage-result.ts";

export type BatchUsageResult = TrackUsageResult | UsageRefused;

export interface BatchResult {
  /** In the order of the events, each what `trackUsage` would have answered. */
  readonly results: BatchUsageResult[];
  readonly idempotencyKey: string;
}

/** @param events as they were sent. An event that the answer is silent about is `unavailable`. */
export function batchResultsOf(
  results: TrackUsageBatchResponse["results"],
  events: readonly { readonly idempotencyKey: string }[],
  onUnavailable: OnUnavailable,
): BatchUsageResult[] {
  return events.map(({ idempotencyKey }, index) => {
    const { status, ...body } = results[index] ?? { status: 0 };
    return usageResultOf(readAnswer({ status, body, idempotencyKey }), idempotencyKey, onUnavailable);
  });
}
