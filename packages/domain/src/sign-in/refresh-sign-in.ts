/**
 * A refresh token for the next, once. A second use is a theft, by the thief or by the one stolen from, and ends the
 * sign-in; but whoever used it first may repeat that with the same `Idempotency-Key` when the answer was lost.
 */
import type { Mode, TokenReply } from "@dream-api/contract";
import { type Clock, minuteMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { hashSecret } from "../keys/verify-key.ts";
import type { SignInProvider } from "./approve-sign-in.ts";
import { newRefreshToken } from "./exchange-code.ts";
import { issueTokens } from "./issue-tokens.ts";
import type { SignInClients } from "./sign-in-client.ts";
import type { RefreshRecord, SignInStore } from "./sign-in-store.ts";
import type { Profile, TokenSigner } from "./tokens.ts";

export interface RefreshDependencies {
  readonly clients: SignInClients;
  readonly signIns: SignInStore;
  readonly signer: TokenSigner;
  readonly providerOf: (mode: Mode) => Pick<SignInProvider, "findSession">;
  readonly clock: Clock;
}

export interface Refresh {
  readonly clientId: string;
  readonly refreshToken: string;
  /** The client's own name for this refresh, which nobody else knows. */
  readonly retryKey: string | undefined;
}

/** How long a repeat counts as the same refresh. */
const retryMs = minuteMs;

/**
 * @throws DreamError `invalid_client`, `invalid_grant`
 * @throws ProviderFailure when Clerk does not say whether the session lives: nothing is used up then
 */
export async function refreshSignIn(refresh: Refresh, deps: RefreshDependencies): Promise<TokenReply> {
  const { signIns, signer, clock } = deps;
  const client = await deps.clients.findClient(refresh.clientId);
  if (!client) throw new DreamError("invalid_client");
  const tokenHash = await hashSecret(refresh.refreshToken);
  const retryHash = refresh.retryKey === undefined ? null : await hashSecret(refresh.retryKey);
  const record = await signIns.findRefresh(tokenHash);
  const at = clock().real;
  if (!record || record.family.clientId !== refresh.clientId) throw new DreamError("invalid_grant");
  const { family } = record;
  if (family.isRevoked || at >= family.expiresAt) throw new DreamError("invalid_grant");
  if (!mayUse(record, retryHash, at)) return endFamily(family.familyId, deps);
  const profile = await profileWhileSignedIn(record, deps);
  if (!profile) return endFamily(family.familyId, deps);
  const refreshToken = newRefreshToken();
  const next = { nextHash: await hashSecret(refreshToken), retryHash, at };
  if (!(await use(tokenHash, record, next, deps))) return endFamily(family.familyId, deps);
  return issueTokens({ family, profile, nonce: null, refreshToken }, signer, at);
}

function mayUse({ usedAt, retryHash: usedWith }: RefreshRecord, retryHash: string | null, at: number): boolean {
  return usedAt === null || (retryHash !== null && retryHash === usedWith && at - usedAt < retryMs);
}

/** Null when the person is not a member any more, or not signed in at Clerk. @throws ProviderFailure */
async function profileWhileSignedIn({ family }: RefreshRecord, deps: RefreshDependencies): Promise<Profile | null> {
  const { scope, userId, clerkUserId, clerkSessionId } = family;
  const profile = await deps.signIns.findMemberProfile(scope, userId, clerkUserId);
  if (!profile) return null;
  const session = await deps.providerOf(scope.mode).findSession(clerkSessionId);
  return session?.isActive && session.clerkUserId === clerkUserId ? profile : null;
}

async function use(
  tokenHash: string,
  { usedAt }: RefreshRecord,
  next: { nextHash: string; retryHash: string | null; at: number },
  { signIns }: RefreshDependencies,
): Promise<boolean> {
  if (usedAt === null && (await signIns.rotate(tokenHash, next))) return true;
  // Somebody was faster: the same client once more, or a thief.
  const now = usedAt === null ? await signIns.findRefresh(tokenHash) : null;
  if (now && (now.usedAt === null || !mayUse(now, next.retryHash, next.at))) return false;
  return signIns.replaceNext(tokenHash, next);
}

async function endFamily(familyId: string, { signIns, clock }: RefreshDependencies): Promise<never> {
  await signIns.revokeFamily(familyId, clock().real);
  throw new DreamError("invalid_grant");
}
