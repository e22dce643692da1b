/** Who may subscribe to what now. */
import { DreamError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { CheckoutStore, DeskTier, SubscriptionDesk } from "./checkout-store.ts";
import { type FollowSubscriptionDependencies, refreshSubscription } from "./follow-subscription.ts";
import { nameOf, type StoredSubscription } from "./subscription.ts";

export interface SubscribeDependencies extends FollowSubscriptionDependencies {
  readonly checkouts: CheckoutStore;
  readonly planIsNeeded: (mode: Scope["mode"]) => boolean;
}

/** @throws DreamError `unauthorized`, `wrong_project_type`, `user_erased` */
export async function readDesk(scope: Scope, userId: string, { checkouts }: SubscribeDependencies) {
  const desk = await checkouts.readDesk(scope, userId);
  if (!desk) throw new DreamError("unauthorized");
  if (desk.type !== "saas") throw new DreamError("wrong_project_type");
  if (desk.user.isErased) throw new DreamError("user_erased");
  return desk;
}

/** @throws DreamError `unknown_tier` */
export function tierOf({ tiers }: SubscriptionDesk, name: string): DeskTier {
  const tier = tiers.find((one) => one.name === name);
  if (!tier) throw new DreamError("unknown_tier");
  return tier;
}

/** @throws DreamError `stripe_not_connected` */
export function accountOf({ stripeAccountId }: SubscriptionDesk): string {
  if (stripeAccountId === null) throw new DreamError("stripe_not_connected");
  return stripeAccountId;
}

/**
 * The account that sells the tier, and its price there.
 * @throws DreamError `plan_required`, `stripe_not_connected`, `not_synced`
 */
export function openSale(
  desk: SubscriptionDesk,
  { priceId }: DeskTier,
  { mode }: Scope,
  { planIsNeeded, clock }: SubscribeDependencies,
): { account: string; priceId: string } {
  const isCovered = desk.coveredUntil !== null && clock().business < desk.coveredUntil;
  if (planIsNeeded(mode) && !isCovered) throw new DreamError("plan_required");
  const account = accountOf(desk);
  if (priceId === null) throw new DreamError("not_synced");
  return { account, priceId };
}

/** The user's subscription as Stripe has it now. @throws ProviderFailure */
export async function runningSubscription(
  scope: Scope,
  userId: string,
  deps: SubscribeDependencies,
): Promise<StoredSubscription | null> {
  const known = await deps.subscriptions.findCurrent(scope, userId);
  if (!known) return null;
  await refreshSubscription(nameOf(known, scope), deps);
  return deps.subscriptions.findCurrent(scope, userId);
}

/** Who asks for a user: a server, or the user's own browser, which may only come back to the project's origins. */
export type AskedBy = "server" | "browser";
