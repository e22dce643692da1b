/**
 * Is this request of somebody who signed in to this project? Asked on a server, of the access token that the browser
 * sends along: its signature is checked with WebCrypto, so no call is made once the keys are known.
 */
import { AuthenticationError } from "../errors.ts";
import type { Settings } from "../options.ts";
import { cutJwt, type Jwt } from "./jwt.ts";
import { createKeySet } from "./key-set.ts";

/** Who sent the request. */
export interface VerifiedUser {
  /** What this user is called in all other calls. */
  readonly userId: string;
  readonly scopes: readonly string[];
  /** Epoch milliseconds; exclusive. */
  readonly expiresAt: number;
}

/** A `Request`, Node's own kind of request, or the token itself. */
export type TokenCarrier =
  | string
  | { readonly headers: { get(name: string): string | null } }
  | { readonly headers: { readonly authorization?: string | undefined } };

/** @throws AuthenticationError `invalid_token`; UnavailableError when the signing keys can't be fetched */
export type VerifyToken = (carrier: TokenCarrier) => Promise<VerifiedUser>;

/** @param audience the project and its mode */
export function createVerifyToken(settings: Settings, audience: string): VerifyToken {
  const findKey = createKeySet(settings);
  return async (carrier) => {
    const jwt = cutJwt(tokenOf(carrier));
    if (!jwt) throw invalid("is missing, or is not a JWT");
    const { alg, typ, kid, crit } = jwt.header;
    // The algorithm is ours to choose: what the token says may only agree.
    if (alg !== "ES256" || crit !== undefined) throw invalid("is not signed as ours are");
    if (String(typ).toLowerCase() !== "at+jwt") throw invalid("is not an access token");
    const key = typeof kid === "string" ? await findKey(kid) : null;
    if (!key || !(await isSignedBy(key, jwt))) throw invalid("is not signed by dream-api");
    return readClaims(jwt, { issuer: settings.authUrl, audience });
  };
}

function readClaims({ claims }: Jwt, wanted: { issuer: string; audience: string }): VerifiedUser {
  const { iss, aud, sub, exp, scope } = claims;
  if (iss !== wanted.issuer) throw invalid("was issued by somebody else");
  if (aud !== wanted.audience) throw invalid("is for another project or mode");
  if (typeof exp !== "number" || exp * 1000 <= Date.now()) throw invalid("has expired");
  if (typeof sub !== "string" || sub === "") throw invalid("names nobody");
  return {
    userId: sub,
    scopes: String(scope ?? "")
      .split(" ")
      .filter(Boolean),
    expiresAt: exp * 1000,
  };
}

function isSignedBy(key: CryptoKey, { signature, signed }: Jwt): Promise<boolean> {
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, signed);
}

function tokenOf(carrier: TokenCarrier): string {
  if (typeof carrier === "string") return carrier;
  const { headers } = carrier;
  const text = "get" in headers && typeof headers.get === "function" ? headers.get("Authorization") : undefined;
  const authorization = text ?? (headers as { readonly authorization?: string }).authorization ?? "";
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
}

function invalid(what: string): AuthenticationError {
  return new AuthenticationError(`The access token ${what}`, { code: "invalid_token" });
}
