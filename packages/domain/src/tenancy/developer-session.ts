/** A developer who is signed in: what a verified session token says. */
export interface DeveloperSession {
  readonly clerkUserId: string;
  readonly sessionId: string;
}

/** Null for every token that is not a current session of a developer. Takes no network. */
export type VerifyDeveloper = (token: string) => Promise<DeveloperSession | null>;
