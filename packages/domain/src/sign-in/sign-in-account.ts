/** What a person sees and ends of themselves, over all projects of a mode. */
import type { Mode, SignInProject } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import type { MembershipStore } from "../customers/link-invited.ts";
import { DreamError } from "../errors.ts";
import type { ProjectId } from "../ids.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { SignInStore } from "./sign-in-store.ts";

export interface OwnMembership {
  readonly scope: Scope;
  readonly project: SignInProject;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly hasSubscription: boolean;
}

export interface OwnMemberships {
  /** Of projects that are there, the first hundred by the time of joining. */
  listOwn(mode: Mode, clerkUserId: string): Promise<OwnMembership[]>;
  findOwn(mode: Mode, clerkUserId: string, projectId: ProjectId): Promise<OwnMembership | null>;
}

export interface LeaveDependencies {
  readonly own: OwnMemberships;
  readonly memberships: MembershipStore;
}

/** @throws DreamError `not_found`, `live_subscription_exists` */
export async function leaveProject(
  mode: Mode,
  clerkUserId: string,
  projectId: ProjectId,
  { own, memberships }: LeaveDependencies,
): Promise<void> {
  const membership = await own.findOwn(mode, clerkUserId, projectId);
  if (!membership) throw new DreamError("not_found");
  const outcome = await memberships.leave(membership.scope, clerkUserId);
  if (outcome === "subscribed") throw new DreamError("live_subscription_exists");
  if (outcome === "gone") throw new DreamError("not_found");
}

export interface SignOutEverywhereDependencies {
  readonly signIns: SignInStore;
  readonly provider: {
    listActiveSessions(clerkUserId: string): Promise<readonly { readonly sessionId: string }[]>;
    revokeSession(sessionId: string): Promise<void>;
  };
  readonly clock: Clock;
}

/** Our own tokens first: they end even if Clerk does not answer. @throws ProviderFailure */
export async function signOutEverywhere(
  mode: Mode,
  clerkUserId: string,
  { signIns, provider, clock }: SignOutEverywhereDependencies,
): Promise<void> {
  await signIns.revokeFamiliesOf(mode, clerkUserId, clock().real);
  const sessions = await provider.listActiveSessions(clerkUserId);
  await Promise.all(sessions.map(({ sessionId }) => provider.revokeSession(sessionId)));
}
