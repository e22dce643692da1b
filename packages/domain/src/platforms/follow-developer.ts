/**
 * What Clerk tells of a developer. The news only says whom to look at: the user is fetched anew, so order, repetition
 * and loss don't matter.
 */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import type { DirtyObject } from "../inbox/dirty-objects.ts";
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
  /**
   * Ends coverage, projects and all keys, forgets address and name, and marks dirty what has to end at Stripe: the plan
   * and our access to connected accounts. Null when it was closed already.
   * @param at business time
   */
  close(platform: PlatformScope, at: number, change: Change & Ending): Promise<ChangedProject[] | null>;
}

interface Ending {
  /** Of our own account's key. */
  readonly ownMode: Mode;
}

export interface FollowDeveloperDependencies {
  readonly accounts: DeveloperAccounts;
  readonly findDeveloper: FindDeveloper;
  readonly billing: Pick<PlanBilling, "updateCustomer">;
  readonly ownMode: Mode;
  /** Looks at a dirty object now; what that can't do, the cron does. */
  readonly lookAt: (object: DirtyObject) => Promise<unknown>;
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

/** The developer is gone. What must not wait for Stripe comes first; what has to end there is marked and can't be lost. */
async function closePlatform(account: DeveloperAccount, deps: FollowDeveloperDependencies): Promise<void> {
  const { announce, clock, ownMode, lookAt } = deps;
  const { business, real } = clock();
  const changed = await deps.accounts.close(account.platform, business, { actor, realNow: real, ownMode });
  await Promise.all((changed ?? []).map(({ scope, rev }) => announce(scope, rev)));
  const { stripeCustomerId: objectId } = account;
  if (objectId) await lookAt({ stripeAccountId: "", mode: ownMode, type: "platform_subscription", objectId });
}
