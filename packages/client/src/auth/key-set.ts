/**
 * The public keys that access tokens are signed with, fetched once and kept. A key that is not known is looked for
 * again, but not at every token that claims one: whoever invents key ids can't make us call.
 */
import { attempt } from "../attempt.ts";
import { UnavailableError } from "../errors.ts";
import type { Settings } from "../options.ts";

export type FindKey = (keyId: string) => Promise<CryptoKey | null>;

const algorithm = { name: "ECDSA", namedCurve: "P-256" };

/** A key that was withdrawn is believed this much longer at most. */
const freshMs = 10 * 60_000;
const pauseMs = 30_000;

/** Asks the authorization server. @throws UnavailableError when no key is known and it can't be reached */
export function createKeySet(settings: Settings): FindKey {
  let keys = new Map<string, CryptoKey>();
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let fetching: Promise<void> | undefined;

  async function load(): Promise<void> {
    const answer = await attempt(
      { url: `${settings.authUrl}/oauth/jwks`, init: { method: "GET", headers: {}, redirect: "manual" } },
      settings,
    );
    fetchedAt = Date.now();
    if (!answer.ok) throw answer.error;
    keys = await importAll((answer.body as { keys?: unknown }).keys);
  }

  return async (keyId) => {
    const age = Date.now() - fetchedAt;
    if (age > freshMs || (!keys.has(keyId) && age > pauseMs)) {
      fetching ??= load().finally(() => {
        fetching = undefined;
      });
      await fetching.catch((error: unknown) => {
        // A key that is known already is not forgotten because it can't be asked for again just now.
        if (!keys.has(keyId)) throw error;
      });
    }
    if (keys.size === 0) {
      throw new UnavailableError("The keys that access tokens are signed with can't be had", {
        code: "no_signing_keys",
      });
    }
    return keys.get(keyId) ?? null;
  };
}

async function importAll(listed: unknown): Promise<Map<string, CryptoKey>> {
  const keys = new Map<string, CryptoKey>();
  for (const jwk of Array.isArray(listed) ? listed : []) {
    const { kty, crv, kid, x, y } = jwk as Record<string, string>;
    if (kty !== "EC" || crv !== "P-256" || !kid || !x || !y) continue;
    keys.set(kid, await crypto.subtle.importKey("jwk", { kty, crv, x, y }, algorithm, false, ["verify"]));
  }
  return keys;
}
