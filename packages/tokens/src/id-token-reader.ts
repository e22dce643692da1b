/** For whom an ID token of ours was, when a browser brings it back to sign out: also long after its end. */
import { createLocalJWKSet, jwtVerify } from "jose";
import { algorithm } from "./signing-keys.ts";
import type { TokenVerifierSettings } from "./token-verifier.ts";

/** When no token was old yet. */
const beforeAll = new Date(0);

/** @returns a function that finds the client of a token; undefined for what we did not sign */
export function createIdTokenReader({ publicKeys, issuer }: TokenVerifierSettings) {
  const keySet = createLocalJWKSet({ keys: publicKeys.map((key) => ({ ...key })) });
  return async (token: string): Promise<string | undefined> => {
    const settings = { issuer, algorithms: [algorithm], typ: "JWT", currentDate: beforeAll };
    const verified = await jwtVerify(token, keySet, settings).catch(() => null);
    const audience = verified?.payload.aud;
    return typeof audience === "string" ? audience : undefined;
  };
}
