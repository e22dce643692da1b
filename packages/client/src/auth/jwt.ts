/** A JWT, taken apart. Nothing of it is true until its signature is checked, or until it is known who handed it over. */
import { fromBase64url } from "./base64url.ts";

export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the signature covers. */
  readonly signed: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** Null for what is not shaped like a JWT. */
export function cutJwt(text: string): Jwt | null {
  const parts = text.split(".");
  const [header, claims, signature] = parts;
  if (parts.length !== 3 || !header || !claims || !signature) return null;
  try {
    return {
      header: readObject(header),
      claims: readObject(claims),
      signed: new TextEncoder().encode(`${header}.${claims}`),
      signature: fromBase64url(signature),
    };
  } catch {
    return null;
  }
}

function readObject(part: string): Record<string, unknown> {
  const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(fromBase64url(part)));
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new TypeError("Not an object");
  return value as Record<string, unknown>;
}
