/** Which Stripe customer a user is: our row of it is written before anything is sold to them. */
import type { Scope } from "../tenancy/scope.ts";
import type { DeskUser } from "./checkout-store.ts";
import { hashOf } from "./hash-of.ts";
import type { SubscribeDependencies } from "./subscription-desk.ts";

interface Buyer {
  readonly account: string;
  readonly userId: string;
  readonly user: DeskUser;
}

/** Found or made. @throws ProviderFailure */
export async function customerOf(scope: Scope, buyer: Buyer, deps: SubscribeDependencies): Promise<string> {
  const { account, userId } = buyer;
  return (await deps.checkouts.findCustomer(scope, account, userId)) ?? makeCustomer(scope, buyer, null, deps);
}

/** @returns whether the customer was gone at Stripe and there is another one now. @throws ProviderFailure */
export async function replaceLostCustomer(
  scope: Scope,
  buyer: Buyer,
  customerId: string,
  deps: SubscribeDependencies,
): Promise<boolean> {
  if (await deps.stripeOf(scope.mode).isCustomerThere(buyer.account, customerId)) return false;
  await makeCustomer(scope, buyer, customerId, deps);
  return true;
}

async function makeCustomer(
  scope: Scope,
  { account, userId, user }: Buyer,
  instead: string | null,
  { checkouts, stripeOf, clock }: SubscribeDependencies,
): Promise<string> {
  const stripe = stripeOf(scope.mode);
  // Somebody who was erased and came back is somebody else.
  const callName = await hashOf([scope.projectId, scope.mode, userId, user.erasedRev, instead]);
  const customerId = await stripe.createCustomer(account, callName, userId);
  const { email, name } = user;
  if (email !== null || name !== null) await stripe.updateCustomer(account, customerId, { email, name });
  return checkouts.keepCustomer(scope, { account, userId, customerId, instead, at: clock().business });
}
