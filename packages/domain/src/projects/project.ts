/** What a new project is made of. */
import type { Interval, ProjectType } from "@dream-api/contract";

export interface NewTier {
  readonly name: string;
  readonly displayName: string;
  readonly unitAmount: number;
  readonly interval: Interval;
  /** Units per period; null is unlimited. */
  readonly limit: number | null;
  readonly rateLimitPerMinute: number;
  readonly features: string[];
  readonly popular: boolean;
  readonly trialDays: number;
}

export interface NewProduct {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly unitAmount: number;
  readonly imageUrl: string | null;
  readonly features: string[];
  /** Null is not tracked. */
  readonly stock: number | null;
  /** Not for sale for now, whatever its stock; for sale unless said. */
  readonly soldOut?: boolean;
  readonly shippable: boolean;
}

export interface NewProject {
  readonly platformId: string;
  readonly name: string;
  readonly type: ProjectType;
  readonly currency: string;
  readonly tiers?: readonly NewTier[];
  readonly products?: readonly NewProduct[];
}

/** What may change of a tier without a new price. */
export interface TierChanges {
  readonly limit?: number | null;
  readonly rateLimitPerMinute?: number;
  readonly archivedAt?: number | null;
}
