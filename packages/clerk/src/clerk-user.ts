/** A Clerk user as far as the product cares. */
import type { User, UserJSON } from "@clerk/backend";

export interface ClerkUser {
  readonly clerkUserId: string;
  /** The primary address, once it is verified: an unverified one proves nothing. */
  readonly email: string | null;
  readonly name: string | null;
  readonly isBanned: boolean;
  /** What the invitation carried that they signed up through; only our own calls can set it. */
  readonly claim: string | null;
}

export function fromSdkUser(user: User): ClerkUser {
  const email = user.primaryEmailAddress;
  return {
    clerkUserId: user.id,
    email: email?.verification?.status === "verified" ? email.emailAddress : null,
    name: nameOf(user.firstName, user.lastName),
    isBanned: user.banned,
    claim: claimIn(user.publicMetadata),
  };
}

export function fromUserJson(user: UserJSON): ClerkUser {
  const email = user.email_addresses.find(({ id }) => id === user.primary_email_address_id);
  return {
    clerkUserId: user.id,
    email: email?.verification?.status === "verified" ? email.email_address : null,
    name: nameOf(user.first_name, user.last_name),
    isBanned: user.banned,
    claim: claimIn(user.public_metadata),
  };
}

function claimIn(publicMetadata: Readonly<Record<string, unknown>> | null): string | null {
  const claim = publicMetadata?.claim;
  return typeof claim === "string" ? claim : null;
}

function nameOf(firstName: string | null, lastName: string | null): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || null;
}
