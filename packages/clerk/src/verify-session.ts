/**
 * Who is behind a session token, without asking Clerk: the instance's own key, the pages that may send it, and what
 * Clerk's `verifyToken` leaves unchecked.
 */
import { verifyToken } from "@clerk/backend";
import { decodeJwt } from "@clerk/backend/jwt";
import { issuerOf } from "./issuer-of.ts";

export interface SessionVerifierSettings {
  /** The instance's public key, PEM. The key of another instance would let its users in. */
  readonly jwtKey: string;
  /** Of the same instance: it says who issues the tokens. */
  readonly publishableKey?: string;
  /** Goes before the publishable key: the URL of the proxy that is registered in front of the instance. */
  readonly issuer?: string;
  /** Origins whose pages may use the token. Never empty: Clerk's SDK would then accept every one. */
  readonly authorizedParties: readonly string[];
}

export interface ClerkSession {
  readonly clerkUserId: string;
  readonly sessionId: string;
  /** Epoch milliseconds. A revoked session's last token lives until then. */
  readonly expiresAt: number;
}

export type VerifySession = (token: string) => Promise<ClerkSession | null>;

/** In a token's header; a template token has another and outlives the revocation of its session. */
const sessionTokenCategory = "cl_B7d4PD111AAA";

/** @throws Error for settings that would let everybody in. The verifier itself answers null to every bad token. */
export function createSessionVerifier(settings: SessionVerifierSettings): VerifySession {
  const { jwtKey, authorizedParties, publishableKey } = settings;
  const issuer = settings.issuer ?? (publishableKey === undefined ? "" : issuerOf(publishableKey));
  if (!jwtKey || !issuer || authorizedParties.length === 0) {
    throw new Error("A session verifier needs a key, an issuer and at least one authorized party");
  }
  const parties = [...authorizedParties];
  return async (token) => {
    const claims = await verifyToken(token, { jwtKey, authorizedParties: parties }).catch(() => null);
    if (!claims || !isCurrentSession(claims, issuer) || !isSessionToken(token)) return null;
    return { clerkUserId: claims.sub, sessionId: claims.sid, expiresAt: claims.exp * 1000 };
  };
}

function isCurrentSession(claims: { iss: string; sid?: unknown; sts?: unknown }, issuer: string): boolean {
  return claims.iss === issuer && typeof claims.sid === "string" && claims.sid !== "" && claims.sts === "active";
}

function isSessionToken(token: string): boolean {
  const header: { cat?: unknown } = decodeJwt(token).header;
  return header.cat === undefined || header.cat === sessionTokenCategory;
}
