/** What may be asked of a Meter. A refusal comes back as a value; a rejection means that the Meter did not answer. */
import type { UsageEvent } from "@dream-api/contract";
import type { Outcome, Refused, Release } from "@dream-api/domain";
import type { LiveFigures } from "@dream-api/storage";

export interface UsageQuery {
  readonly userId: string;
  readonly plan?: string | undefined;
}

/** The SHA-256 of the caller's secret key; null where the Worker has made sure of the caller itself. */
export type Credential = string | null;

export interface MeterClient {
  track(credential: Credential, event: UsageEvent): Promise<Outcome>;
  /** An outcome for each event, in order, or one refusal of the whole. */
  trackBatch(secretHash: string, events: readonly UsageEvent[]): Promise<Outcome[] | Refused>;
  release(secretHash: string, release: Release): Promise<Outcome>;
  usage(credential: Credential, query: UsageQuery): Promise<Outcome>;
  /** Whether anything was ever counted for an id. */
  hasCounted(userId: string): Promise<boolean>;
  live(credential: Credential): Promise<LiveFigures | Refused>;
  /** Hears that D1 changed. Rejects when D1 can't be read, so that the announcement is repeated. */
  heed(rev: number): Promise<void>;
  /** Brings everything to D1 again, for one that was restored. */
  flushAll(): Promise<void>;
}
