/**
 * A developer makes a customer: under an id of their own, or by an address, and then we make the id and the person is
 * linked when they sign in with it. The row comes first; the mail follows, through the outbox if it must.
 */
import type { Customer } from "@dream-api/contract";
import { hourMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import type { Announce } from "../metering/announce.ts";
import type { AttemptCounts } from "../registration/attempts.ts";
import { assignableTier } from "./assignable-tier.ts";
import type { ProjectOwner } from "./customer.ts";
import { type ReadCustomerDependencies, readChanged, readPlans } from "./read-customers.ts";
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
  readonly attempts: AttemptCounts;
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
 * `wrong_project_type`, `not_found`, `too_many_requests` for more mails than an hour allows, `conflict` when the tier went meanwhile
 */
export async function createCustomer(
  owner: ProjectOwner,
  input: CustomerInput,
  deps: CreateCustomerDependencies,
): Promise<ChangedCustomer> {
  const { scope } = owner;
  const plans = await readPlans(scope, deps);
  const assignedTier = input.plan === undefined ? null : assignableTier(input.plan, plans);
  if (input.invite) await countInvitation(owner, deps);
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
  return { customer: await readChanged(scope, userId, deps), pending };
}

/** For mails that our own sign-in sends in a developer's name. */
export const invitationsPerHour = 100;

/** @throws DreamError `too_many_requests` */
async function countInvitation({ platform }: ProjectOwner, { attempts, clock }: CreateCustomerDependencies) {
  const hour = Math.floor(clock().real / hourMs) * hourMs;
  const subject = `invitations:${platform.platformId}`;
  if ((await attempts.count(subject, hour)) > invitationsPerHour) throw new DreamError("too_many_requests");
}

async function inviteNow({ scope }: ProjectOwner, userId: string, deps: CreateCustomerDependencies): Promise<void> {
  try {
    await sendCustomerInvitation(scope, userId, deps.invitations());
  } catch (cause) {
    deps.report("an invitation could not be sent; the outbox will", cause);
  }
}
