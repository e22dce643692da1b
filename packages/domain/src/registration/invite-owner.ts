/** The mail by which a registration finds its owner: one for each address and day, tried again until it went out. */
import { type Clock, dayMs } from "../clock.ts";
import { ProviderFailure } from "../providers/provider-failure.ts";
import type { AttemptCounts, HashSubject } from "./attempts.ts";
import type { ClaimProofs } from "./claim-proof.ts";

export interface WaitingRegistration {
  readonly platformId: string;
  /** In lower case. */
  readonly email: string;
}

export interface InvitationDependencies {
  readonly registrations: {
    keepInvitation(platformId: string, invitationId: string): Promise<void>;
    /** The newest that went to an address and was not followed yet; null when there is none. */
    findInvitation(email: string): Promise<string | null>;
    /** Those of whom no mail went out yet, one of each address, oldest first. */
    listUninvited(limit: number): Promise<WaitingRegistration[]>;
  };
  readonly attempts: AttemptCounts;
  readonly hashSubject: HashSubject;
  readonly proofs: ClaimProofs;
  /** Sends the mail, whether the address has an account or not. @throws ProviderFailure */
  readonly invite: (invitation: {
    email: string;
    redirectUrl: string;
    publicMetadata: Readonly<Record<string, unknown>>;
  }) => Promise<{ readonly invitationId: string }>;
  /** The page of the dashboard that signs in and passes the proof on. */
  readonly claimUrl: (proof: string) => string;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

const mailsPerDay = 1;

/** For an address that Clerk will not write to: nobody tries again. */
const refusedInvitation = "refused";

/** Never fails: a mail that could not be sent now is sent by the cron. */
export async function inviteOwner(waiting: WaitingRegistration, deps: InvitationDependencies): Promise<void> {
  try {
    await mailOnceADay(waiting, deps);
  } catch (cause) {
    deps.report("an invitation was left to the cron", cause);
  }
}

async function mailOnceADay({ platformId, email }: WaitingRegistration, deps: InvitationDependencies): Promise<void> {
  const { registrations, attempts } = deps;
  const day = Math.floor(deps.clock().real / dayMs) * dayMs;
  const subject = await deps.hashSubject("mail", email);
  if ((await attempts.count(subject, day)) > mailsPerDay) {
    // Whoever follows today's mail gets all that waits for the address. If somebody did, the next goes out tomorrow.
    const earlier = await registrations.findInvitation(email);
    if (earlier !== null) await registrations.keepInvitation(platformId, earlier);
    return;
  }
  try {
    const proof = await deps.proofs.proofOf(platformId);
    const invitation = { email, redirectUrl: deps.claimUrl(proof), publicMetadata: { claim: proof } };
    const { invitationId } = await deps.invite(invitation);
    await registrations.keepInvitation(platformId, invitationId);
  } catch (cause) {
    await attempts.takeBack(subject, day);
    deps.report("an invitation could not be sent", cause);
    const isRefused = cause instanceof ProviderFailure && cause.kind === "refused";
    if (isRefused) await registrations.keepInvitation(platformId, refusedInvitation);
  }
}

const invitationsPerRun = 20;

/** For the cron: the mails that could not be sent before. */
export async function inviteOwners(deps: InvitationDependencies): Promise<void> {
  for (const waiting of await deps.registrations.listUninvited(invitationsPerRun)) await inviteOwner(waiting, deps);
}
