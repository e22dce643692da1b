/**
 * Erases what a project holds of a customer. A tombstone stays, so that no late count brings them back; orders and
 * revenue stay under a pseudonym that leads to nobody.
 */
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Announce } from "../metering/announce.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import type { ChangedBy, ProjectOwner } from "./customer.ts";
import { findCustomer, type ReadCustomerDependencies } from "./read-customers.ts";

/**
 * Ends what a customer pays for, at once, at Stripe and in our rows, and any checkout that they have open. Nothing to
 * end is fine. @throws DreamError, ProviderFailure when it could not be ended
 */
export type CancelNow = (scope: Scope, userId: string, actor: Actor) => Promise<void>;

export interface ErasureStore {
  /**
   * @param pseudonym stands for the customer in the books from now on
   * @returns the project's new rev; `subscribed` while a subscription runs, `gone` for who is not there or erased
   */
  erase(scope: Scope, by: ChangedBy, userId: string, pseudonym: string): Promise<number | "subscribed" | "gone">;
}

export interface EraseCustomerDependencies extends Pick<ReadCustomerDependencies, "customers" | "meter"> {
  readonly erasure: ErasureStore;
  readonly cancelNow: CancelNow;
  readonly announce: Announce;
}

/** @throws DreamError `not_found`, `live_subscription_exists`, and what {@link CancelNow} throws */
export async function eraseCustomer(
  owner: ProjectOwner,
  userId: string,
  { cancelSubscription }: { readonly cancelSubscription: boolean },
  deps: EraseCustomerDependencies,
): Promise<{ readonly pending: boolean }> {
  const { scope, actor } = owner;
  const { subscription } = await findCustomer(scope, userId, deps);
  if (subscription && !cancelSubscription) throw new DreamError("live_subscription_exists");
  await deps.cancelNow(scope, userId, actor);
  const erased = await deps.erasure.erase(scope, owner, userId, newId("erasedUser"));
  if (erased === "gone") throw new DreamError("not_found");
  if (erased === "subscribed") throw new DreamError("live_subscription_exists");
  return { pending: (await deps.announce(scope, erased)) === "pending" };
}
