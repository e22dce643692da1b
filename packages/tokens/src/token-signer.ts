/** Writes end users' tokens: access tokens as RFC 9068 has them, ID tokens as OpenID Connect has them. */
import {
  accessTokenSeconds,
  audienceOf,
  claimsOf,
  newId,
  secondMs,
  type TokenGrant,
  type TokenSigner,
} from "@dream-api/domain";
import { SignJWT } from "jose";
import { algorithm, type SigningKeys } from "./signing-keys.ts";

/** The type in an access token's header, so that no ID token passes for one. */
export const accessTokenType = "at+jwt";

export function createTokenSigner({ keys, issuer }: { keys: SigningKeys; issuer: string }): TokenSigner {
  const sign = async (type: string, claims: Record<string, unknown>, { userId }: TokenGrant, at: number) => {
    const issuedAt = Math.floor(at / secondMs);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: algorithm, typ: type, kid: keys.current.kid })
      .setIssuer(issuer)
      .setSubject(userId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + accessTokenSeconds)
      .sign(await keys.current.key());
  };
  return {
    accessToken: (grant, at) =>
      sign(
        accessTokenType,
        {
          aud: audienceOf(grant.scope),
          client_id: grant.clientId,
          sid: grant.familyId,
          scope: grant.scopes.join(" "),
          jti: newId("token"),
        },
        grant,
        at,
      ),
    idToken: (grant, at) =>
      sign(
        "JWT",
        {
          aud: grant.clientId,
          sid: grant.familyId,
          auth_time: Math.floor(grant.authenticatedAt / secondMs),
          ...(grant.nonce === null ? {} : { nonce: grant.nonce }),
          ...claimsOf(grant.scopes, grant.profile),
        },
        grant,
        at,
      ),
  };
}
