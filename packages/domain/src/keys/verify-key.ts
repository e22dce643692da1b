/**
 * Whether a key is one of ours, without asking anybody: a mistyped or forged key costs no I/O. A genuine key may
 * still be revoked; that is looked up by its hash.
 */
import type { Mode } from "@dream-api/contract";
import { type Scope, scopeOf } from "../tenancy/scope.ts";
import { cutKey, type KeyKind } from "./key-text.ts";
import type { KeySigner } from "./signing.ts";

export interface VerifiedKey {
  readonly kind: KeyKind;
  readonly mode: Mode;
  readonly scope: Scope;
  /** What the key is looked up by: the hash of a secret key, a publishable key itself. */
  readonly lookup: string;
}

export async function verifyKey(text: string, signer: KeySigner): Promise<VerifiedKey | null> {
  const key = cutKey(text);
  if (!key) return null;
  const tag = await signer.tag(key.signingNumber, key.signed);
  if (tag === null || !sameText(tag, key.tag)) return null;
  return {
    kind: key.kind,
    mode: key.mode,
    scope: scopeOf(key.projectId, key.mode),
    lookup: key.kind === "sk" ? await hashSecret(text) : text,
  };
}

/** SHA-256 in hex: all that is stored of a secret, beside its hint. The secret has 160 random bits, so no salt is needed. */
export async function hashSecret(secretKey: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secretKey)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Takes as long for a wrong first letter as for a wrong last one. */
function sameText(left: string, right: string): boolean {
  let difference = left.length ^ right.length;
  for (let index = 0; index < left.length; index++) difference |= left.charCodeAt(index) ^ right.charCodeAt(index);
  return difference === 0;
}
