/** Secrets of this machine's local run: made once, kept with its state, and good for nothing elsewhere. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

export interface LocalSecrets {
  readonly keySigningSecret: string;
  /** A JWK set with private keys; the first signs end users' tokens. */
  readonly tokenSigningKeys: string;
}

export function readOrMakeSecrets(path: string): LocalSecrets {
  const before: Partial<LocalSecrets> = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const secrets: LocalSecrets = {
    keySigningSecret: before.keySigningSecret ?? `1.${randomBytes(32).toString("base64url")}`,
    tokenSigningKeys: before.tokenSigningKeys ?? makeTokenSigningKeys(),
  };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}

/** A JWK set with one new key. */
export function makeTokenSigningKeys(): string {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const kid = randomBytes(8).toString("base64url");
  return JSON.stringify({ keys: [{ ...privateKey.export({ format: "jwk" }), kid, alg: "ES256", use: "sig" }] });
}

/** The same set as everybody may know it. */
export function publicKeysOf(tokenSigningKeys: string): string {
  const { keys } = JSON.parse(tokenSigningKeys) as { keys: Record<string, string>[] };
  return JSON.stringify({ keys: keys.map(({ d: _private, ...publicKey }) => publicKey) });
}
