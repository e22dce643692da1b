/**
 * A user wants a tier. Who has no subscription gets a checkout; who has one gets a page of the billing portal where
 * the change is confirmed, so that nobody ever pays for two.
 */
import { checkoutUrls, portalUrls } from "../checkout/return-urls.ts";
import { DreamError } from "../errors.ts";
import { refuseForeignUrls } from "../projects/refuse-foreign-urls.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { SubscriptionDesk } from "./checkout-store.ts";
import { customerOf, replaceLostCustomer } from "./customer-of.ts";
import { openCheckout } from "./open-checkout.ts";
import { openPortalPage } from "./open-portal.ts";
import type { PortalFlow } from "./stripe-subscriptions.ts";
import { needsPayment, type StoredSubscription } from "./subscription.ts";
import {
  type AskedBy,
  openSale,
  readDesk,
  runningSubscription,
  type SubscribeDependencies,
  tierOf,
} from "./subscription-desk.ts";

export interface SubscribeRequest {
  readonly userId: string;
  readonly askedBy: AskedBy;
  readonly tier: string;
  readonly successUrl?: string | undefined;
  readonly cancelUrl?: string | undefined;
  /** As the customer would type it. */
  readonly promotionCode?: string | undefined;
  /** Instead of the tier's own. */
  readonly trialDays?: number | undefined;
  /** Where our own result pages are: an origin. */
  readonly ownOrigin: string;
}

export interface SubscribeAnswer {
  readonly url: string;
  readonly kind: "checkout" | "change" | "cancel" | "payment";
  readonly sessionId?: string;
}

/** How often everything is looked at anew when something happens meanwhile. */
const attempts = 5;

/**
 * @throws DreamError `wrong_project_type`, `user_erased`, `unknown_tier`, `already_subscribed`, `plan_required`,
 * `stripe_not_connected`, `not_synced`, `validation_failed`, `conflict`; ProviderFailure
 */
export async function subscribe(
  scope: Scope,
  request: SubscribeRequest,
  deps: SubscribeDependencies,
): Promise<SubscribeAnswer> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const desk = await readDesk(scope, request.userId, deps);
    if (request.askedBy === "browser") refuseWishes(request, desk);
    const current = await runningSubscription(scope, request.userId, deps);
    if (current) return leadToPortal(scope, { request, desk, current }, deps);
    const page = await leadToCheckout(scope, request, desk, deps);
    if (page) return { kind: "checkout", ...page };
  }
  throw new DreamError("conflict");
}

/** @throws DreamError `validation_failed` */
function refuseWishes({ successUrl, cancelUrl, trialDays }: SubscribeRequest, { allowedOrigins }: SubscriptionDesk) {
  refuseForeignUrls({ successUrl, cancelUrl }, allowedOrigins);
  if (trialDays === undefined) return;
  throw new DreamError("validation_failed", { issues: [{ path: "body.trialDays", message: "takes a secret key" }] });
}

async function leadToCheckout(
  scope: Scope,
  request: SubscribeRequest,
  desk: SubscriptionDesk,
  deps: SubscribeDependencies,
): Promise<{ url: string; sessionId: string } | null> {
  const { userId } = request;
  const tier = tierOf(desk, request.tier);
  // A free tier is what one has without a subscription.
  if (tier.unitAmount === 0) throw new DreamError("already_subscribed");
  const { account, priceId } = openSale(desk, tier, scope, deps);
  const promotionCodeId = await findPromotionCode(scope, account, request.promotionCode, deps);
  const buyer = { account, userId, user: desk.user };
  const customerId = await customerOf(scope, buyer, deps);
  const trialDays = desk.user.trialUsed ? 0 : (request.trialDays ?? tier.trialDays);
  const urls = checkoutUrls(request, desk);
  try {
    const terms = { account, customerId, userId, priceId, trialDays, promotionCodeId, ...urls };
    return await openCheckout(scope, terms, deps);
  } catch (failure) {
    const isMissing = failure instanceof ProviderFailure && failure.providerCode === "resource_missing";
    if (isMissing && (await replaceLostCustomer(scope, buyer, customerId, deps))) return null;
    throw failure;
  }
}

/** @throws DreamError `validation_failed` */
async function findPromotionCode(
  { mode }: Scope,
  account: string,
  code: string | undefined,
  { stripeOf }: SubscribeDependencies,
): Promise<string | null> {
  if (code === undefined) return null;
  const found = await stripeOf(mode).findPromotionCode(account, code);
  if (found !== null) return found;
  const issues = [{ path: "body.promotionCode", message: "is not a code that can be used" }];
  throw new DreamError("validation_failed", { issues });
}

interface Wish {
  readonly request: SubscribeRequest;
  readonly desk: SubscriptionDesk;
  readonly current: StoredSubscription;
}

async function leadToPortal(scope: Scope, wish: Wish, deps: SubscribeDependencies): Promise<SubscribeAnswer> {
  const { request, desk, current } = wish;
  accountOfCurrent(desk, current);
  const { kind, flow } = await flowOf(scope, wish, deps);
  const { userId } = request;
  const url = await openPortalPage(scope, { userId, desk, flow, ...portalUrls(request, desk) }, deps);
  return { kind, url };
}

async function flowOf(
  scope: Scope,
  { request, desk, current }: Wish,
  deps: SubscribeDependencies,
): Promise<{ kind: SubscribeAnswer["kind"]; flow: PortalFlow }> {
  const { subscriptionId, stripeAccountId } = current;
  const tier = tierOf(desk, request.tier);
  if (tier.unitAmount === 0) {
    // What ends already can't be cancelled again: the portal shows when it ends.
    const flow: PortalFlow = current.cancelAt === null ? { kind: "cancel", subscriptionId } : { kind: "home" };
    return { kind: "cancel", flow };
  }
  if (needsPayment(current)) return { kind: "payment", flow: { kind: "payment" } };
  if (tier.name === current.tier) throw new DreamError("already_subscribed");
  const { priceId } = openSale(desk, tier, scope, deps);
  const atStripe = await deps.stripeOf(scope.mode).readSubscription(stripeAccountId, subscriptionId);
  if (!atStripe) throw new DreamError("conflict");
  return { kind: "change", flow: { kind: "change", subscriptionId, itemId: atStripe.itemId, priceId } };
}

/** One that runs on an account which is not the connected one can't be reached. @throws DreamError `stripe_not_connected` */
function accountOfCurrent({ stripeAccountId }: SubscriptionDesk, current: StoredSubscription): void {
  if (stripeAccountId !== current.stripeAccountId) throw new DreamError("stripe_not_connected");
}
