/**
 * What the Workers of the developer's side ask of api-multi, which alone mints keys and talks to Meters. Refusals are
 * values: an exception loses its code on the way between Workers.
 */
import type { ErrorCode, Mode } from "@dream-api/contract";
import { DreamError } from "../errors.ts";
import type { KeyPair, RotatedSecret } from "../keys/manage-keys.ts";
import type { Actor } from "../work/audit.ts";

/** A project in a mode. The caller has made sure that it is its own to ask for. */
export interface ControlScope {
  readonly projectId: string;
  readonly mode: Mode;
}

export type ControlReply<Value> = { ok: true; value: Value } | { ok: false; code: ErrorCode };

/** @throws DreamError with the code of the refusal */
export async function replyValue<Value>(reply: Promise<ControlReply<Value>>): Promise<Value> {
  const answer = await reply;
  if (answer.ok) return answer.value;
  throw new DreamError(answer.code);
}

/** api-multi's entrypoint `Control`, as a service binding offers it. */
export interface ControlClient {
  /** @param actor whoever the audit log shall name; absent where the caller writes an entry of its own */
  mintKeyPair(scope: ControlScope, label: string, actor?: Actor): Promise<ControlReply<KeyPair>>;
  /** Null when the project has, or had, a pair in that mode. */
  mintFirstKeyPair(scope: ControlScope, label: string): Promise<ControlReply<KeyPair | null>>;
  /** @param rotation `overlapSeconds` 0 ends the older secrets at once; a day unless said */
  rotateSecret(
    scope: ControlScope,
    rotation: { publishableKey: string; overlapSeconds?: number },
    actor?: Actor,
  ): Promise<ControlReply<RotatedSecret>>;
  revokeKeyPair(
    scope: ControlScope,
    publishableKey: string,
    actor?: Actor,
  ): Promise<ControlReply<{ pending: boolean }>>;
  /** Tells the project's Meters to learn what D1 says as of a rev; false while some could not be told. */
  announce(scope: ControlScope, rev: number): Promise<ControlReply<boolean>>;
  /** Whose a secret key is; null for one that does not work. */
  ownerOfKey(secretKey: string): Promise<(ControlScope & { platformId: string; hint: string }) | null>;
}
