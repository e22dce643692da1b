/** The person behind a platform, as Clerk tells it: never what a request's body says. */

export interface Developer {
  readonly clerkUserId: string;
  /** The primary address, once it is verified. */
  readonly email: string | null;
  readonly name: string | null;
  readonly isBanned: boolean;
  /** What the invitation that they signed up through proves; see `registration/`. */
  readonly claim: string | null;
}

/** Null for a user that Clerk does not have. @throws ProviderFailure */
export type FindDeveloper = (clerkUserId: string) => Promise<Developer | null>;
