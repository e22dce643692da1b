/**
 * A code for tokens, once. Whatever is wrong with the exchange, the code is spent and what was begun with it ends; taking
 * the code and beginning the sign-in are one step, so that a second use finds either the code or what to end.
 */
import type { TokenReply } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import { hashSecret } from "../keys/verify-key.ts";
import { randomBase62 } from "../random.ts";
import { tokenDigits } from "./approve-sign-in.ts";
import { familyMs, issueTokens } from "./issue-tokens.ts";
import type { SignInClients } from "./sign-in-client.ts";
import type { IssuedCode, SignInStore } from "./sign-in-store.ts";
import type { TokenSigner } from "./tokens.ts";

export interface ExchangeDependencies {
  readonly clients: SignInClients;
  readonly signIns: SignInStore;
  readonly signer: TokenSigner;
  readonly clock: Clock;
}

export interface CodeExchange {
  readonly clientId: string;
  readonly code: string;
  readonly redirectUri: string;
  readonly codeVerifier: string;
}

const verifierShape = /^[A-Za-z0-9._~-]{43,128}$/;

/** @throws DreamError `invalid_client`, `invalid_grant`; a second use of a code ends the sign-in that the first began */
export async function exchangeCode(exchange: CodeExchange, deps: ExchangeDependencies): Promise<TokenReply> {
  const { signIns, signer, clock } = deps;
  if (!(await deps.clients.findClient(exchange.clientId))) throw new DreamError("invalid_client");
  const codeHash = await hashSecret(exchange.code);
  const code = await signIns.findCode(codeHash);
  const at = clock().real;
  if (!code || at >= code.expiresAt || !(await isFor(exchange, code))) return spend(codeHash, deps);
  const profile = await signIns.findMemberProfile(code.scope, code.userId, code.clerkUserId);
  if (!profile) return spend(codeHash, deps);
  const refreshToken = newRefreshToken();
  const { redirectUri: _uri, codeChallenge: _challenge, nonce, expiresAt: _end, ...signedIn } = code;
  const family = { ...signedIn, familyId: newId("family"), createdAt: at, expiresAt: at + familyMs };
  const isFirst = await signIns.redeemCode(family, { codeHash, tokenHash: await hashSecret(refreshToken) });
  if (!isFirst) return spend(codeHash, deps);
  return issueTokens({ family, profile, nonce, refreshToken }, signer, at);
}

async function spend(codeHash: string, { signIns, clock }: ExchangeDependencies): Promise<never> {
  await signIns.spendCode(codeHash, clock().real);
  throw new DreamError("invalid_grant");
}

export function newRefreshToken(): string {
  return `refresh_${randomBase62(tokenDigits)}`;
}

async function isFor({ clientId, redirectUri, codeVerifier }: CodeExchange, code: IssuedCode): Promise<boolean> {
  if (clientId !== code.clientId || redirectUri !== code.redirectUri || !verifierShape.test(codeVerifier)) return false;
  return (await challengeOf(codeVerifier)) === code.codeChallenge;
}

/** SHA-256 in base64url (RFC 7636, S256). */
async function challengeOf(verifier: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier)));
  return btoa(String.fromCharCode(...hash))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
