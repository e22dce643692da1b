/**
 * What hosted sign-in keeps. All names that somebody could use are hashed, and all look-ups begin with one: whose they
 * are is in the row. Times are real, epoch milliseconds.
 */
import type { Mode, SignInPrompt, SignInScope, SignInScreen } from "@dream-api/contract";
import type { Scope } from "../tenancy/scope.ts";
import type { Profile } from "./tokens.ts";

/** What an app asked for, until the person has said yes or no. */
export interface PendingSignIn {
  readonly scope: Scope;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly state: string | null;
  readonly nonce: string | null;
  readonly scopes: readonly SignInScope[];
  readonly prompt: SignInPrompt | null;
  readonly screen: SignInScreen;
  readonly createdAt: number;
  readonly expiresAt: number;
}

/** Which pending request, in the browser that it began in. */
export interface PendingName {
  readonly requestHash: string;
  readonly browserHash: string;
}

/** Who was signed in to what. */
export interface SignedIn {
  readonly scope: Scope;
  readonly clientId: string;
  readonly userId: string;
  readonly clerkUserId: string;
  readonly clerkSessionId: string;
  readonly scopes: readonly SignInScope[];
  readonly authenticatedAt: number;
}

export interface IssuedCode extends SignedIn {
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly nonce: string | null;
  readonly expiresAt: number;
}

export interface SignInFamily extends SignedIn {
  readonly familyId: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

export interface RefreshRecord {
  readonly family: SignInFamily & { readonly isRevoked: boolean };
  /** Null while it can be used. */
  readonly usedAt: number | null;
  readonly retryHash: string | null;
}

export interface SignInStore {
  keepRequest(name: PendingName, request: PendingSignIn): Promise<void>;
  /** Null for one that is over or of another browser. */
  findRequest(name: PendingName, at: number): Promise<PendingSignIn | null>;
  /** False when it was over already: only one caller gets true. */
  endRequest(name: PendingName, at: number): Promise<boolean>;
  /** Ends the request and makes the code in one step. False when the request was over already. */
  issueCode(name: PendingName, codeHash: string, code: IssuedCode, at: number): Promise<boolean>;
  /** Null for one that was redeemed or spent. Looking at it takes nothing away. */
  findCode(codeHash: string): Promise<IssuedCode | null>;
  /** Takes the code and opens its sign-in in one step. False when it was gone already: only one caller gets true. */
  redeemCode(family: SignInFamily, hashes: { codeHash: string; tokenHash: string }): Promise<boolean>;
  /** The code gives nothing any more, and what was begun with it is over. */
  spendCode(codeHash: string, at: number): Promise<void>;
  /** Whoever is a member of that project now, under these ids; null for who is none any more. */
  findMemberProfile(scope: Scope, userId: string, clerkUserId: string): Promise<Profile | null>;
  findRefresh(tokenHash: string): Promise<RefreshRecord | null>;
  /** Uses the token and makes the next. False when it was used, or its family revoked, meanwhile. */
  rotate(tokenHash: string, next: Rotation): Promise<boolean>;
  /** Puts another in the place of the one that was made when the token was used. False when that one was used too. */
  replaceNext(tokenHash: string, next: Omit<Rotation, "retryHash">): Promise<boolean>;
  /** No error when it is revoked already, or never was. */
  revokeFamily(familyId: string, at: number): Promise<void>;
  /** Of whoever is signed in by it and still a member; null for who is not any more. */
  findProfileOfFamily(familyId: string, at: number): Promise<Profile | null>;
  /** In every project of the mode. */
  revokeFamiliesOf(mode: Mode, clerkUserId: string, at: number): Promise<void>;
  /** Takes away what is over, at most `limit` of each kind. @returns how many rows; 0 when nothing is left */
  purge(at: number, limit: number): Promise<number>;
}

export interface Rotation {
  readonly nextHash: string;
  readonly retryHash: string | null;
  readonly at: number;
}
