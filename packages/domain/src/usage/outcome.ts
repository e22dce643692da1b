/** What became of a call. Refusals that a caller branches on are values, not exceptions. */
import type { ErrorCode, Issue, Usage } from "@dream-api/contract";
import type { RateLimitDetails } from "../errors.ts";
import type { Entitlement } from "./entitlement.ts";

export interface Accepted {
  readonly accepted: true;
  /** The JSON text of the answer, the same to the byte for every repeat. */
  readonly body: string;
  readonly isReplay: boolean;
}

export interface Refused {
  readonly accepted: false;
  readonly code: ErrorCode;
  readonly usage?: Usage;
  readonly rateLimit?: RateLimitDetails;
  readonly issues?: readonly Issue[];
}

export type Outcome = Accepted | Refused;

export function refused(code: ErrorCode, details: Omit<Refused, "accepted" | "code"> = {}): Refused {
  return { accepted: false, code, ...details };
}

export function usageOf({ tier, period }: Entitlement, count: number): Usage {
  return {
    plan: tier.name,
    count,
    limit: tier.limit,
    remaining: tier.limit === null ? null : Math.max(0, tier.limit - count),
    periodStart: new Date(period.start).toISOString(),
    periodEnd: new Date(period.end).toISOString(),
    features: [...tier.features],
  };
}
