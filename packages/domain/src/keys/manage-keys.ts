/**
 * A project's key pairs: made, rotated, revoked. A secret leaves in the answer that makes it and is never readable
 * again. Every change reaches the Meter before the answer does, so the next call already sees it.
 */

import type { Clock } from "../clock.ts";
import { dayMs, secondMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { Announce } from "../metering/announce.ts";
import { quotas } from "../platforms/quotas.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import { hintOf } from "./key-text.ts";
import { mintKey } from "./mint-key.ts";
import type { KeySigner } from "./signing.ts";
import { hashSecret } from "./verify-key.ts";

export interface NewSecret {
  readonly secretHash: string;
  readonly hint: string;
  readonly createdAt: number;
}

/** How many pairs there may be: that work at once, or that were ever made in this scope. */
export type KeyRoom = { readonly active: number } | { readonly ever: number };

/** Each write bumps the project's rev and returns the new one; null when there is no such active key. */
export interface KeyStore {
  /** `full` when there is no room for another: asked in the write's own transaction. */
  addPair(
    scope: Scope,
    pair: { publishableKey: string; label: string; secret: NewSecret; room: KeyRoom; actor?: Actor | undefined },
  ): Promise<number | "full" | null>;
  addSecret(
    scope: Scope,
    rotation: { publishableKey: string; secret: NewSecret; othersExpireAt: number; actor?: Actor | undefined },
  ): Promise<number | null>;
  revokePair(
    scope: Scope,
    revocation: { publishableKey: string; at: number; actor?: Actor | undefined },
  ): Promise<number | null>;
}

export interface KeyDependencies {
  readonly keys: KeyStore;
  readonly signer: KeySigner;
  readonly announce: Announce;
  readonly clock: Clock;
  /** Whom the audit log names; absent where the caller writes an entry of its own. */
  readonly actor?: Actor | undefined;
}

export interface KeyPair {
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly label: string;
  /** Real time. */
  readonly createdAt: number;
  /** True while the Meter could not be told yet; the outbox goes on trying. */
  readonly pending: boolean;
}

export interface RotatedSecret {
  readonly secretKey: string;
  /** Real time, as the next. */
  readonly createdAt: number;
  /** When the secrets before it end; 0 is at once. */
  readonly othersExpireAt: number;
  readonly pending: boolean;
}

export const defaultOverlapSeconds = dayMs / secondMs;

/** @throws DreamError `not_found` when the project does not exist in that mode; `key_limit_reached` */
export async function mintKeyPair(scope: Scope, label: string, deps: KeyDependencies): Promise<KeyPair> {
  const pair = await addPair(scope, label, { active: quotas.keyPairsPerMode }, deps);
  if (!pair) throw new DreamError("key_limit_reached");
  return pair;
}

/**
 * The pair that a mode begins with, however many ask for it at once.
 * @returns null when the mode has, or had, a pair already
 * @throws DreamError `not_found` when the project does not exist in that mode
 */
export function mintFirstKeyPair(scope: Scope, label: string, deps: KeyDependencies): Promise<KeyPair | null> {
  return addPair(scope, label, { ever: 1 }, deps);
}

async function addPair(scope: Scope, label: string, room: KeyRoom, deps: KeyDependencies): Promise<KeyPair | null> {
  const publishableKey = await mintKey("pk", scope, deps.signer);
  const secretKey = await mintKey("sk", scope, deps.signer);
  const secret = await newSecret(secretKey, deps);
  const rev = await deps.keys.addPair(scope, { publishableKey, label, secret, room, actor: deps.actor });
  if (rev === "full") return null;
  const { createdAt } = secret;
  return { publishableKey, secretKey, label, createdAt, pending: await announced(scope, rev, deps) };
}

/**
 * A new secret for a key pair; the ones before work until the overlap ends.
 * @param overlapSeconds 0 ends them at once
 * @throws DreamError `not_found` when the scope has no such active key
 */
export async function rotateSecret(
  scope: Scope,
  rotation: { publishableKey: string; overlapSeconds?: number },
  deps: KeyDependencies,
): Promise<RotatedSecret> {
  const secretKey = await mintKey("sk", scope, deps.signer);
  const overlapSeconds = rotation.overlapSeconds ?? defaultOverlapSeconds;
  // 0 and not "now": clocks differ between machines, and an ended secret must not work for a moment longer.
  const othersExpireAt = overlapSeconds === 0 ? 0 : deps.clock().real + overlapSeconds * secondMs;
  const secret = await newSecret(secretKey, deps);
  const { publishableKey } = rotation;
  const rev = await deps.keys.addSecret(scope, { publishableKey, secret, othersExpireAt, actor: deps.actor });
  const { createdAt } = secret;
  return { secretKey, createdAt, othersExpireAt, pending: await announced(scope, rev, deps) };
}

/** Ends a key pair with all its secrets. @throws DreamError `not_found` when the scope has no such active key */
export async function revokeKeyPair(
  scope: Scope,
  publishableKey: string,
  deps: KeyDependencies,
): Promise<{ pending: boolean }> {
  const rev = await deps.keys.revokePair(scope, { publishableKey, at: deps.clock().real, actor: deps.actor });
  return { pending: await announced(scope, rev, deps) };
}

async function newSecret(secretKey: string, deps: KeyDependencies): Promise<NewSecret> {
  return { secretHash: await hashSecret(secretKey), hint: hintOf(secretKey), createdAt: deps.clock().real };
}

async function announced(scope: Scope, rev: number | null, deps: KeyDependencies): Promise<boolean> {
  if (rev === null) throw new DreamError("not_found");
  return (await deps.announce(scope, rev)) === "pending";
}
