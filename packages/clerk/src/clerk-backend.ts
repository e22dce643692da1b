/** The calls that the product makes to an instance's Backend API. */
import { type ClerkClient, createClerkClient, type User } from "@clerk/backend";
import { createAskClerk } from "./ask-clerk.ts";
import { type ClerkUser, fromSdkUser } from "./clerk-user.ts";

/**
 * Each call throws ProviderFailure: `refused` with Clerk's code, or `unavailable` when there was no answer in time, too
 * many calls or an error of theirs. What is not there is null or false.
 */
export interface ClerkBackend {
  findUser(clerkUserId: string): Promise<ClerkUser | null>;
  /** Who has proved that the address is theirs, whether it is their primary one or not. */
  findUserByEmail(email: string): Promise<ClerkUser | null>;
  /** Merged deeply into what is there; null takes a key away. Null when there is no such user. */
  mergeMetadata(clerkUserId: string, changes: ClerkMetadata): Promise<ClerkUser | null>;
  /** No error when the user was gone already. */
  deleteUser(clerkUserId: string): Promise<void>;
  isSessionActive(sessionId: string): Promise<boolean>;
  findSession(sessionId: string): Promise<ClerkSessionState | null>;
  /** Newest first, the first hundred. */
  listActiveSessions(clerkUserId: string): Promise<ActiveSession[]>;
  /** No error when there is no such session. */
  revokeSession(sessionId: string): Promise<void>;
  /** Sends a mail with a link to sign up. Inviting somebody again, or somebody who has signed up, is not an error. */
  invite(invitation: ClerkInvitation): Promise<{ readonly invitationId: string }>;
  /** False when it was accepted or revoked already, or never was. */
  revokeInvitation(invitationId: string): Promise<boolean>;
}

export interface ClerkMetadata {
  /** Every browser of the user can read it, and session tokens may carry it. */
  readonly publicMetadata?: Readonly<Record<string, unknown>>;
  readonly privateMetadata?: Readonly<Record<string, unknown>>;
}

export interface ClerkInvitation {
  readonly email: string;
  /** Where the link leads, with a ticket for the sign-up component there. */
  readonly redirectUrl: string;
  /** Becomes the user's own when they sign up. */
  readonly publicMetadata?: Readonly<Record<string, unknown>>;
}

export interface ClerkSessionState {
  readonly clerkUserId: string;
  readonly isActive: boolean;
  /** When the person signed in, epoch milliseconds. */
  readonly createdAt: number;
}

export interface ActiveSession {
  readonly sessionId: string;
  /** Epoch milliseconds. */
  readonly lastActiveAt: number;
  readonly expiresAt: number;
}

export interface ClerkBackendSettings {
  readonly secretKey: string;
  /** Absent means Clerk's own. */
  readonly apiUrl?: string;
  /** For each call. */
  readonly timeoutMs?: number;
}

/** Long enough for a slow answer, short enough for a caller who waits. */
const defaultTimeoutMs = 5000;
const longestList = 100;

/** What Clerk says of an invitation that is not pending, or not known (https://clerk.com/docs/reference/backend-api). */
const notRevocable = [400, 404];

export function createClerkBackend(settings: ClerkBackendSettings): ClerkBackend {
  const { secretKey, apiUrl, timeoutMs = defaultTimeoutMs } = settings;
  if (!secretKey) throw new Error("Clerk's secret key is empty");
  const { users, sessions, invitations }: ClerkClient = createClerkClient({
    secretKey,
    telemetry: { disabled: true },
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
  const ask = createAskClerk(timeoutMs);
  return {
    findUser: (clerkUserId) => ask.orNull("find a user", async () => fromSdkUser(await users.getUser(clerkUserId))),
    findUserByEmail: (email) =>
      ask.orFail("find a user by address", async () => {
        const { data } = await users.getUserList({ emailAddress: [email], limit: longestList });
        const user = data.find((one) => hasProved(one, email));
        return user ? fromSdkUser(user) : null;
      }),
    mergeMetadata: (clerkUserId, changes) =>
      ask.orNull("merge metadata", async () => fromSdkUser(await users.updateUserMetadata(clerkUserId, changes))),
    async deleteUser(clerkUserId) {
      await ask.orNull("delete a user", () => users.deleteUser(clerkUserId));
    },
    async isSessionActive(sessionId) {
      const session = await ask.orNull("read a session", () => sessions.getSession(sessionId));
      return session?.status === "active";
    },
    findSession: (sessionId) =>
      ask.orNull("find a session", async () => {
        const { userId, status, createdAt } = await sessions.getSession(sessionId);
        return { clerkUserId: userId, isActive: status === "active", createdAt };
      }),
    listActiveSessions: (userId) =>
      ask.orFail("list sessions", async () => {
        const { data } = await sessions.getSessionList({ userId, status: "active", limit: longestList });
        return data.map(({ id, lastActiveAt, expireAt }) => ({ sessionId: id, lastActiveAt, expiresAt: expireAt }));
      }),
    async revokeSession(sessionId) {
      await ask.orNull("revoke a session", () => sessions.revokeSession(sessionId));
    },
    invite: ({ email, redirectUrl, publicMetadata = {} }) =>
      ask.orFail("invite", async () => {
        const invitation = { emailAddress: email, redirectUrl, publicMetadata, ignoreExisting: true };
        return { invitationId: (await invitations.createInvitation(invitation)).id };
      }),
    async revokeInvitation(invitationId) {
      const revoke = () => invitations.revokeInvitation(invitationId);
      return (await ask.orNull("revoke an invitation", revoke, notRevocable)) !== null;
    },
  };
}

/** Clerk's list knows unproved addresses too, and those may be anybody's. */
function hasProved(user: User, email: string): boolean {
  return user.emailAddresses.some(
    ({ emailAddress, verification }) =>
      emailAddress.toLowerCase() === email.toLowerCase() && verification?.status === "verified",
  );
}
