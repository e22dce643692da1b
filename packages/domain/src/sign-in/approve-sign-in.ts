/** A person comes from our pages with a Clerk session and goes back to the app as a member of its project. */
import type { ApproveReply, AuthorizationError, Mode } from "@dream-api/contract";
import { type Clock, minuteMs, secondMs } from "../clock.ts";
import { linkInvited, type MembershipStore, type SignedInPerson } from "../customers/link-invited.ts";
import { DreamError } from "../errors.ts";
import { newId } from "../ids.ts";
import { hashSecret } from "../keys/verify-key.ts";
import { randomBase62 } from "../random.ts";
import { answerUrl, type SignInClient, type SignInClients } from "./sign-in-client.ts";
import type { PendingName, PendingSignIn, SignInStore } from "./sign-in-store.ts";

/** The shared sign-in of a mode. Each call throws ProviderFailure when it does not answer. */
export interface SignInProvider {
  /** Null for a token that is no session token of this instance for our pages. */
  verifySession(token: string): Promise<{ readonly clerkUserId: string; readonly sessionId: string } | null>;
  /** As it is now, with no cache between; null for one that is not there. */
  findSession(
    sessionId: string,
  ): Promise<{ readonly clerkUserId: string; readonly isActive: boolean; readonly createdAt: number } | null>;
  findUser(clerkUserId: string): Promise<(SignedInPerson & { readonly isBanned: boolean }) | null>;
}

export interface ApproveDependencies {
  readonly clients: SignInClients;
  readonly signIns: SignInStore;
  readonly memberships: MembershipStore;
  readonly providerOf: (mode: Mode) => SignInProvider;
  readonly issuer: string;
  readonly clock: Clock;
}

export interface Approval {
  /** What the page has in its address. */
  readonly requestId: string;
  /** What the browser has in its cookie. */
  readonly browserSecret: string;
  readonly sessionToken: string;
  /** The person's own yes. */
  readonly consent: boolean;
}

const codeMs = minuteMs;
/** 256 bits. */
export const tokenDigits = 43;
/** How far Clerk's clock may be behind ours. */
const clockSkewMs = 10 * secondMs;

/** @throws DreamError `sign_in_expired`, `unauthorized`; ProviderFailure */
export async function approveSignIn(approval: Approval, deps: ApproveDependencies): Promise<ApproveReply> {
  const name = await nameOf(approval);
  const pending = await requirePending(name, deps);
  const client = await deps.clients.findClient(pending.clientId);
  if (!client?.redirectUris.includes(pending.redirectUri)) throw new DreamError("sign_in_expired");
  const provider = deps.providerOf(pending.scope.mode);
  const { session, person } = await requirePerson(approval.sessionToken, provider);
  if (pending.prompt === "login" && session.createdAt < pending.createdAt - clockSkewMs) return { next: "sign_in" };
  const { memberships } = deps;
  const member = await memberships.findMember(client.scope, person.clerkUserId);
  if ((member === null || pending.prompt === "consent") && !approval.consent) {
    if (pending.prompt === "none") return turnBack(name, pending, "consent_required", deps);
    return { next: "consent", person: { email: person.email, name: person.name } };
  }
  const userId = member ?? (await enter(client, person, memberships));
  const code = `code_${randomBase62(tokenDigits)}`;
  const at = deps.clock().real;
  const isIssued = await deps.signIns.issueCode(
    name,
    await hashSecret(code),
    {
      scope: client.scope,
      clientId: client.clientId,
      userId,
      clerkUserId: person.clerkUserId,
      clerkSessionId: session.sessionId,
      scopes: pending.scopes,
      authenticatedAt: session.createdAt,
      redirectUri: pending.redirectUri,
      codeChallenge: pending.codeChallenge,
      nonce: pending.nonce,
      expiresAt: at + codeMs,
    },
    at,
  );
  if (!isIssued) throw new DreamError("sign_in_expired");
  return { next: "redirect", redirectUrl: answerUrl({ ...pending, issuer: deps.issuer }, { code }) };
}

/** @returns where the browser goes. @throws DreamError `sign_in_expired` */
export async function denySignIn(
  approval: Pick<Approval, "requestId" | "browserSecret">,
  reason: AuthorizationError,
  deps: Pick<ApproveDependencies, "signIns" | "issuer" | "clock">,
): Promise<string> {
  const name = await nameOf(approval);
  return (await turnBack(name, await requirePending(name, deps), reason, deps)).redirectUrl;
}

/** What a page shows. @throws DreamError `sign_in_expired` */
export async function readPendingSignIn(
  approval: Pick<Approval, "requestId" | "browserSecret">,
  deps: Pick<ApproveDependencies, "signIns" | "clients" | "clock">,
): Promise<{ readonly pending: PendingSignIn; readonly client: SignInClient }> {
  const pending = await requirePending(await nameOf(approval), deps);
  const client = await deps.clients.findClient(pending.clientId);
  if (!client) throw new DreamError("sign_in_expired");
  return { pending, client };
}

/** Who is signed in at Clerk now: a token alone outlives its session by a minute. @throws DreamError `unauthorized` */
export async function requirePerson(sessionToken: string, provider: SignInProvider) {
  const verified = await provider.verifySession(sessionToken);
  if (!verified) throw new DreamError("unauthorized");
  const { clerkUserId, sessionId } = verified;
  const [session, person] = await Promise.all([provider.findSession(sessionId), provider.findUser(clerkUserId)]);
  const isCurrent = session?.isActive && session.clerkUserId === clerkUserId;
  if (!isCurrent || !person || person.isBanned) throw new DreamError("unauthorized");
  return { session: { ...session, sessionId }, person };
}

/** As the customer who was invited by that address, else as a new one. @throws DreamError `sign_in_expired` */
async function enter(client: SignInClient, person: SignedInPerson, memberships: MembershipStore): Promise<string> {
  const { scope, platform } = client;
  const invited = await linkInvited(scope, platform, person, { memberships });
  const userId = invited ?? (await memberships.join(scope, person, newId("user")));
  if (userId === null) throw new DreamError("sign_in_expired");
  return userId;
}

async function nameOf({ requestId, browserSecret }: Pick<Approval, "requestId" | "browserSecret">) {
  return { requestHash: await hashSecret(requestId), browserHash: await hashSecret(browserSecret) };
}

async function requirePending(
  name: PendingName,
  { signIns, clock }: Pick<ApproveDependencies, "signIns" | "clock">,
): Promise<PendingSignIn> {
  const pending = await signIns.findRequest(name, clock().real);
  if (!pending) throw new DreamError("sign_in_expired");
  return pending;
}

async function turnBack(
  name: PendingName,
  pending: PendingSignIn,
  error: AuthorizationError,
  { signIns, issuer, clock }: Pick<ApproveDependencies, "signIns" | "issuer" | "clock">,
) {
  if (!(await signIns.endRequest(name, clock().real))) throw new DreamError("sign_in_expired");
  return { next: "redirect" as const, redirectUrl: answerUrl({ ...pending, issuer }, { error }) };
}
