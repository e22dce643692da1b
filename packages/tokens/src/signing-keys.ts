/**
 * The keys that sign end users' tokens: a JWK set of ES256 keys. The first signs; the others are published too, before
 * they come first and until their last token is over.
 */
import { type CryptoKey, importJWK, type JWK } from "jose";

export const algorithm = "ES256";

export interface SigningKeys {
  readonly current: { readonly kid: string; readonly key: () => Promise<CryptoKey> };
  /** What everybody may know of them. */
  readonly publicKeys: readonly PublicKey[];
}

export interface PublicKey {
  readonly kty: "EC";
  readonly crv: "P-256";
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: typeof algorithm;
  readonly use: "sig";
}

/** @param text of TOKEN_SIGNING_KEYS. @throws Error that names the variable and tells nothing of what is in it */
export function openSigningKeys(text: string): SigningKeys {
  const name = "TOKEN_SIGNING_KEYS";
  const keys = readKeys(text, name);
  if (keys.some(({ d }) => typeof d !== "string" || d === ""))
    throw new Error(`${name} holds a key without its secret`);
  const [first] = keys as [KeyOfSet, ...KeyOfSet[]];
  let imported: Promise<CryptoKey> | undefined;
  return {
    current: {
      kid: first.kid,
      key() {
        imported ??= importJWK(first, algorithm) as Promise<CryptoKey>;
        return imported;
      },
    },
    publicKeys: keys.map(publicHalf),
  };
}

/** @param text of END_USER_TOKEN_JWKS. @throws Error that names the variable */
export function readPublicKeys(text: string): readonly PublicKey[] {
  return readKeys(text, "END_USER_TOKEN_JWKS").map(publicHalf);
}

interface KeyOfSet extends JWK {
  readonly kty: "EC";
  readonly kid: string;
  readonly x: string;
  readonly y: string;
}

function readKeys(text: string, name: string): readonly KeyOfSet[] {
  const keys = keysIn(text);
  if (!keys || keys.length === 0 || !keys.every(isOurKind)) {
    throw new Error(`${name} must be a JWK set of EC keys on P-256, each with a kid`);
  }
  if (new Set(keys.map(({ kid }) => kid)).size < keys.length) throw new Error(`${name} has two keys of one kid`);
  return keys;
}

function keysIn(text: string): unknown[] | null {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) ? keys : null;
  } catch {
    return null;
  }
}

function isOurKind(key: unknown): key is KeyOfSet {
  const { kty, crv, kid, x, y } = (key ?? {}) as JWK;
  const isText = (value: unknown) => typeof value === "string" && value !== "";
  return kty === "EC" && crv === "P-256" && [kid, x, y].every(isText);
}

function publicHalf({ x, y, kid }: KeyOfSet): PublicKey {
  return { kty: "EC", crv: "P-256", x, y, kid, alg: algorithm, use: "sig" };
}
