/** Whether an access token is ours, without asking anybody: the signature is checked once in an isolate, the end each time. */
import { type SignInScope, signInScopes } from "@dream-api/contract";
import { scopeOfAudience, secondMs, type VerifiedToken, type VerifyToken } from "@dream-api/domain";
import { createLocalJWKSet, type JWTPayload, jwtVerify } from "jose";
import { algorithm, type PublicKey } from "./signing-keys.ts";
import { accessTokenType } from "./token-signer.ts";

export interface TokenVerifierSettings {
  readonly publicKeys: readonly PublicKey[];
  /** Who signs: the origin of the hosted sign-in. */
  readonly issuer: string;
}

/** Only genuine ones are remembered, so that guessing can't fill it. */
const rememberedTokens = 5000;
/** No token of ours is half as long. */
const longestToken = 4096;

export function createTokenVerifier({ publicKeys, issuer }: TokenVerifierSettings): VerifyToken {
  const keySet = createLocalJWKSet({ keys: publicKeys.map((key) => ({ ...key })) });
  const genuine = new Map<string, VerifiedToken>();

  async function verify(text: string, at: number): Promise<VerifiedToken | null> {
    if (text.length > longestToken) return null;
    const verified = await jwtVerify(text, keySet, {
      issuer,
      algorithms: [algorithm],
      typ: accessTokenType,
      requiredClaims: ["exp"],
      currentDate: new Date(at),
    }).catch(() => null);
    return verified && tokenOf(verified.payload);
  }

  return async (text, at) => {
    const known = genuine.get(text) ?? (await verify(text, at));
    if (!known || at >= known.expiresAt) {
      genuine.delete(text);
      return null;
    }
    if (!genuine.has(text)) {
      if (genuine.size >= rememberedTokens) genuine.clear();
      genuine.set(text, known);
    }
    return known;
  };
}

function tokenOf({ aud, sub, exp, client_id: clientId, sid, scope }: JWTPayload): VerifiedToken | null {
  const tenant = typeof aud === "string" ? scopeOfAudience(aud) : null;
  const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
  if (!tenant || !isText(sub) || !isText(clientId) || !isText(sid) || typeof scope !== "string") return null;
  return {
    kind: "token",
    mode: tenant.mode,
    scope: tenant,
    userId: sub,
    clientId,
    familyId: sid,
    scopes: scope.split(" ").filter((name): name is SignInScope => (signInScopes as readonly string[]).includes(name)),
    expiresAt: (exp as number) * secondMs,
  };
}
