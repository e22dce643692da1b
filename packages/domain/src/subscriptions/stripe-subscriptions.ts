/** What is asked of Stripe about the subscriptions on a connected account. Each call throws ProviderFailure. */
import type { Interval } from "@dream-api/contract";
import type { StripeSubscription } from "./subscription.ts";

export interface CheckoutPage {
  readonly sessionId: string;
  readonly status: "open" | "complete" | "expired";
  /** Null unless it is open. */
  readonly url: string | null;
  /** Once it is complete. */
  readonly subscriptionId: string | null;
  /** Our id of it as its metadata says; it counts only beside a row of ours on the same account. */
  readonly checkoutId: string | null;
}

export interface CheckoutRequest {
  /** The name of the call: repeated, it makes the same session. */
  readonly checkoutId: string;
  readonly customerId: string;
  readonly userId: string;
  readonly priceId: string;
  /** 0 is none. */
  readonly trialDays: number;
  /** Null lets the customer type one. */
  readonly promotionCodeId: string | null;
  readonly successUrl: string;
  readonly cancelUrl: string;
  readonly expiresAt: number;
}

/** What the portal offers to change between. */
export interface PortalOffer {
  /** Names the configuration's making, and tells when it is out of date. */
  readonly version: string;
  readonly prices: readonly { readonly productId: string; readonly priceId: string }[];
}

export type PortalFlow =
  | { readonly kind: "home" }
  | { readonly kind: "payment" }
  | { readonly kind: "cancel"; readonly subscriptionId: string }
  | { readonly kind: "change"; readonly subscriptionId: string; readonly itemId: string; readonly priceId: string };

export interface PortalRequest {
  readonly customerId: string;
  readonly configurationId: string;
  readonly flow: PortalFlow;
  /** Where the portal's own way back leads, and what follows when the flow is done. */
  readonly returnUrl: string;
  readonly doneUrl: string;
}

export interface ChangePreview {
  readonly unitAmount: number;
  readonly currency: string;
  readonly interval: Interval;
  readonly amountDue: number;
  readonly total: number;
  readonly lines: readonly { readonly description: string; readonly amount: number }[];
  readonly currentPeriodEnd: number;
}

export interface SubscriptionItem {
  readonly subscriptionId: string;
  readonly itemId: string;
}

export interface StripeSubscriptions {
  /** Null for one that is not there. */
  readSubscription(account: string, subscriptionId: string): Promise<StripeSubscription | null>;
  /** Null for an invoice of something else. */
  subscriptionOfInvoice(account: string, invoiceId: string): Promise<string | null>;

  /** @param callName the same customer for the same name within a day, so that a crash leaves no second one */
  createCustomer(account: string, callName: string, userId: string): Promise<string>;
  updateCustomer(
    account: string,
    customerId: string,
    profile: { email: string | null; name: string | null },
  ): Promise<void>;
  isCustomerThere(account: string, customerId: string): Promise<boolean>;

  createCheckout(account: string, request: CheckoutRequest): Promise<CheckoutPage>;
  readCheckout(account: string, sessionId: string): Promise<CheckoutPage | null>;
  /** One that was made by a call which died before it could tell. */
  findCheckout(account: string, customerId: string, checkoutId: string): Promise<CheckoutPage | null>;
  /** @returns how it stands then: `complete` when it was paid meanwhile */
  expireCheckout(account: string, sessionId: string): Promise<CheckoutPage>;
  /** Null for a code that can't be used. */
  findPromotionCode(account: string, code: string): Promise<string | null>;

  /** Brings the portal in line with the offer. @returns its id, another one where the known one is not there */
  keepPortal(account: string, knownId: string | null, offer: PortalOffer): Promise<string>;
  openPortal(account: string, request: PortalRequest): Promise<string>;

  previewChange(account: string, item: SubscriptionItem, priceId: string): Promise<ChangePreview>;
  /** At once and paid at once; a change that can't be paid waits. */
  changePrice(account: string, item: SubscriptionItem, priceId: string): Promise<void>;
  /** Takes back a change that waits, with its invoice. */
  dropUnpaidChange(account: string, invoiceId: string): Promise<void>;
  cancelAtPeriodEnd(account: string, subscriptionId: string): Promise<void>;
  /** No error when it ended already. */
  cancelNow(account: string, subscriptionId: string): Promise<void>;
  resume(account: string, subscriptionId: string): Promise<void>;
  /** All that was ever paid for it and not given back yet. */
  refundAll(account: string, subscriptionId: string): Promise<void>;
}
