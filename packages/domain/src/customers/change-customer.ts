/** A developer renames a customer, or gives them a plan without payment: the next counted call sees it. */
import { DreamError } from "../errors.ts";
import type { Announce } from "../metering/announce.ts";
import { assignableTier } from "./assignable-tier.ts";
import type { ChangedCustomer } from "./create-customer.ts";
import type { ProjectOwner } from "./customer.ts";
import { findCustomer, type ReadCustomerDependencies, readChanged, readPlans } from "./read-customers.ts";

export interface CustomerEdit {
  /** Null takes it away. */
  readonly name?: string | null | undefined;
  /** Null leaves the customer to their subscription and the free tier. */
  readonly plan?: string | null | undefined;
}

export interface ChangeCustomerDependencies extends ReadCustomerDependencies {
  readonly announce: Announce;
}

/** @throws DreamError `not_found`, `unknown_tier`, `wrong_project_type`, `conflict` when the customer went meanwhile */
export async function changeCustomer(
  owner: ProjectOwner,
  userId: string,
  { name, plan }: CustomerEdit,
  deps: ChangeCustomerDependencies,
): Promise<ChangedCustomer> {
  const { scope } = owner;
  await findCustomer(scope, userId, deps);
  const plans = await readPlans(scope, deps);
  const changed = await deps.customers.change(scope, owner, userId, {
    ...(name === undefined ? {} : { name }),
    ...(plan === undefined ? {} : { assignedTier: plan === null ? null : assignableTier(plan, plans) }),
  });
  if (changed === null) throw new DreamError("conflict");
  const pending = changed !== "done" && (await deps.announce(scope, changed)) === "pending";
  return { customer: await readChanged(scope, userId, deps), pending };
}
