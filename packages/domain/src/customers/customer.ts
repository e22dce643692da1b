/** A project's customers as they are kept, and what the use cases ask of the store. Times are epoch milliseconds. */
import type { Interval, ProjectType } from "@dream-api/contract";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { PlanSource } from "../usage/entitlement.ts";
import type { SubscriptionFacts, TierRule } from "../usage/facts.ts";
import type { Actor } from "../work/audit.ts";

export interface CustomerSubscription extends SubscriptionFacts {
  readonly subscriptionId: string;
  /** Per interval, before discounts. */
  readonly unitAmount: number;
  readonly currency: string;
  readonly interval: Interval;
  readonly currentPeriodStart: number;
  readonly canceledAt: number | null;
  readonly cancelReason: string | null;
  readonly trialEnd: number | null;
  readonly updatedAt: number;
}

export interface CustomerRecord {
  readonly userId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly status: "active" | "invited" | "erased";
  readonly assignedTier: string | null;
  /** What the user was on when something was last written of them. */
  readonly plan: string | null;
  readonly planSource: PlanSource | null;
  readonly createdAt: number;
  readonly lastActiveAt: number | null;
  /** The one that is not over. */
  readonly subscription: CustomerSubscription | null;
}

/** What a project's customers can be on. */
export interface ProjectPlans {
  readonly type: ProjectType;
  /** Archived ones too. */
  readonly tiers: ReadonlyMap<string, TierRule>;
}

/** For the audit log: whose project it is and who acts. */
export interface ChangedBy {
  readonly platform: PlatformScope;
  readonly actor: Actor;
}

/** Who acts for a project. */
export interface ProjectOwner extends ChangedBy {
  readonly scope: Scope;
}

export interface NewCustomer {
  readonly userId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly status: "active" | "invited";
  readonly assignedTier: string | null;
  /** Whether a mail is to go to the address. */
  readonly invite: boolean;
}

/** What is absent stays as it is. */
export interface CustomerChanges {
  readonly name?: string | null;
  readonly assignedTier?: string | null;
}

export interface CustomerFilter {
  readonly search?: string | undefined;
  readonly plan?: string | undefined;
  readonly status?: "active" | "invited" | undefined;
}

/** A list's place: behind which customer it goes on, and in which of the orders that a search goes through. */
export interface CustomerPosition {
  readonly order: "time" | "id" | "email" | "name";
  /** What the order sorts by, before the id. */
  readonly key: string | number;
  readonly userId: string;
}

export interface ListedCustomer extends CustomerRecord {
  readonly position: CustomerPosition;
}

export interface UsagePlace {
  readonly userId: string;
  readonly anchor: number;
  readonly periodStart: number;
}

export interface CustomerStore {
  /** Null when there is no such project. */
  readPlans(scope: Scope): Promise<ProjectPlans | null>;
  /** Erased ones too. */
  find(scope: Scope, userId: string): Promise<CustomerRecord | null>;
  /** Erased ones left out. */
  list(
    scope: Scope,
    filter: CustomerFilter,
    page: { limit: number; after: CustomerPosition | null },
  ): Promise<ListedCustomer[]>;
  /** What D1 was last told of each, in order: at most about a minute old. */
  readCounts(scope: Scope, places: readonly UsagePlace[]): Promise<number[]>;
  /** Makes the row that the next flush would make. */
  adopt(scope: Scope, userId: string): Promise<void>;
  /**
   * Makes a customer, or an erased one anew.
   * @returns the project's new rev; `exists` for an id that is taken or an address that is invited already, `gone`
   * when the project or the tier is not there any more
   */
  create(scope: Scope, by: ChangedBy, customer: NewCustomer): Promise<number | "exists" | "gone">;
  /** @returns the project's new rev where its Meters have to hear of it, `done` where not, null when nothing was changed */
  change(scope: Scope, by: ChangedBy, userId: string, changes: CustomerChanges): Promise<number | "done" | null>;
}

/** As searches compare it. */
export function searchable(text: string): string {
  return text.toLowerCase();
}
