/**
 * One open checkout for each user: the same terms lead to the same page, other terms end the older page first. Our row
 * is there before Stripe is asked and names the call, so a repeat after a crash finds what the first one made.
 */
import { hourMs, minuteMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { OpenCheckout } from "./checkout-store.ts";
import { refreshSubscription } from "./follow-subscription.ts";
import { hashOf } from "./hash-of.ts";
import type { CheckoutPage, CheckoutRequest } from "./stripe-subscriptions.ts";
import type { SubscribeDependencies } from "./subscription-desk.ts";

export interface CheckoutTermsOfUser extends Omit<CheckoutRequest, "checkoutId" | "expiresAt"> {
  readonly account: string;
}

/** Stripe keeps a page for 24 hours at most. */
const pageLifeMs = 23 * hourMs;
/** After this a call to Stripe that made no page has made none. */
const creationMs = minuteMs;

/**
 * @returns null when something happened meanwhile: then everything has to be looked at anew
 * @throws DreamError `conflict`; ProviderFailure
 */
export async function openCheckout(
  scope: Scope,
  terms: CheckoutTermsOfUser,
  deps: SubscribeDependencies,
): Promise<{ url: string; sessionId: string } | null> {
  const { checkouts, clock } = deps;
  const parametersHash = await hashOf(terms);
  const open = await checkouts.findOpen(scope, terms.userId);
  if (!open) {
    const createdAt = clock().business;
    const stripeAccountId = terms.account;
    const checkoutId = newId("checkout");
    const checkout = { checkoutId, stripeAccountId, parametersHash, createdAt, expiresAt: createdAt + pageLifeMs };
    return (await checkouts.open(scope, terms.userId, checkout)) ? create(scope, checkout, terms, deps) : null;
  }
  const isSame = open.parametersHash === parametersHash;
  if (open.sessionId === null) {
    if (!(await isUnderWay(scope, open, terms.userId, deps))) return null;
    if (!isSame) throw new DreamError("conflict");
    return create(scope, open, terms, deps);
  }
  const page = isSame
    ? await deps.stripeOf(scope.mode).readCheckout(open.stripeAccountId, open.sessionId)
    : await deps.stripeOf(scope.mode).expireCheckout(open.stripeAccountId, open.sessionId);
  if (page?.status === "open" && page.url !== null) return { url: page.url, sessionId: page.sessionId };
  await conclude(scope, open, page, deps);
  return null;
}

/** Ends whatever page is open for a user; what was paid on it meanwhile counts. @throws ProviderFailure */
export async function endOpenCheckout(scope: Scope, userId: string, deps: SubscribeDependencies): Promise<void> {
  const open = await deps.checkouts.findOpen(scope, userId);
  if (!open) return;
  const stripe = deps.stripeOf(scope.mode);
  const page =
    open.sessionId === null
      ? await findPage(scope, open, userId, deps)
      : await stripe.readCheckout(open.stripeAccountId, open.sessionId);
  const ended = page?.status === "open" ? await stripe.expireCheckout(open.stripeAccountId, page.sessionId) : page;
  await conclude(scope, open, ended, deps);
}

/** Whether the call that makes the page may still be running; repeated, it makes the same. */
async function isUnderWay(
  scope: Scope,
  open: OpenCheckout,
  userId: string,
  deps: SubscribeDependencies,
): Promise<boolean> {
  const page = await findPage(scope, open, userId, deps);
  if (page?.url) {
    await deps.checkouts.attach(scope, open.checkoutId, { sessionId: page.sessionId, url: page.url });
    return false;
  }
  if (!page && deps.clock().business < open.createdAt + creationMs) return true;
  await conclude(scope, open, page, deps);
  return false;
}

async function findPage(
  scope: Scope,
  open: OpenCheckout,
  userId: string,
  { checkouts, stripeOf }: SubscribeDependencies,
) {
  const customerId = await checkouts.findCustomer(scope, open.stripeAccountId, userId);
  if (customerId === null) return null;
  return stripeOf(scope.mode).findCheckout(open.stripeAccountId, customerId, open.checkoutId);
}

async function create(
  scope: Scope,
  { checkoutId, expiresAt }: Pick<OpenCheckout, "checkoutId" | "expiresAt">,
  { account, ...terms }: CheckoutTermsOfUser,
  deps: SubscribeDependencies,
): Promise<{ url: string; sessionId: string } | null> {
  const stripe = deps.stripeOf(scope.mode);
  const page = await makePage();
  const { sessionId, url } = page;
  if (url !== null && (await deps.checkouts.attach(scope, checkoutId, { sessionId, url }))) return { url, sessionId };
  // Somebody ended it meanwhile: nobody may pay on it.
  const ended = page.status === "open" ? await stripe.expireCheckout(account, sessionId) : page;
  await conclude(scope, { checkoutId, stripeAccountId: account }, ended, deps);
  return null;

  async function makePage(): Promise<CheckoutPage> {
    try {
      return await stripe.createCheckout(account, { ...terms, checkoutId, expiresAt });
    } catch (failure) {
      // A definite no: there is no page. After anything else nobody knows, and the row stays for the next call.
      if (failure instanceof ProviderFailure && failure.kind === "refused") {
        await deps.checkouts.close(scope, checkoutId, { status: "expired", sessionId: null });
      }
      throw failure;
    }
  }
}

/** The subscription first: while the checkout counts as open nobody is given another one. */
async function conclude(
  scope: Scope,
  { checkoutId, stripeAccountId }: Pick<OpenCheckout, "checkoutId" | "stripeAccountId">,
  page: CheckoutPage | null,
  deps: SubscribeDependencies,
): Promise<void> {
  if (page?.subscriptionId) {
    const name = { stripeAccountId, mode: scope.mode, subscriptionId: page.subscriptionId };
    if ((await refreshSubscription(name, deps)).outcome === "lost_race") throw new DreamError("conflict");
  }
  const status = page?.status === "complete" ? "complete" : "expired";
  await deps.checkouts.close(scope, checkoutId, { status, sessionId: page?.sessionId ?? null });
}
