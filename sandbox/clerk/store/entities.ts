/** What the sandbox keeps. What the wire shows of it is made in `wire/`. Times are epoch milliseconds. */
import type { Document } from "./collection.ts";

export type Metadata = Record<string, unknown>;

export interface Code {
  readonly digits: string;
  readonly expiresAt: number;
  readonly failedAttempts: number;
}

export interface EmailAddress {
  readonly id: string;
  readonly emailAddress: string;
  readonly isVerified: boolean;
  readonly code: Code | null;
}

export interface User extends Document {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly externalId: string | null;
  readonly emailAddresses: readonly EmailAddress[];
  readonly primaryEmailAddressId: string | null;
  readonly passwordHash: string | null;
  readonly publicMetadata: Metadata;
  readonly privateMetadata: Metadata;
  readonly unsafeMetadata: Metadata;
  readonly isBanned: boolean;
  readonly canDeleteSelf: boolean;
  readonly lastSignInAt: number | null;
  readonly lastActiveAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export type SessionStatus = "active" | "ended" | "removed" | "revoked" | "expired";

export interface Session extends Document {
  readonly clientId: string;
  readonly userId: string;
  readonly status: SessionStatus;
  readonly browserName: string;
  readonly lastActiveAt: number;
  readonly expireAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A browser of a development instance: ClerkJS sends its id with every call. */
export interface DevBrowser extends Document {
  readonly clientId: string | null;
}

export interface Client extends Document {
  readonly signUpId: string | null;
  readonly signInId: string | null;
  readonly lastActiveSessionId: string | null;
  readonly lastStrategy: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface SignUp extends Document {
  readonly emailAddress: string | null;
  readonly isEmailVerified: boolean;
  readonly passwordHash: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly publicMetadata: Metadata;
  readonly unsafeMetadata: Metadata;
  readonly locale: string | null;
  readonly code: Code | null;
  readonly invitationId: string | null;
  readonly createdUserId: string | null;
  readonly createdSessionId: string | null;
  readonly abandonAt: number;
}

type SignInStatus = "needs_identifier" | "needs_first_factor" | "needs_new_password" | "complete";
export type CodeStrategy = "email_code" | "reset_password_email_code";

export interface SignIn extends Document {
  readonly status: SignInStatus;
  readonly identifier: string | null;
  readonly userId: string | null;
  readonly code: Code | null;
  readonly codeStrategy: CodeStrategy | null;
  readonly createdSessionId: string | null;
  readonly abandonAt: number;
}

type TicketStatus = "pending" | "accepted" | "revoked";

export interface SignInToken extends Document {
  readonly userId: string;
  readonly token: string;
  readonly status: TicketStatus;
  readonly expiresAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Invitation extends Document {
  readonly emailAddress: string;
  readonly publicMetadata: Metadata;
  readonly redirectUrl: string | null;
  readonly ticket: string;
  readonly status: TicketStatus;
  readonly expiresAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface JwtTemplate extends Document {
  readonly name: string;
  readonly claims: Metadata;
  readonly lifetimeSeconds: number;
  readonly allowedClockSkewSeconds: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface Email extends Document {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly code: string | null;
  readonly link: string | null;
  readonly sentAt: number;
}

export interface WebhookEndpoint extends Document {
  readonly url: string;
  readonly secret: string;
  /** Empty takes all. */
  readonly eventTypes: readonly string[];
}

export interface DeliveryAttempt {
  readonly at: number;
  /** Null when there was no answer. */
  readonly responseStatus: number | null;
  readonly error: string | null;
}

export interface Delivery extends Document {
  readonly endpointId: string;
  readonly type: string;
  readonly body: string;
  readonly status: "pending" | "succeeded" | "failed";
  readonly attempts: readonly DeliveryAttempt[];
  readonly createdAt: number;
}

/** A user as somebody wrote it down to start from. A reset makes it anew, under the same id. */
export interface SeededUser extends Document {
  readonly emailAddress: string;
  readonly password: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
}
