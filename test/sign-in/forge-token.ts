/** Tokens that somebody made who is not the hosted sign-in, or not as it makes them. */
import { createHmac, createPrivateKey, sign } from "node:crypto";

export interface Forgery {
  readonly header?: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  /** A JWK set; its first key signs. Without one the signature is empty. */
  readonly keys?: string;
  /** Signs by HMAC, whatever the header says. */
  readonly secret?: string;
}

export function forgeToken({ header, claims, keys, secret }: Forgery): string {
  const key = keys && JSON.parse(keys).keys[0];
  const known = { alg: "ES256", typ: "at+jwt", ...(key ? { kid: key.kid } : {}), ...header };
  const content = [known, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  if (secret !== undefined) return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
  if (!key) return `${content}.`;
  const privateKey = createPrivateKey({ key, format: "jwk" });
  const signature = sign("sha256", Buffer.from(content), { key: privateKey, dsaEncoding: "ieee-p1363" });
  return `${content}.${signature.toString("base64url")}`;
}

/** The header of a token. */
// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
export function headerIn(token: string): any {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString());
}
