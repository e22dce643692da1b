/**
 * What tests, benchmarks and the local start may do to the Workers from outside, through the alternate entry. None of
 * this exists in production.
 */

export interface TenantName {
  readonly projectId: string;
  readonly mode: "test" | "live";
}

export interface MeterName extends TenantName {
  readonly shard: number;
}

/** Milliseconds: ahead of the machine's clock, or, when `stopped`, the time itself since the epoch. */
export interface ClockSetting {
  readonly real: number;
  readonly business: number;
  readonly stopped?: boolean;
}

export interface LabTier {
  readonly name: string;
  readonly displayName?: string;
  readonly unitAmount: number;
  readonly limit: number | null;
  readonly rateLimitPerMinute: number;
  readonly features?: string[];
}

interface LabProduct {
  readonly name: string;
  readonly displayName: string;
  readonly description?: string;
  readonly unitAmount: number;
  readonly stock: number | null;
  readonly shippable?: boolean;
}

export interface LabProject {
  readonly projectId?: string;
  readonly platformId?: string;
  readonly name: string;
  readonly type: "saas" | "store";
  readonly mode: "test" | "live";
  readonly tiers?: readonly LabTier[];
  readonly products?: readonly LabProduct[];
}

export interface LabSubscription {
  readonly userId: string;
  readonly tier: string;
  readonly status: string;
  readonly usageAnchor: number;
  readonly currentPeriodStart: number;
  readonly currentPeriodEnd: number;
  readonly cancelAt?: number | null;
  readonly firstFailedAt?: number | null;
}

/** What goes wrong in one project until it is healed. */
export interface Faults {
  /** Every question to D1 fails. */
  readonly databaseDown?: boolean;
  /** Answers of D1 are read at once but arrive only when released. */
  readonly holdDatabaseAnswers?: boolean;
  /** The next so many commits throw inside their transaction. */
  readonly failCommits?: number;
  /** The next so many commits can't be made durable. */
  readonly failSyncs?: number;
  /** The Meters of these shards can't be reached. */
  readonly shardsDown?: readonly number[];
}

/** I/O since the counters were last reset. */
export interface IoCounters {
  readonly databaseOperations: number;
  readonly meterCalls: number;
  readonly meterRowsWritten: number;
}

interface StoredCount {
  readonly userId: string;
  readonly anchor: number;
  readonly periodStart: number;
  readonly count: number;
}

interface StoredDay {
  readonly day: number;
  readonly tier: string;
  readonly count: number;
}

export interface StoredUsage {
  readonly counts: StoredCount[];
  readonly days: StoredDay[];
}

/** Arguments and results travel as JSON. Changes to D1 return the project's new rev, or null when nothing was there. */
export interface LabMethods {
  createProject(project: LabProject): { projectId: string; platformId: string };
  hasProject(projectId: string): boolean;
  mintKeys(tenant: TenantName, label: string): { publishableKey: string; secretKey: string };
  rotateSecret(tenant: TenantName, publishableKey: string, overlapSeconds: number): { secretKey: string };
  revokeKeys(tenant: TenantName, publishableKey: string): { pending: boolean } | null;
  /** `announce: false` leaves the announcement in the outbox, as when the Worker died after its commit. */
  changeTier(
    tenant: TenantName,
    name: string,
    changes: { limit?: number | null; rateLimitPerMinute?: number },
    options?: { announce?: boolean },
  ): number | null;
  assignTier(tenant: TenantName, userId: string, tier: string | null, options?: { announce?: boolean }): number | null;
  eraseUser(tenant: TenantName, userId: string): number | null;
  putSubscription(tenant: TenantName, subscription: LabSubscription): number | null;
  coverPlatform(platformId: string, coveredUntil: number | null): void;
  /** In all its modes. */
  deleteProject(tenant: TenantName): void;
  announce(tenant: TenantName, rev: number): boolean;
  readDatabaseUsage(tenant: TenantName): StoredUsage;
  readMeterUsage(tenant: TenantName): StoredUsage;
  endUserIds(tenant: TenantName): string[];
  lastUsedAt(publishableKey: string): number | null;
  outboxSize(tenant: TenantName): number;
  /** What of a product is free, and what is held or sold, in one look. */
  /** What only waits for its turn at Stripe is due now. @returns how much that was */
  letNewsThrough(): number;
  countStock(tenant: TenantName, product: string): { free: number; taken: number } | null;

  setClock(setting: ClockSetting, projectId?: string): void;
  flush(tenant: TenantName, options?: { everything?: boolean }): void;
  runAlarm(tenant: TenantName): void;
  runCrons(): void;
  /** Drops the memory of the project's Meters, as the runtime does with idle ones. */
  evict(tenant: TenantName): void;
  /** Throws away what the project's rows in D1 know of usage, as restoring an older D1 would. */
  forgetDatabaseUsage(tenant: TenantName): void;
  setFaults(projectId: string, faults: Faults): void;
  /** Lets held answers of D1 through and holds no more; says how many there were. */
  releaseAnswers(projectId: string): number;
  heldAnswers(projectId: string): number;
  hasMeterStorage(meter: MeterName): boolean;
  resetCounters(projectId: string): void;
  readCounters(projectId: string): IoCounters;
}
