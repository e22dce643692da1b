/** A person comes to a project for the first time and may be somebody whom its developer invited. */
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Scope } from "../tenancy/scope.ts";

/** Who signed in, as the shared sign-in knows them. */
export interface SignedInPerson {
  readonly clerkUserId: string;
  /** Proved to be theirs; null proves nothing and links nothing. */
  readonly email: string | null;
  readonly name: string | null;
}

export interface MembershipStore {
  /** The id that a person has in a project already. */
  findMember(scope: Scope, clerkUserId: string): Promise<string | null>;
  /**
   * Gives the customer who was invited by that address to the person, if they are nobody there yet.
   * @returns the customer's id, or null when nobody waits for that address or the person came to be a member meanwhile
   */
  link(scope: Scope, platform: PlatformScope, person: SignedInPerson & { email: string }): Promise<string | null>;
  /**
   * Makes the person a customer under that id, unless they came to be one meanwhile.
   * @returns the customer's id, or null for who left in the same moment
   */
  join(scope: Scope, person: SignedInPerson, userId: string): Promise<string | null>;
  /**
   * Ends a membership with its sign-ins: the customer stays, without name and address, and is nobody's.
   * @returns `subscribed` while a subscription runs, `gone` for who is no member
   */
  leave(scope: Scope, clerkUserId: string): Promise<"left" | "subscribed" | "gone">;
}

/**
 * @returns the id under which the person is a customer of the project, or null when they are none yet
 */
export async function linkInvited(
  scope: Scope,
  platform: PlatformScope,
  person: SignedInPerson,
  { memberships }: { readonly memberships: MembershipStore },
): Promise<string | null> {
  const { clerkUserId, email } = person;
  const member = await memberships.findMember(scope, clerkUserId);
  if (member !== null || email === null) return member;
  const linked = await memberships.link(scope, platform, { ...person, email });
  // Somebody else's link in the same moment may have been the same person in another window.
  return linked ?? memberships.findMember(scope, clerkUserId);
}
