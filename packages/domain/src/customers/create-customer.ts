/**
 * A developer makes a customer: under an id of their own, or by an address, and then we make the id and the person is
 * linked when they sign in with it. The row comes first; the mail follows, through the outbox if it must.
 */
import type { Customer } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Announce } from "../metering/announce.ts";
import { assignableTier } from "./assignable-tier.ts";
import type { ProjectOwner } from "./customer.ts";
import { type ReadCustomerDependencies, readCustomer, readPlans } from "./read-customers.ts";
import { type CustomerInvitationDependencies, sendCustomerInvitation } from "./send-customer-invitation.ts";

export interface CustomerInput {
  /** The developer's own; absent lets us make one. */
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly plan?: string | undefined;
  readonly invite: boolean;
}

export interface CreateCustomerDependencies extends ReadCustomerDependencies {
  readonly announce: Announce;
  /** Made when a mail is to be sent. */
  readonly invitations: () => CustomerInvitationDependencies;
  readonly report: (message: string, cause: unknown) => void;
}

/** What a change answers: `pending` while some Meter could not be told yet. */
export interface ChangedCustomer {
  readonly customer: Customer;
  readonly pending: boolean;
}

/**
 * @throws DreamError `customer_exists` for an id that is taken and an address that is invited already, `unknown_tier`,
 * `wrong_project_type`, `not_found`, `conflict` when the tier went meanwhile
 */
export async function createCustomer(
  owner: ProjectOwner,
  input: CustomerInput,
  deps: CreateCustomerDependencies,
): Promise<ChangedCustomer> {
  const { scope } = owner;
  const plans = await readPlans(scope, deps);
  const assignedTier = input.plan === undefined ? null : assignableTier(input.plan, plans);
  const userId = input.id ?? newId("user");
  const created = await deps.customers.create(scope, owner, {
    userId,
    email: input.email ?? null,
    name: input.name ?? null,
    status: input.id === undefined || input.invite ? "invited" : "active",
    assignedTier,
    invite: input.invite,
  });
  if (created === "exists") throw new DreamError("customer_exists");
  if (created === "gone") throw new DreamError("conflict");
  const pending = (await deps.announce(scope, created)) === "pending";
  if (input.invite) await inviteNow(owner, userId, deps);
  return { customer: await readCustomer(scope, userId, deps), pending };
}

async function inviteNow({ scope }: ProjectOwner, userId: string, deps: CreateCustomerDependencies): Promise<void> {
  try {
    await sendCustomerInvitation(scope, userId, deps.invitations());
  } catch (cause) {
    deps.report("an invitation could not be sent; the outbox will", cause);
  }
}
