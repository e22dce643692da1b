/** What a sign-in is answered with: an access token, the next refresh token, and an ID token where one was asked for. */
import type { TokenReply } from "@dream-api/contract";
import { dayMs } from "../clock.ts";
import type { SignInFamily } from "./sign-in-store.ts";
import { accessTokenSeconds, type Profile, type TokenSigner } from "./tokens.ts";

/** However often it is refreshed. Clerk's own session is over long before, unless its settings say otherwise. */
export const familyMs = 30 * dayMs;

export interface IssuedFor {
  readonly family: Omit<SignInFamily, "createdAt" | "expiresAt">;
  readonly profile: Profile;
  /** Only with the first: later ID tokens have none. */
  readonly nonce: string | null;
  readonly refreshToken: string;
}

/** @param at real time, epoch milliseconds */
export async function issueTokens(
  { family, profile, nonce, refreshToken }: IssuedFor,
  signer: TokenSigner,
  at: number,
): Promise<TokenReply> {
  const { scopes, authenticatedAt } = family;
  const isOpenid = scopes.includes("openid");
  return {
    access_token: await signer.accessToken(family, at),
    token_type: "Bearer",
    expires_in: accessTokenSeconds,
    refresh_token: refreshToken,
    scope: scopes.join(" "),
    ...(isOpenid ? { id_token: await signer.idToken({ ...family, nonce, authenticatedAt, profile }, at) } : {}),
  };
}
