/** Checkouts of subscriptions: at most one is open for each user. The row is there before Stripe is asked. */
import type { ProjectType } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";

export interface OpenCheckout {
  readonly checkoutId: string;
  readonly stripeAccountId: string;
  /** Null until Stripe answered. */
  readonly sessionId: string | null;
  readonly url: string | null;
  /** Checkouts of the same are the same to their user. */
  readonly parametersHash: string;
  /** Business time. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** What somebody's subscribing is decided on, as D1 knows it now. */
export interface SubscriptionDesk {
  readonly platformId: string;
  readonly type: ProjectType;
  /** Until when the owner's plan covers live sales, in business time. */
  readonly coveredUntil: number | null;
  /** Null when no account is connected in the mode. */
  readonly stripeAccountId: string | null;
  readonly allowedOrigins: readonly string[];
  readonly successUrl: string | null;
  readonly cancelUrl: string | null;
  readonly returnUrl: string | null;
  readonly portalConfigurationId: string | null;
  /** What is sold, free tiers too; archived ones are not. */
  readonly tiers: readonly DeskTier[];
  readonly user: DeskUser;
}

export interface DeskTier {
  readonly name: string;
  readonly unitAmount: number;
  readonly trialDays: number;
  /** The price that new sales use on the account; null until Stripe has followed the tier's last change. */
  readonly priceId: string | null;
}

export interface DeskUser {
  readonly isErased: boolean;
  readonly erasedRev: number;
  readonly email: string | null;
  readonly name: string | null;
  readonly trialUsed: boolean;
}

export interface CheckoutStore {
  /** Null when the project is gone. */
  readDesk(scope: Scope, userId: string): Promise<SubscriptionDesk | null>;
  /** On an account; null until there is one. */
  findCustomer(scope: Scope, account: string, userId: string): Promise<string | null>;
  /** Writes the customer unless another than `instead` stands. @returns the one that stands */
  keepCustomer(
    scope: Scope,
    customer: { account: string; userId: string; customerId: string; instead: string | null; at: number },
  ): Promise<string>;
  findOpen(scope: Scope, userId: string): Promise<OpenCheckout | null>;
  /** @returns false when another one is open, or a subscription runs */
  open(scope: Scope, userId: string, checkout: Omit<OpenCheckout, "sessionId" | "url">): Promise<boolean>;
  /** @returns false when it is not open any more */
  attach(scope: Scope, checkoutId: string, session: { sessionId: string; url: string }): Promise<boolean>;
  close(
    scope: Scope,
    checkoutId: string,
    end: { status: "complete" | "expired"; sessionId: string | null },
  ): Promise<void>;
  keepPortal(scope: Scope, configurationId: string): Promise<void>;
}
