/** What every decision about usage is made from. */
import type { Instant } from "../clock.ts";
import type { Knowledge } from "./facts.ts";
import type { MeterState } from "./meter-state.ts";

export interface Counting {
  readonly knowledge: Knowledge;
  readonly state: MeterState;
  readonly at: Instant;
  /** The key that calls, by its {@link SecretFacts.reference}; null for an end user's token. */
  readonly secretReference: number | null;
}
