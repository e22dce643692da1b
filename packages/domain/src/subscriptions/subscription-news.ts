/** What the dirty-object processor does with news of subscriptions, their invoices and their checkouts. */
import type { DirtyHandler } from "../inbox/process-dirty.ts";
import type { CheckoutStore } from "./checkout-store.ts";
import { type FollowSubscriptionDependencies, followSubscription } from "./follow-subscription.ts";

export interface SubscriptionNewsDependencies extends FollowSubscriptionDependencies {
  readonly checkouts: CheckoutStore;
}

export function subscriptionHandler(deps: FollowSubscriptionDependencies): DirtyHandler {
  return async ({ stripeAccountId, mode, objectId: subscriptionId }) =>
    (await followSubscription({ stripeAccountId, mode, subscriptionId }, deps)).outcome;
}

/** An invoice only says which subscription to look at. */
export function subscriptionInvoiceHandler(deps: FollowSubscriptionDependencies): DirtyHandler {
  return async ({ stripeAccountId, mode, objectId }) => {
    const subscriptionId = await deps.stripeOf(mode).subscriptionOfInvoice(stripeAccountId, objectId);
    if (subscriptionId === null) return "done";
    return (await followSubscription({ stripeAccountId, mode, subscriptionId }, deps)).outcome;
  };
}

/** Sessions of other things than subscriptions are left alone. */
export function subscriptionCheckoutHandler(deps: SubscriptionNewsDependencies): DirtyHandler {
  return async ({ stripeAccountId, mode, objectId }) => {
    const { directory, checkouts } = deps;
    const page = await deps.stripeOf(mode).readCheckout(stripeAccountId, objectId);
    if (!page) return "done";
    const known =
      (await directory.ofCheckout(stripeAccountId, mode, objectId)) ??
      (page.checkoutId && (await directory.withoutSession(stripeAccountId, mode, page.checkoutId)));
    if (!known) return "done";
    const { status, subscriptionId } = page;
    if (status === "open") return "done";
    // The subscription first: while the checkout counts as open nobody is given another one.
    if (subscriptionId !== null) {
      const { outcome } = await followSubscription({ stripeAccountId, mode, subscriptionId }, deps);
      if (outcome === "lost_race") return outcome;
    }
    await checkouts.close(known.scope, known.checkoutId, { status, sessionId: objectId });
    return "done";
  };
}
