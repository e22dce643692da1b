/** Tokens of end users, as the rules speak of them. How they are signed stands in `packages/tokens`. */
import type { Mode, SignInScope } from "@dream-api/contract";
import { minuteMs, secondMs } from "../clock.ts";
import { type ProjectId, parseProjectId } from "../ids.ts";
import { type Scope, scopeOf } from "../tenancy/scope.ts";

export const accessTokenSeconds = (10 * minuteMs) / secondMs;

/** What somebody was signed in for: one project in one mode, through one app. */
export interface TokenGrant {
  readonly scope: Scope;
  /** The person's id in the project. */
  readonly userId: string;
  /** The publishable key that the app signed in with. */
  readonly clientId: string;
  /** All tokens of one sign-in; revoked together. */
  readonly familyId: string;
  readonly scopes: readonly SignInScope[];
}

export interface IdTokenGrant extends TokenGrant {
  readonly nonce: string | null;
  /** When the person proved who they are, epoch milliseconds. */
  readonly authenticatedAt: number;
  readonly profile: Profile;
}

export interface Profile {
  readonly email: string | null;
  readonly name: string | null;
}

/** @param at real time, epoch milliseconds */
export interface TokenSigner {
  accessToken(grant: TokenGrant, at: number): Promise<string>;
  idToken(grant: IdTokenGrant, at: number): Promise<string>;
}

/** An access token that is ours and not over. Whether its sign-in was revoked meanwhile it does not say. */
export interface VerifiedToken extends TokenGrant {
  readonly kind: "token";
  readonly mode: Mode;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** @param at real time, epoch milliseconds. Null for every token that is not ours, not of this kind, or over */
export type VerifyToken = (text: string, at: number) => Promise<VerifiedToken | null>;

/** The tenant that a token opens, as its audience says it. */
export function audienceOf({ projectId, mode }: Scope): string {
  return `${projectId}:${mode}`;
}

/** Null for what {@link audienceOf} did not write. */
export function scopeOfAudience(audience: string): Scope | null {
  const [, id = "", mode] = /^([^:]+):(test|live)$/.exec(audience) ?? [];
  const projectId: ProjectId | null = parseProjectId(id);
  return projectId && scopeOf(projectId, mode as Mode);
}

/** What an app gets to know of a person, by what it was granted. */
export function claimsOf(scopes: readonly SignInScope[], { email, name }: Profile) {
  return {
    ...(scopes.includes("profile") && name !== null ? { name } : {}),
    ...(scopes.includes("email") && email !== null ? { email, email_verified: true as const } : {}),
  };
}
