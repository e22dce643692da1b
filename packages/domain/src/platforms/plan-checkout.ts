/**
 * Subscribing to our own plan: one customer and at most one open payment page for each platform, one trial for each
 * platform, and never a second subscription.
 */
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import { isLiveSubscription, type Plan } from "./plan.ts";
import type { PlanSubscriptions } from "./refresh-plan.ts";

export interface CheckoutSession {
  readonly sessionId: string;
  readonly status: "open" | "complete" | "expired";
  /** Null unless it is open. */
  readonly url: string | null;
  /** What it was made for: sessions with the same terms are the same to the developer. */
  readonly terms: string;
}

export interface CheckoutTerms {
  readonly platformId: string;
  readonly customerId: string;
  readonly trialDays: number;
  /** A second call with the same name gets the first one's session. */
  readonly callName: string;
}

/** Calls on our own Stripe account. Each throws ProviderFailure. */
export interface PlanBilling extends PlanSubscriptions {
  /** The same customer for the same platform within a day, so that a crash leaves no second one. */
  createCustomer(platformId: string): Promise<string>;
  updateCustomer(customerId: string, profile: { email: string | null; name: string | null }): Promise<void>;
  /** Newest first. */
  listSessions(customerId: string): Promise<CheckoutSession[]>;
  /** The words in which a session keeps its terms. */
  termsOf(trialDays: number): string;
  createSession(terms: CheckoutTerms): Promise<CheckoutSession>;
  /** @returns how it stands then: `complete` when it was paid meanwhile */
  expireSession(sessionId: string): Promise<CheckoutSession["status"]>;
  openPortal(customerId: string): Promise<string>;
}

export interface PlanAccounts {
  readAccount(platform: PlatformScope): Promise<{
    readonly email: string | null;
    readonly name: string | null;
    readonly stripeCustomerId: string | null;
    readonly plan: Plan;
  } | null>;
  keepCustomer(platform: PlatformScope, customerId: string): Promise<string>;
}

export interface PlanCheckoutDependencies {
  readonly accounts: PlanAccounts;
  readonly billing: PlanBilling;
  readonly trialDays: number;
  /** Looks at the customer's subscriptions anew: they are ahead of our row. */
  readonly refresh: (customerId: string) => Promise<unknown>;
  readonly clock: Clock;
}

/** @returns the page to pay on. @throws DreamError `already_subscribed`, `not_found`; ProviderFailure */
export async function startPlanCheckout(platform: PlatformScope, deps: PlanCheckoutDependencies): Promise<string> {
  const { billing } = deps;
  const { customerId, plan } = await customerOf(platform, deps);
  const subscriptions = await billing.listSubscriptions(customerId);
  if (subscriptions.some(isLiveSubscription)) return refuseSecond(customerId, deps);
  const hadTrial = plan.trialUsed || subscriptions.some(({ trialEnd }) => trialEnd !== null);
  const trialDays = hadTrial ? 0 : deps.trialDays;
  const sessions = await billing.listSessions(customerId);
  const terms = billing.termsOf(trialDays);
  const open = sessions.filter(({ status }) => status === "open");
  const same = open.find((session) => session.terms === terms);
  for (const { sessionId } of open.filter((session) => session !== same)) {
    if ((await billing.expireSession(sessionId)) === "complete") return refuseSecond(customerId, deps);
  }
  if (same?.url) return same.url;
  // Named after what was there before it: of two calls at once both get the same session.
  const callName = `${platform.platformId}:${terms}:${sessions[0]?.sessionId ?? "first"}`;
  const made = await billing.createSession({ platformId: platform.platformId, customerId, trialDays, callName });
  if (made.url) return made.url;
  throw new DreamError("already_subscribed");
}

/** Where the developer changes the card, sees invoices and ends the plan. @throws DreamError `not_found`; ProviderFailure */
export async function openBillingPortal(platform: PlatformScope, deps: PlanCheckoutDependencies): Promise<string> {
  return deps.billing.openPortal((await customerOf(platform, deps)).customerId);
}

async function refuseSecond(customerId: string, { refresh }: PlanCheckoutDependencies): Promise<never> {
  await refresh(customerId);
  throw new DreamError("already_subscribed");
}

/** The customer is written before any session is made, so that news of it finds its platform. */
async function customerOf(platform: PlatformScope, { accounts, billing }: PlanCheckoutDependencies) {
  const account = await accounts.readAccount(platform);
  if (!account) throw new DreamError("not_found");
  const { plan, email, name, stripeCustomerId } = account;
  if (stripeCustomerId !== null) return { customerId: stripeCustomerId, plan };
  const made = await billing.createCustomer(platform.platformId);
  await billing.updateCustomer(made, { email, name });
  return { customerId: await accounts.keepCustomer(platform, made), plan };
}
