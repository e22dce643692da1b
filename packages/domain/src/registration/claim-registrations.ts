/**
 * Gives what was registered without a browser to the person it was registered for: somebody who followed the
 * invitation that went to the address, and whose verified address it is. The keys handed out before end with it.
 */
import type { Clock } from "../clock.ts";
import type { Announce } from "../metering/announce.ts";
import type { Developer } from "../platforms/developer.ts";
import { quotas } from "../platforms/quotas.ts";
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

/**
 * Only what is ready can be claimed, which is what has all its keys. Each claim ends them in the same transaction and
 * forgets the address; null when somebody else was first.
 */
export interface ClaimStore {
  /** Platforms that wait for the owner of an address, those that are proven first; none unless one of those waits. */
  findUnclaimed(email: string, proven: readonly string[], limit: number): Promise<string[]>;
  /** Makes a registered platform the developer's own; null also when the developer has one by now. */
  adopt(platformId: string, developer: Developer, claim: Claim): Promise<ChangedProject[] | null>;
  /** Moves what was registered into another platform; `full` when that would have more projects than it may. */
  handOver(
    platformId: string,
    to: PlatformScope,
    claim: Claim,
    projectLimit: number,
  ): Promise<ChangedProject[] | "full" | null>;
  /** Tells a developer that registrations wait for which there is no room. */
  tellOfRest(platform: PlatformScope, claim: Claim): Promise<void>;
}

export interface ClaimDependencies {
  readonly claims: ClaimStore;
  readonly proofs: ClaimProofs;
  readonly announce: Announce;
  readonly clock: Clock;
}

/** One registration is one project: more than these can't find room. */
const claimsAtOnce = quotas.projects + 1;

/**
 * All that waits for the developer's address, once one proof shows that they read what is mailed to it.
 * @returns platform ids, those that are proven first; none without a verified address
 */
export async function findClaimable(
  { email }: Developer,
  proofs: readonly (string | null)[],
  deps: ClaimDependencies,
): Promise<string[]> {
  const sent = proofs.filter((proof) => proof !== null);
  if (email === null || sent.length === 0) return [];
  const proven = (await Promise.all(sent.map((proof) => deps.proofs.read(proof)))).filter((id) => id !== null);
  return proven.length === 0 ? [] : deps.claims.findUnclaimed(email.toLowerCase(), proven, claimsAtOnce);
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

/**
 * As many as the platform has room for; the developer is told of the rest, which waits until it is purged.
 * @returns the ids of the projects that were moved
 */
export async function handOver(
  platformIds: readonly string[],
  to: PlatformScope,
  actor: Actor,
  deps: ClaimDependencies,
): Promise<string[]> {
  const moved: string[] = [];
  for (const platformId of platformIds) {
    const claim = claimOf(actor, deps);
    const changed = await deps.claims.handOver(platformId, to, claim, quotas.projects);
    if (changed === "full") {
      await deps.claims.tellOfRest(to, claim);
      break;
    }
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
