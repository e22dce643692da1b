/**
 * What Clerk tells of a developer. The news only says whom to look at: the user is fetched anew, so order, repetition
 * and loss don't matter.
 */
import type { Clock } from "../clock.ts";
import type { Announce } from "../metering/announce.ts";
import type { ChangedProject } from "../registration/claim-registrations.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor } from "../work/audit.ts";
import type { FindDeveloper } from "./developer.ts";
import type { PlanBilling } from "./plan-checkout.ts";

export interface DeveloperAccount {
  readonly platform: PlatformScope;
  readonly email: string | null;
  readonly name: string | null;
  readonly stripeCustomerId: string | null;
  readonly stripeSubscriptionId: string | null;
  readonly isClosed: boolean;
}

interface Change {
  readonly actor: Actor;
  readonly realNow: number;
}

export interface DeveloperAccounts {
  findByDeveloper(clerkUserId: string): Promise<DeveloperAccount | null>;
  changeProfile(
    platform: PlatformScope,
    profile: { email: string | null; name: string | null },
    change: Change,
  ): Promise<void>;
  /** Ends coverage and forgets address and name. Null when it was closed already. @param at business time */
  close(platform: PlatformScope, at: number, change: Change): Promise<ChangedProject[] | null>;
}

export interface FollowDeveloperDependencies {
  readonly accounts: DeveloperAccounts;
  readonly findDeveloper: FindDeveloper;
  readonly billing: Pick<PlanBilling, "updateCustomer" | "cancelSubscription">;
  readonly announce: Announce;
  readonly clock: Clock;
}

const actor: Actor = { name: "clerk", requestId: null };

/** @throws ProviderFailure: the news then has to be told again */
export async function followDeveloper(clerkUserId: string, deps: FollowDeveloperDependencies): Promise<void> {
  const account = await deps.accounts.findByDeveloper(clerkUserId);
  if (!account || account.isClosed) return;
  const developer = await deps.findDeveloper(clerkUserId);
  if (!developer) return closePlatform(account, deps);
  const { email, name } = developer;
  if (email === account.email && name === account.name) return;
  // Stripe first: told again, both are done again.
  if (account.stripeCustomerId) await deps.billing.updateCustomer(account.stripeCustomerId, { email, name });
  await deps.accounts.changeProfile(account.platform, { email, name }, { actor, realNow: deps.clock().real });
}

/** The developer is gone: nobody can sign in, nothing is charged any more and live counting ends. */
async function closePlatform(account: DeveloperAccount, deps: FollowDeveloperDependencies): Promise<void> {
  if (account.stripeSubscriptionId) await deps.billing.cancelSubscription(account.stripeSubscriptionId);
  const { business, real } = deps.clock();
  const changed = await deps.accounts.close(account.platform, business, { actor, realNow: real });
  await Promise.all((changed ?? []).map(({ scope, rev }) => deps.announce(scope, rev)));
}
