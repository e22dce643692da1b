/** What a decision about usage needs to know. Learned from D1 and versioned by the project's rev; see `metering/`. */
import type { Interval, ProjectType } from "@dream-api/contract";

export interface ProjectFacts {
  readonly type: ProjectType;
  readonly isDeleted: boolean;
  /** Counting in this mode needs the owner's paid plan: until when it is covered; null is not at all. */
  readonly coveredUntil: number | null;
  readonly needsPlan: boolean;
}

export interface TierRule {
  readonly name: string;
  /** Units per period; null is unlimited. */
  readonly limit: number | null;
  readonly rateLimitPerMinute: number;
  readonly features: readonly string[];
  readonly isFree: boolean;
  readonly isArchived: boolean;
}

export interface SecretFacts {
  /** A small number that stands for the secret in the Meter's rows. */
  readonly reference: number;
  /** Real time; null is never, 0 is revoked. */
  readonly expiresAt: number | null;
}

export type SubscriptionStatus =
  | "trialing"
  | "active"
  | "past_due"
  | "unpaid"
  | "paused"
  | "incomplete"
  | "incomplete_expired"
  | "canceled";

export interface SubscriptionFacts {
  readonly tier: string;
  readonly status: SubscriptionStatus;
  readonly interval: Interval;
  /** Where its monthly usage periods start from; our own, set once. */
  readonly usageAnchor: number;
  readonly currentPeriodEnd: number;
  readonly cancelAt: number | null;
  readonly firstFailedAt: number | null;
}

export interface UserFacts {
  /** Whether D1 has a row of this user; one that only ever counted may not have it yet. */
  readonly isKnown: boolean;
  readonly isErased: boolean;
  /** The rev of the last erasure, which a user created anew keeps; 0 is never. */
  readonly erasedRev: number;
  readonly assignedTier: string | null;
  readonly subscription: SubscriptionFacts | null;
  /** The rev of the project that last changed this user. */
  readonly rev: number;
}

/** What holds for a user of whom D1 has no row. */
export const unknownUser: UserFacts = {
  isKnown: false,
  isErased: false,
  erasedRev: 0,
  assignedTier: null,
  subscription: null,
  rev: 0,
};

export interface Knowledge {
  readonly rev: number;
  readonly project: ProjectFacts;
  readonly tiers: ReadonlyMap<string, TierRule>;
  /** By the SHA-256 of the secret key. */
  readonly secrets: ReadonlyMap<string, SecretFacts>;
}

/** A user's count in one period, with the share of the day it was last written on. */
export interface Counter {
  readonly anchor: number;
  readonly periodStart: number;
  readonly count: number;
  /** The tier of the last accepted call, under which the day's share is booked. */
  readonly tier: string;
  /** Days since the epoch, business time. */
  readonly day: number;
  readonly dayCount: number;
  /** Real time of the last accepted call. */
  readonly lastAt: number;
  /** The {@link SecretFacts.reference} of the key that made it; null for an end user's token. */
  readonly lastSecret: number | null;
}

/** One user's calls in one UTC minute of real time. */
export interface MinuteCalls {
  readonly minute: number;
  /** Survives the loss of memory. */
  readonly accepted: number;
  /** Kept in memory only. */
  readonly refused: number;
}

/** The answer to an accepted call that carried an idempotency key. */
export interface StoredAnswer {
  readonly kind: "track" | "release";
  /** What the key was used for: an amount, or the key of the released call. A repeat must say the same. */
  readonly input: string;
  readonly body: string;
  readonly createdAt: number;
  readonly amount: number;
  readonly anchor: number;
  readonly periodStart: number;
  readonly day: number;
  readonly tier: string;
  readonly isReleased: boolean;
}

/** Anchor of counts that follow the UTC calendar. */
export const calendarAnchor = 0;
