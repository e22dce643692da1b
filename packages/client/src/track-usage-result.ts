/** What became of a use: `allowed` says whether to go on, `reason` why not, `usage` how far the user is. */
import type { Answer } from "./answer.ts";
import { errorOf } from "./error-of.ts";
import { type DreamAPIError, UnavailableError } from "./errors.ts";
import type { TierLimitBody, TrackUsageResponse, Usage } from "./generated/wire.ts";
import type { OnUnavailable } from "./options.ts";

interface Tracked {
  /** Names the call: give it to `releaseUsage` when the job behind it fails, or repeat the call with it. */
  readonly idempotencyKey: string;
}

/** Counted. */
export interface UsageAllowed extends Tracked {
  readonly allowed: true;
  readonly reason?: undefined;
  readonly usage: Usage;
}

/** Not counted: the tier has not that much left. */
export interface UsageLimitReached extends Tracked {
  readonly allowed: false;
  readonly reason: "tier_limit_reached";
  readonly usage: Usage;
}

/** The API can't be reached; `onUnavailable` decided. Whether it was counted is unknown. */
export interface UsageUnavailable extends Tracked {
  readonly allowed: boolean;
  readonly reason: "unavailable";
  readonly usage: null;
  readonly error: UnavailableError;
}

/** Not counted, for a reason that is no answer to the user: `trackUsage` throws this `error`, a batch holds it. */
export interface UsageRefused extends Tracked {
  readonly allowed: false;
  readonly reason: "refused";
  readonly usage: null;
  readonly error: DreamAPIError;
}

export type TrackUsageResult = UsageAllowed | UsageLimitReached | UsageUnavailable;

export function usageResultOf(
  answer: Answer,
  idempotencyKey: string,
  onUnavailable: OnUnavailable,
): TrackUsageResult | UsageRefused {
  if (isAllowed(answer)) return { allowed: true, usage: answer.body.usage, idempotencyKey };
  // A success that does not say "allowed" came from somebody else.
  const error = answer.ok ? errorOf({ status: 200, body: null, idempotencyKey }) : answer.error;
  if (error.code === "tier_limit_reached") {
    const { usage } = answer.body as TierLimitBody;
    return { allowed: false, reason: "tier_limit_reached", usage, idempotencyKey };
  }
  if (error instanceof UnavailableError) {
    return { allowed: onUnavailable === "allow", reason: "unavailable", usage: null, error, idempotencyKey };
  }
  return { allowed: false, reason: "refused", usage: null, error, idempotencyKey };
}

function isAllowed(answer: Answer): answer is Answer & { body: TrackUsageResponse } {
  return answer.ok && (answer.body as Partial<TrackUsageResponse>).allowed === true;
}
