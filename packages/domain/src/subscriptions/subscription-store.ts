/** Our rows of subscriptions: read and written for one tenant, and found from what Stripe names. */
import type { Mode } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";
import type { Actor, Notice } from "../work/audit.ts";
import type { RevenueMovement } from "./recurring-revenue.ts";
import type { Owner, StoredSubscription, SubscriptionName, SubscriptionRecord } from "./subscription.ts";

/** Only what we stored leads to a tenant: metadata on a connected account is its owner's to write. */
export interface SubscriptionDirectory {
  ofSubscription(name: SubscriptionName): Promise<(Owner & { readonly record: SubscriptionRecord }) | null>;
  ofCustomer(account: string, mode: Mode, customerId: string): Promise<Owner | null>;
  ofCheckout(account: string, mode: Mode, sessionId: string): Promise<CheckoutName | null>;
  /** Of those whose session's id was not written yet. */
  withoutSession(account: string, mode: Mode, checkoutId: string): Promise<CheckoutName | null>;
}

export interface CheckoutName {
  readonly scope: Scope;
  readonly checkoutId: string;
}

/** What a look at a subscription is judged by, beside its own row. */
export interface SubscriptionBasis {
  readonly platformId: string;
  readonly tierOfPrice: string | null;
  /** Another subscription of the user that stands as the current one. */
  readonly rival: SubscriptionRecord | null;
  readonly hasPaidBefore: boolean;
  readonly planSource: string | null;
  readonly plan: string | null;
}

export interface BasisQuery {
  readonly userId: string;
  readonly stripeAccountId: string;
  readonly subscriptionId: string;
  readonly priceId: string | null;
}

export interface MovedRecord {
  /** Null for a row that is not there yet. It must still be so when it is written. */
  readonly before: SubscriptionRecord | null;
  readonly next: SubscriptionRecord;
  readonly movement: RevenueMovement | null;
}

export interface SubscriptionChange {
  readonly platformId: string;
  /** Written one after the other: one that gives way comes first. */
  readonly records: readonly MovedRecord[];
  /** What the user is on by subscription; null for nothing, absent to leave it. */
  readonly tier?: string | null;
  readonly hadTrial: boolean;
  /** One too many: it is looked at again until it is ended. */
  readonly toEnd: SubscriptionName | null;
  readonly notices: readonly Notice[];
  readonly actor: Actor;
  readonly businessNow: number;
}

export interface SubscriptionStore {
  /** Null when the project is gone. */
  readBasis(scope: Scope, query: BasisQuery): Promise<SubscriptionBasis | null>;
  /** The one that counts for a user; null when there is none. */
  findCurrent(scope: Scope, userId: string): Promise<StoredSubscription | null>;
  find(scope: Scope, name: { stripeAccountId: string; subscriptionId: string }): Promise<StoredSubscription | null>;
  /** @returns the project's new rev, or null when a row was changed since it was read: then nothing was written */
  write(scope: Scope, change: SubscriptionChange): Promise<number | null>;
  leaveNotice(scope: Scope, notice: Notice): Promise<void>;
}
