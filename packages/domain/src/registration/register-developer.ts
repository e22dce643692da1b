/**
 * Signing up without a browser: keys at once, an invitation to the address, and an owner once somebody follows it. What
 * is answered, and when, does not depend on whether the address is known: the mail goes out behind the answer.
 */
import { type Clock, dayMs, hourMs, secondMs } from "../clock.ts";
import { DreamError } from "../errors.ts";
import { newId, newProjectId } from "../ids.ts";
import type { KeyPair } from "../keys/manage-keys.ts";
import type { NewProject, NewTier } from "../projects/project.ts";
import { type Scope, scopeOf } from "../tenancy/scope.ts";
import type { Actor } from "../work/audit.ts";
import type { AttemptCounts, HashSubject } from "./attempts.ts";
import { type InvitationDependencies, inviteOwner } from "./invite-owner.ts";
import { networkOf } from "./network-of.ts";

export interface RegistrationStore {
  /** A platform of nobody, which can't be claimed yet. @param at business time */
  addRegistration(registration: {
    platformId: string;
    email: string;
    at: number;
    realNow: number;
    actor: Actor;
  }): Promise<void>;
  /** From here on it waits for the owner of its address. */
  openToClaims(platformId: string, at: number): Promise<void>;
}

export interface RegisterDependencies extends InvitationDependencies {
  readonly registrations: InvitationDependencies["registrations"] & RegistrationStore;
  readonly attempts: AttemptCounts;
  readonly hashSubject: HashSubject;
  readonly createProject: (scope: Scope, project: NewProject) => Promise<void>;
  readonly mintKeys: (scope: Scope, label: string) => Promise<KeyPair>;
  /** Takes work that goes on when the answer is out. */
  readonly afterwards: (work: Promise<void>) => void;
  readonly clock: Clock;
}

export interface Registered {
  readonly platformId: string;
  readonly scope: Scope;
  readonly project: NewProject;
  readonly keys: KeyPair;
  /** Real time. */
  readonly createdAt: number;
}

/** The one tier that a registered project begins with. */
const freeTier: NewTier = {
  name: "free",
  displayName: "Free",
  unitAmount: 0,
  interval: "month",
  limit: 100,
  rateLimitPerMinute: 100,
  features: [],
  popular: false,
  trialDays: 0,
};

const registrationsPerHour = 5;

/**
 * @param from the caller's IP address
 * @throws DreamError `too_many_requests` past five an hour from one address
 */
export async function registerDeveloper(
  { email, name = "My project" }: { email: string; name?: string | undefined },
  { from, actor }: { from: string; actor: Actor },
  deps: RegisterDependencies,
): Promise<Registered> {
  await countAttempt(from, deps);
  const { real, business } = deps.clock();
  const address = email.toLowerCase();
  const platformId = newId("platform");
  await deps.registrations.addRegistration({ platformId, email: address, at: business, realNow: real, actor });
  const scope = scopeOf(newProjectId(), "test");
  const project: NewProject = { platformId, name, type: "saas", currency: "usd", tiers: [freeTier] };
  await deps.createProject(scope, project);
  const keys = await deps.mintKeys(scope, "first");
  // Last, so that no claim, by a mail of before, comes between the project and its keys and leaves them with the caller.
  await deps.registrations.openToClaims(platformId, business);
  deps.afterwards(inviteOwner({ platformId, email: address }, deps));
  return { platformId, scope, project, keys, createdAt: real };
}

async function countAttempt(from: string, { attempts, hashSubject, clock }: RegisterDependencies): Promise<void> {
  const { real } = clock();
  const hour = Math.floor(real / hourMs) * hourMs;
  // Another name each day, so that counters of two days can't be laid side by side.
  const subject = await hashSubject("register", `${Math.floor(real / dayMs)}:${networkOf(from)}`);
  if ((await attempts.count(subject, hour)) <= registrationsPerHour) return;
  throw new DreamError("too_many_requests", { retryAfterSeconds: Math.ceil((hour + hourMs - real) / secondMs) });
}
