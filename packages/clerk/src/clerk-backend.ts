/** The calls that the product makes to an instance's Backend API. */
import { type ClerkClient, createClerkClient } from "@clerk/backend";
import { ClerkFailure } from "./clerk-failure.ts";
import { type ClerkUser, fromSdkUser } from "./clerk-user.ts";

/** Each throws ClerkFailure when Clerk refuses or does not answer. What is not there is null or false. */
export interface ClerkBackend {
  findUser(clerkUserId: string): Promise<ClerkUser | null>;
  findUserByEmail(email: string): Promise<ClerkUser | null>;
  /**
   * Merged deeply into what is there; null takes a key away. Every browser of the user can read it. No error when the
   * user is gone.
   */
  mergePublicMetadata(clerkUserId: string, metadata: Readonly<Record<string, unknown>>): Promise<void>;
  /** No error when the user was gone already. */
  deleteUser(clerkUserId: string): Promise<void>;
  isSessionActive(sessionId: string): Promise<boolean>;
  revokeSession(sessionId: string): Promise<void>;
  /**
   * Sends a mail with a link to sign up. Inviting somebody again is not an error.
   * @param claim becomes the user's own when they sign up through it
   * @returns the invitation's id
   */
  invite(email: string, redirectUrl: string, claim?: string): Promise<string>;
}

export interface ClerkBackendSettings {
  readonly secretKey: string;
  /** Absent means Clerk's own. */
  readonly apiUrl?: string;
}

const notFound = 404;

export function createClerkBackend({ secretKey, apiUrl }: ClerkBackendSettings): ClerkBackend {
  if (!secretKey) throw new Error("Clerk's secret key is empty");
  const { users, sessions, invitations }: ClerkClient = createClerkClient({
    secretKey,
    telemetry: { disabled: true },
    ...(apiUrl === undefined ? {} : { apiUrl }),
  });
  return {
    async findUser(clerkUserId) {
      const user = await orNull("find a user", () => users.getUser(clerkUserId));
      return user && fromSdkUser(user);
    },
    async findUserByEmail(email) {
      const { data } = await orFail("find a user by address", () => users.getUserList({ emailAddress: [email] }));
      return data[0] ? fromSdkUser(data[0]) : null;
    },
    async mergePublicMetadata(clerkUserId, publicMetadata) {
      await orNull("merge metadata", () => users.updateUserMetadata(clerkUserId, { publicMetadata }));
    },
    async deleteUser(clerkUserId) {
      await orNull("delete a user", () => users.deleteUser(clerkUserId));
    },
    async isSessionActive(sessionId) {
      const session = await orNull("read a session", () => sessions.getSession(sessionId));
      return session?.status === "active";
    },
    async revokeSession(sessionId) {
      await orNull("revoke a session", () => sessions.revokeSession(sessionId));
    },
    async invite(emailAddress, redirectUrl, claim) {
      const publicMetadata = claim === undefined ? {} : { claim };
      const invitation = { emailAddress, redirectUrl, ignoreExisting: true, publicMetadata };
      return (await orFail("invite", () => invitations.createInvitation(invitation))).id;
    },
  };
}

async function orFail<T>(name: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw new ClerkFailure(name, cause);
  }
}

async function orNull<T>(name: string, call: () => Promise<T>): Promise<T | null> {
  try {
    return await orFail(name, call);
  } catch (error) {
    if (error instanceof ClerkFailure && error.status === notFound) return null;
    throw error;
  }
}
