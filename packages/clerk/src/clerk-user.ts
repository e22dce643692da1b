/** A Clerk user as far as the product cares. */
import type { User, UserJSON } from "@clerk/backend";

export interface ClerkUser {
  readonly clerkUserId: string;
  /** The primary address, once it is verified: an unverified one proves nothing. */
  readonly email: string | null;
  readonly name: string | null;
  readonly isBanned: boolean;
}

export function fromSdkUser(user: User): ClerkUser {
  const email = user.primaryEmailAddress;
  return {
    clerkUserId: user.id,
    email: email?.verification?.status === "verified" ? email.emailAddress : null,
    name: nameOf(user.firstName, user.lastName),
    isBanned: user.banned,
  };
}

export function fromUserJson(user: UserJSON): ClerkUser {
  const email = user.email_addresses.find(({ id }) => id === user.primary_email_address_id);
  return {
    clerkUserId: user.id,
    email: email?.verification?.status === "verified" ? email.email_address : null,
    name: nameOf(user.first_name, user.last_name),
    isBanned: user.banned,
  };
}

function nameOf(firstName: string | null, lastName: string | null): string | null {
  return [firstName, lastName].filter(Boolean).join(" ") || null;
}
