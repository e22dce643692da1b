/** Stripe's billing portal for one user, with our own configuration of it: one for each project and mode. */
import { stripeProductId } from "../catalogue/catalogue-item.ts";
import { portalUrls } from "../checkout/return-urls.ts";
import { DreamError } from "../errors.ts";
import { refuseForeignUrls } from "../projects/refuse-foreign-urls.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { SubscriptionDesk } from "./checkout-store.ts";
import { hashOf } from "./hash-of.ts";
import type { PortalFlow, PortalOffer } from "./stripe-subscriptions.ts";
import { type AskedBy, accountOf, readDesk, type SubscribeDependencies } from "./subscription-desk.ts";

interface PortalWish {
  readonly userId: string;
  readonly askedBy: AskedBy;
  readonly returnUrl: string | undefined;
  /** Where our own result pages are: an origin. */
  readonly ownOrigin: string;
}

/**
 * Payment methods, invoices, changes and cancellation; also while the project's plan has lapsed.
 * @throws DreamError `wrong_project_type`, `user_erased`, `stripe_not_connected`, `no_subscription`,
 * `validation_failed`; ProviderFailure
 */
export async function openCustomerPortal(
  scope: Scope,
  { userId, askedBy, returnUrl, ownOrigin }: PortalWish,
  deps: SubscribeDependencies,
): Promise<string> {
  const desk = await readDesk(scope, userId, deps);
  if (askedBy === "browser") refuseForeignUrls({ returnUrl }, desk.allowedOrigins);
  const urls = portalUrls({ cancelUrl: returnUrl, ownOrigin }, desk);
  return openPortalPage(scope, { userId, desk, flow: { kind: "home" }, ...urls }, deps);
}

interface PortalPage {
  readonly userId: string;
  readonly desk: SubscriptionDesk;
  readonly flow: PortalFlow;
  readonly returnUrl: string;
  readonly doneUrl: string;
}

/** @throws DreamError `stripe_not_connected`, `no_subscription`; ProviderFailure */
export async function openPortalPage(
  scope: Scope,
  { userId, desk, ...page }: PortalPage,
  { checkouts, stripeOf }: SubscribeDependencies,
): Promise<string> {
  const account = accountOf(desk);
  const customerId = await checkouts.findCustomer(scope, account, userId);
  if (customerId === null) throw new DreamError("no_subscription");
  const stripe = stripeOf(scope.mode);
  const configurationId = await stripe.keepPortal(
    account,
    desk.portalConfigurationId,
    await offerOf(scope, account, desk),
  );
  if (configurationId !== desk.portalConfigurationId) await checkouts.keepPortal(scope, configurationId);
  return stripe.openPortal(account, { customerId, configurationId, ...page });
}

/** Tiers that Stripe has not followed yet are offered once it has. */
async function offerOf(scope: Scope, account: string, { tiers }: SubscriptionDesk): Promise<PortalOffer> {
  const prices = tiers.flatMap(({ name, unitAmount, priceId }) =>
    unitAmount === 0 || priceId === null
      ? []
      : [{ productId: stripeProductId(scope, { kind: "tier", name }), priceId }],
  );
  return { version: await hashOf([scope.projectId, scope.mode, account, prices]), prices };
}
