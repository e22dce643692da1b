/**
 * Gives what was registered without a browser to the person it was registered for: somebody who followed the
 * invitation that went to the address, and whose verified address it is. The keys handed out before end with it.
 */
import type { Clock } from "../clock.ts";
import type { Announce } from "../metering/announce.ts";
import type { Developer } from "../platforms/developer.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import type { ClaimProofs } from "./claim-proof.ts";

export interface ChangedProject {
  readonly scope: Scope;
  readonly rev: number;
}

interface Claim {
  readonly actor: Actor;
  /** Business time, as all of a registration's times. */
  readonly at: number;
  readonly realNow: number;
}

/** Each ends all keys of the registered projects in the same transaction; null when somebody else was first. */
export interface ClaimStore {
  /** Platforms that wait for the owner of an address, oldest first. */
  findUnclaimed(email: string): Promise<string[]>;
  /** Makes a registered platform the developer's own; null also when the developer has one by now. */
  adopt(platformId: string, developer: Developer, claim: Claim): Promise<ChangedProject[] | null>;
  /** Moves what was registered into another platform. */
  handOver(platformId: string, to: PlatformScope, claim: Claim): Promise<ChangedProject[] | null>;
}

export interface ClaimDependencies {
  readonly claims: ClaimStore;
  readonly proofs: ClaimProofs;
  readonly announce: Announce;
  readonly clock: Clock;
}

/**
 * All that waits for the developer's address, once one proof shows that they read what is mailed to it.
 * @returns platform ids, oldest first; none without a verified address
 */
export async function findClaimable(
  { email }: Developer,
  proofs: readonly (string | null)[],
  deps: ClaimDependencies,
): Promise<string[]> {
  const sent = proofs.filter((proof) => proof !== null);
  if (email === null || sent.length === 0) return [];
  const waiting = await deps.claims.findUnclaimed(email.toLowerCase());
  const proven = await Promise.all(sent.map((proof) => deps.proofs.read(proof)));
  return proven.some((platformId) => platformId !== null && waiting.includes(platformId)) ? waiting : [];
}

/** @returns the ids of its projects, or null when it could not be */
export async function adopt(
  platformId: string,
  developer: Developer,
  actor: Actor,
  deps: ClaimDependencies,
): Promise<string[] | null> {
  const changed = await deps.claims.adopt(platformId, developer, claimOf(actor, deps));
  return changed && announceAll(changed, deps);
}

/** @returns the ids of the projects that were moved */
export async function handOver(
  platformIds: readonly string[],
  to: PlatformScope,
  actor: Actor,
  deps: ClaimDependencies,
): Promise<string[]> {
  const moved: string[] = [];
  for (const platformId of platformIds) {
    const changed = await deps.claims.handOver(platformId, to, claimOf(actor, deps));
    if (changed) moved.push(...(await announceAll(changed, deps)));
  }
  return moved;
}

function claimOf(actor: Actor, { clock }: ClaimDependencies): Claim {
  const { business, real } = clock();
  return { actor, at: business, realNow: real };
}

async function announceAll(changed: readonly ChangedProject[], { announce }: ClaimDependencies): Promise<string[]> {
  await Promise.all(changed.map(({ scope, rev }) => announce(scope, rev)));
  return [...new Set(changed.map(({ scope }) => scope.projectId))];
}
