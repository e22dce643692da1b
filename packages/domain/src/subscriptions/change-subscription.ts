/** What a developer does with a customer's subscription. The row follows at once, so the next counted call sees it. */
import { DreamError } from "../errors.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import { refreshSubscription } from "./follow-subscription.ts";
import { endOpenCheckout } from "./open-checkout.ts";
import type { ChangePreview, StripeSubscriptions } from "./stripe-subscriptions.ts";
import { isOver, nameOf, type StoredSubscription, type StripeSubscription } from "./subscription.ts";
import {
  accountOf,
  openSale,
  readDesk,
  runningSubscription,
  type SubscribeDependencies,
  tierOf,
} from "./subscription-desk.ts";

export interface ChangedSubscription {
  readonly subscription: StoredSubscription;
  /** Whether some Meters will only hear of it later. */
  readonly isPending: boolean;
}

interface OfCustomer {
  readonly userId: string;
  readonly actor: Actor;
}

/** What Stripe would ask for the change now. @throws as {@link changeSubscription} */
export async function previewSubscription(
  scope: Scope,
  { userId, tier }: { userId: string; tier: string },
  deps: SubscribeDependencies,
): Promise<ChangePreview> {
  const { stripe, account, atStripe, priceId } = await readChange(scope, userId, tier, deps);
  return stripe.previewChange(account, atStripe, priceId);
}

/**
 * At once, and paid at once; one that can't be paid does not take place.
 * @throws DreamError `no_subscription`, `already_subscribed`, `unknown_tier`, `not_synced`, `plan_required`,
 * `payment_failed`, `stripe_not_connected`, `wrong_project_type`, `validation_failed`, `conflict`; ProviderFailure
 */
export async function changeSubscription(
  scope: Scope,
  { userId, tier, actor }: OfCustomer & { tier: string },
  deps: SubscribeDependencies,
): Promise<ChangedSubscription> {
  const { stripe, account, atStripe, priceId, current } = await readChange(scope, userId, tier, deps);
  // An older change that was never paid would be paid together with this one.
  if (atStripe.unpaidChangeInvoiceId !== null) await stripe.dropUnpaidChange(account, atStripe.unpaidChangeInvoiceId);
  await unlessDeclined(stripe.changePrice(account, atStripe, priceId));
  const after = await stripe.readSubscription(account, atStripe.subscriptionId);
  if (after && after.unpaidChangeInvoiceId !== null) {
    await stripe.dropUnpaidChange(account, after.unpaidChangeInvoiceId);
    throw new DreamError("payment_failed");
  }
  return refreshed(scope, current, actor, deps);
}

/** @throws DreamError `no_subscription`, `stripe_not_connected`, `wrong_project_type`, `conflict`; ProviderFailure */
export async function cancelSubscription(
  scope: Scope,
  { userId, actor, atPeriodEnd }: OfCustomer & { atPeriodEnd: boolean },
  deps: SubscribeDependencies,
): Promise<ChangedSubscription> {
  const { stripe, account, current } = await readCurrent(scope, userId, deps);
  const { subscriptionId } = current;
  if (atPeriodEnd) await stripe.cancelAtPeriodEnd(account, subscriptionId);
  else await stripe.cancelNow(account, subscriptionId);
  return refreshed(scope, current, actor, deps);
}

/** @throws as {@link cancelSubscription} */
export async function resumeSubscription(
  scope: Scope,
  { userId, actor }: OfCustomer,
  deps: SubscribeDependencies,
): Promise<ChangedSubscription> {
  const { stripe, account, current } = await readCurrent(scope, userId, deps);
  if (current.cancelAt !== null) await stripe.resume(account, current.subscriptionId);
  return refreshed(scope, current, actor, deps);
}

/**
 * Ends whatever a user pays or is about to pay, as before an erasure.
 * @returns how it ended; null when there was nothing. @throws DreamError `conflict`; ProviderFailure
 */
export async function cancelNow(
  scope: Scope,
  { userId, actor }: OfCustomer,
  deps: SubscribeDependencies,
): Promise<ChangedSubscription | null> {
  await endOpenCheckout(scope, userId, deps);
  const current = await deps.subscriptions.findCurrent(scope, userId);
  if (!current) return null;
  await deps.stripeOf(scope.mode).cancelNow(current.stripeAccountId, current.subscriptionId);
  return refreshed(scope, current, actor, deps);
}

interface Running {
  readonly stripe: StripeSubscriptions;
  readonly account: string;
  readonly current: StoredSubscription;
}

async function readCurrent(scope: Scope, userId: string, deps: SubscribeDependencies): Promise<Running> {
  const desk = await readDesk(scope, userId, deps);
  const current = await runningSubscription(scope, userId, deps);
  if (!current) throw new DreamError("no_subscription");
  const account = accountOf(desk);
  if (account !== current.stripeAccountId) throw new DreamError("stripe_not_connected");
  return { stripe: deps.stripeOf(scope.mode), account, current };
}

async function readChange(
  scope: Scope,
  userId: string,
  tierName: string,
  deps: SubscribeDependencies,
): Promise<Running & { atStripe: StripeSubscription; priceId: string }> {
  const desk = await readDesk(scope, userId, deps);
  const tier = tierOf(desk, tierName);
  if (tier.unitAmount === 0) {
    const issues = [{ path: "body.tier", message: "is free: cancel the subscription instead" }];
    throw new DreamError("validation_failed", { issues });
  }
  const running = await readCurrent(scope, userId, deps);
  if (running.current.tier === tier.name) throw new DreamError("already_subscribed");
  const { priceId } = openSale(desk, tier, scope, deps);
  const atStripe = await running.stripe.readSubscription(running.account, running.current.subscriptionId);
  if (!atStripe || isOver(atStripe)) throw new DreamError("no_subscription");
  return { ...running, atStripe, priceId };
}

const paymentCodes = ["card_declined", "authentication_required", "subscription_payment_intent_requires_action"];

/** @throws DreamError `payment_failed` */
async function unlessDeclined(change: Promise<void>): Promise<void> {
  try {
    await change;
  } catch (failure) {
    const isDeclined = failure instanceof ProviderFailure && paymentCodes.includes(failure.providerCode ?? "");
    throw isDeclined ? new DreamError("payment_failed", {}, { cause: failure }) : failure;
  }
}

async function refreshed(
  scope: Scope,
  current: StoredSubscription,
  actor: Actor,
  deps: SubscribeDependencies,
): Promise<ChangedSubscription> {
  const { outcome, isPending } = await refreshSubscription(nameOf(current, scope), deps, actor);
  const subscription = await deps.subscriptions.find(scope, current);
  if (outcome === "lost_race" || !subscription) throw new DreamError("conflict");
  return { subscription, isPending };
}
