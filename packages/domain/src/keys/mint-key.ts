/** Makes the texts of new keys. Nothing here is stored: what is kept of them is the storage's business. */
import { type RandomBytes, randomBase62 } from "../random.ts";
import type { Scope } from "../tenancy/scope.ts";
import { type KeyKind, randomDigits, signedPart } from "./key-text.ts";
import type { KeySigner } from "./signing.ts";

export async function mintKey(kind: KeyKind, scope: Scope, signer: KeySigner, bytes?: RandomBytes): Promise<string> {
  const random = randomBase62(randomDigits[kind], bytes);
  const signed = signedPart(kind, scope.mode, signer.currentNumber, scope.projectId, random);
  return signed + (await signer.tag(signer.currentNumber, signed));
}
