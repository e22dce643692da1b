/** Invitations: a mail with a link, and a ticket that signs its address up. */
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Invitation, Metadata } from "../store/entities.ts";
import { makeId, randomText } from "../store/make-id.ts";
import { findUserByEmail } from "./email-address.ts";

export interface NewInvitation {
  readonly emailAddress: string;
  readonly publicMetadata: Metadata;
  readonly redirectUrl: string | null;
  readonly ignoreExisting: boolean;
  readonly notify: boolean;
  readonly lifetimeDays: number;
}

/** @throws ClerkRefusal when the address is invited or signed up, unless that is to be ignored */
export function invite(scope: Scope, input: NewInvitation): Invitation {
  const { emailAddress } = input;
  const isInvited = scope.invitations.all().some((one) => isOpen(scope, one) && one.emailAddress === emailAddress);
  if (!input.ignoreExisting && isInvited) {
    throw new ClerkRefusal("duplicate_record", { paramName: "email_address" });
  }
  if (!input.ignoreExisting && findUserByEmail(scope, emailAddress)) {
    throw new ClerkRefusal("form_identifier_exists", { paramName: "email_address" });
  }
  const now = scope.now();
  const invitation = scope.invitations.put({
    id: makeId("inv"),
    emailAddress,
    publicMetadata: input.publicMetadata,
    redirectUrl: input.redirectUrl,
    ticket: randomText(48),
    status: "pending",
    expiresAt: now + input.lifetimeDays * 24 * 3_600_000,
    createdAt: now,
    updatedAt: now,
  });
  if (input.notify) {
    const link = invitationLink(scope, invitation);
    scope.emails.put({
      id: makeId("ema"),
      to: emailAddress,
      subject: `You are invited to ${scope.instance.applicationName}`,
      text: `Follow the link to sign up: ${link}`,
      code: null,
      link,
      sentAt: now,
    });
  }
  return invitation;
}

/** Accepting sends the browser on to the invitation's redirect URL, with the ticket. */
export function invitationLink(scope: Scope, invitation: Invitation): string {
  return `${scope.sandboxUrl()}/frontend/${scope.instance.slug}/v1/tickets/accept?ticket=${invitation.ticket}`;
}

/** @throws ClerkRefusal for a ticket that was used, revoked, expired or never issued */
export function requireInvitation(scope: Scope, ticket: string | undefined): Invitation {
  const invitation = scope.invitations.all().find((one) => one.ticket === ticket);
  if (invitation?.status !== "pending") throw new ClerkRefusal("ticket_invalid", { paramName: "ticket" });
  if (!isOpen(scope, invitation)) throw new ClerkRefusal("ticket_expired", { paramName: "ticket" });
  return invitation;
}

function isOpen(scope: Scope, { status, expiresAt }: Invitation): boolean {
  return status === "pending" && scope.now() < expiresAt;
}
