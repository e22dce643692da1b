/**
 * A developer's first login. Safe when called many times at once: the platform is made once. Registrations that the
 * developer was invited to are claimed on the way.
 */
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import { adopt, type ClaimDependencies, findClaimable, handOver } from "../registration/claim-registrations.ts";
import type { DeveloperSession } from "../tenancy/developer-session.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor } from "../work/audit.ts";
import type { Developer, FindDeveloper } from "./developer.ts";

export interface NewPlatform {
  readonly platformId: string;
  readonly clerkUserId: string;
  readonly email: string | null;
  readonly name: string | null;
  readonly at: number;
  readonly actor: Actor;
}

export interface PlatformDirectory {
  /** The platform of a Clerk user that was verified; null when there is none, or it was closed. */
  findPlatformOf(clerkUserId: string): Promise<PlatformScope | null>;
  /** Makes it unless the user has one. @returns whether it was made */
  addPlatform(platform: NewPlatform): Promise<boolean>;
}

export interface FirstLoginDependencies extends ClaimDependencies {
  readonly directory: PlatformDirectory;
  readonly findDeveloper: FindDeveloper;
}

export interface FirstLogin {
  readonly platform: PlatformScope;
  /** Whether this call made it, or gave it its owner. */
  readonly isNew: boolean;
  /** Projects that were registered without a browser and are the developer's now. */
  readonly claimedProjects: readonly string[];
}

/**
 * @param claim what the link of the invitation carried; absent when the developer signed up through it
 * @throws DreamError `unauthorized` for a user that Clerk does not have, has banned, or whose platform was closed
 * @throws ProviderFailure
 */
export async function generatePlatformId(
  session: DeveloperSession,
  { claim = null, actor }: { claim?: string | null | undefined; actor: Actor },
  deps: FirstLoginDependencies,
): Promise<FirstLogin> {
  const developer = await deps.findDeveloper(session.clerkUserId);
  if (!developer || developer.isBanned) throw new DreamError("unauthorized");
  const registered = await findClaimable(developer, [claim, developer.claim], deps);
  const before = await deps.directory.findPlatformOf(developer.clerkUserId);
  const [first, ...rest] = registered;
  const adopted = before || !first ? null : await adopt(first, developer, actor, deps);
  const isAdded = !before && !adopted && (await addPlatform(developer, actor, deps));
  const platform = before ?? (await deps.directory.findPlatformOf(developer.clerkUserId));
  if (!platform) throw new DreamError("unauthorized");
  const others = await handOver(adopted ? rest : registered, platform, actor, deps);
  return { platform, isNew: adopted !== null || isAdded, claimedProjects: [...(adopted ?? []), ...others] };
}

function addPlatform(developer: Developer, actor: Actor, deps: FirstLoginDependencies): Promise<boolean> {
  const { clerkUserId, email, name } = developer;
  const platformId = newId("platform");
  return deps.directory.addPlatform({ platformId, clerkUserId, email, name, at: deps.clock().real, actor });
}
