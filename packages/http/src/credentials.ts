/**
 * Who calls, from the credential alone. Checking a key's tag takes no I/O; whether a genuine key is still valid is
 * asked by whoever serves the call: the Meter for usage, D1 elsewhere.
 */
import { type Caller, headerNames } from "@dream-api/contract";
import { DreamError, type KeySigner, type VerifiedKey, verifyKey } from "@dream-api/domain";

export type ReadKey = (text: string) => Promise<VerifiedKey | null>;

/** Keys whose tags were checked in this isolate. Only genuine ones, so that guessing can't fill it. */
const rememberedKeys = 5000;

/** A tag never changes, so it is checked once per isolate. This says nothing about whether the key is still valid. */
export function createKeyReader(signer: KeySigner): ReadKey {
  const genuine = new Map<string, VerifiedKey>();
  return async (text) => {
    const known = genuine.get(text);
    if (known) return known;
    const key = await verifyKey(text, signer);
    if (!key) return null;
    if (genuine.size >= rememberedKeys) genuine.clear();
    genuine.set(text, key);
    return key;
  };
}

const bearer = /^Bearer +(\S+)$/i;

/** What stands behind `Bearer`; empty when the header says something else, undefined when there is none. */
export function readBearer(headers: Headers): string | undefined {
  const authorization = headers.get(headerNames.authorization);
  return authorization === null ? undefined : (bearer.exec(authorization)?.[1] ?? "");
}

/**
 * The genuine key of a request, if it is of a kind that may call.
 * @throws DreamError `unauthorized`, also when two keys come that are not of the same project and mode
 */
export async function readCredential(headers: Headers, who: readonly Caller[], readKey: ReadKey): Promise<VerifiedKey> {
  const secret = await genuine(readBearer(headers), "sk", readKey);
  const publishable = await readPublishableKey(headers, readKey);
  if (secret && publishable && !isSameTenant(secret, publishable)) throw new DreamError("unauthorized");
  if (secret && (who.includes("K") || who.includes("S"))) return secret;
  if (publishable && who.includes("P")) return publishable;
  throw new DreamError("unauthorized");
}

/** The genuine one that was sent, or null for none. @throws DreamError `unauthorized` */
export function readPublishableKey(headers: Headers, readKey: ReadKey): Promise<VerifiedKey | null> {
  return genuine(headers.get(headerNames.publishableKey) ?? undefined, "pk", readKey);
}

/** @throws DreamError `unauthorized` for a key that was sent but is not genuine, even if another one would do */
async function genuine(
  text: string | undefined,
  kind: VerifiedKey["kind"],
  readKey: ReadKey,
): Promise<VerifiedKey | null> {
  if (text === undefined) return null;
  const key = await readKey(text);
  if (key?.kind !== kind) throw new DreamError("unauthorized");
  return key;
}

type Tenant = Pick<VerifiedKey, "scope" | "mode">;

export function isSameTenant(left: Tenant, right: Tenant): boolean {
  return left.scope.projectId === right.scope.projectId && left.mode === right.mode;
}
