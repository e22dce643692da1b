/**
 * What Clerk tells of a person who signs in to developers' apps. The news only says whom to look at: the person is
 * fetched anew, so order, repetition and loss don't matter.
 */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { Actor } from "../work/audit.ts";
import type { ProjectOwner } from "./customer.ts";
import { type EraseCustomerDependencies, eraseCustomer } from "./erase-customer.ts";

export interface EndUserNews {
  /** The same for every repetition. */
  readonly eventId: string;
  readonly type: string;
  readonly clerkUserId: string;
}

export interface Membership extends ProjectOwner {
  readonly userId: string;
}

/** Of a person in all projects: the look-ups that start from a Clerk user. */
export interface PersonStore {
  isKnownNews(mode: Mode, eventId: string): Promise<boolean>;
  /** Keeps that it was heard; nothing of what it says. */
  keepNews(mode: Mode, news: EndUserNews, at: number): Promise<void>;
  /** In the order of their projects, behind `after`; the empty text is the beginning. */
  listMemberships(mode: Mode, clerkUserId: string, actor: Actor, page: MembershipPage): Promise<Membership[]>;
  /** Writes address and name to all memberships; a name that Clerk does not have stays. */
  refresh(mode: Mode, clerkUserId: string, profile: { email: string | null; name: string | null }): Promise<void>;
}

export interface MembershipPage {
  readonly after: string;
  readonly limit: number;
}

export interface FollowEndUserDependencies extends EraseCustomerDependencies {
  readonly persons: PersonStore;
  /** Null for a person who deleted their account. @throws ProviderFailure */
  readonly findPerson: (
    mode: Mode,
    clerkUserId: string,
  ) => Promise<{ readonly email: string | null; readonly name: string | null } | null>;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

const actor: Actor = { name: "clerk", requestId: null };
const membershipsAtOnce = 50;

/** @throws what kept it from being done: the news then has to be told again */
export async function followEndUser(mode: Mode, news: EndUserNews, deps: FollowEndUserDependencies): Promise<void> {
  const { persons, clock } = deps;
  if (await persons.isKnownNews(mode, news.eventId)) return;
  await lookAt(mode, news.clerkUserId, deps);
  await persons.keepNews(mode, news, clock().real);
}

async function lookAt(mode: Mode, clerkUserId: string, deps: FollowEndUserDependencies): Promise<void> {
  const { persons, findPerson } = deps;
  const [member] = await persons.listMemberships(mode, clerkUserId, actor, { after: "", limit: 1 });
  if (!member) return;
  const person = await findPerson(mode, clerkUserId);
  if (person) await persons.refresh(mode, clerkUserId, person);
  else await endMemberships(mode, clerkUserId, deps);
}

/** One that can't be ended now does not keep the others; the whole is told again then. */
async function endMemberships(mode: Mode, clerkUserId: string, deps: FollowEndUserDependencies): Promise<void> {
  let failure: unknown;
  let after = "";
  for (;;) {
    const page = { after, limit: membershipsAtOnce };
    const memberships = await deps.persons.listMemberships(mode, clerkUserId, actor, page);
    for (const membership of memberships) {
      try {
        await endMembership(membership, deps);
      } catch (cause) {
        deps.report("a membership could not be ended; it will be when Clerk tells again", cause);
        failure = cause;
      }
    }
    after = memberships.at(-1)?.scope.projectId ?? "";
    if (memberships.length < membershipsAtOnce) break;
  }
  if (failure !== undefined) throw failure;
}

async function endMembership(membership: Membership, deps: FollowEndUserDependencies): Promise<void> {
  try {
    await eraseCustomer(membership, membership.userId, { cancelSubscription: true }, deps);
  } catch (error) {
    // Erased by the developer in the same moment.
    if (!(error instanceof DreamError) || error.code !== "not_found") throw error;
  }
}
