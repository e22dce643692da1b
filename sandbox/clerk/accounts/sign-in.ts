/** Signing in: by password, by a code sent to the address, by a ticket, or by a code that allows a new password. */
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Client, CodeStrategy, SignIn, User } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { requireCode, sendCode } from "./codes.ts";
import { findUserByEmail, parseEmailAddress } from "./email-address.ts";
import { requireInvitation } from "./invitations.ts";
import { hashPassword, isPassword } from "./password.ts";
import { primaryEmailOf } from "./primary-email.ts";
import { closeSessionsOf, openSession } from "./sessions.ts";
import { changeUser } from "./users.ts";

const lifetimeMs = 24 * 3_600_000;

/** Everything that can end in a session. */
interface Browser {
  readonly client: Client;
  readonly browserName: string;
}

/** @throws ClerkRefusal when nobody has the address */
export function startSignIn(scope: Scope, identifier: string | undefined): SignIn {
  const address = identifier === undefined ? undefined : parseEmailAddress(identifier, "identifier");
  const user = address === undefined ? undefined : findUserByEmail(scope, address);
  if (address !== undefined && !user) throw new ClerkRefusal("form_identifier_not_found", { paramName: "identifier" });
  return scope.signIns.put({
    id: makeId("sia"),
    status: user ? "needs_first_factor" : "needs_identifier",
    identifier: address ?? null,
    userId: user?.id ?? null,
    code: null,
    codeStrategy: null,
    createdSessionId: null,
    abandonAt: scope.now() + lifetimeMs,
  });
}

export function requireCodeStrategy(strategy: string | undefined): CodeStrategy {
  if (strategy === "email_code" || strategy === "reset_password_email_code") return strategy;
  throw new ClerkRefusal("form_param_value_invalid", { paramName: "strategy" });
}

export function prepareSignIn(scope: Scope, signIn: SignIn, codeStrategy: CodeStrategy): SignIn {
  const email = primaryEmailOf(requireUserOf(scope, signIn));
  if (!email) throw new ClerkRefusal("strategy_for_user_invalid", { paramName: "strategy" });
  return scope.signIns.put({ ...signIn, codeStrategy, code: sendCode(scope, email.emailAddress) });
}

export function signInWithPassword(scope: Scope, signIn: SignIn, typed: string, browser: Browser): SignIn {
  const user = requireUserOf(scope, signIn);
  if (user.passwordHash === null) throw new ClerkRefusal("strategy_for_user_invalid", { paramName: "strategy" });
  if (!isPassword(typed, user.passwordHash)) {
    throw new ClerkRefusal("form_password_incorrect", { paramName: "password" });
  }
  return complete(scope, signIn, user, browser, "password");
}

/** A code that was asked for to reset the password opens no session yet. */
export function signInWithCode(scope: Scope, signIn: SignIn, typed: string | undefined, browser: Browser): SignIn {
  const user = requireUserOf(scope, signIn);
  requireCode(scope, signIn.code, typed, (code) => void scope.signIns.put({ ...signIn, code }));
  if (signIn.codeStrategy === "reset_password_email_code") {
    return scope.signIns.put({ ...signIn, status: "needs_new_password" });
  }
  return complete(scope, signIn, user, browser, "email_code");
}

export function resetPassword(
  scope: Scope,
  signIn: SignIn,
  { password, signOutOfOtherSessions }: { password: string; signOutOfOtherSessions: boolean },
  browser: Browser,
): SignIn {
  const user = requireUserOf(scope, signIn);
  if (signIn.status !== "needs_new_password") throw new ClerkRefusal("verification_missing");
  const changed = changeUser(scope, user, { passwordHash: hashPassword(password) });
  if (signOutOfOtherSessions) closeSessionsOf(scope, user.id, "revoked");
  return complete(scope, signIn, changed, browser, "password");
}

/**
 * Takes a sign-in token, or the ticket of an invitation whose address somebody has already.
 * @throws ClerkRefusal for a ticket that was used, revoked, expired or never issued
 */
export function signInWithTicket(scope: Scope, ticket: string, browser: Browser): SignIn {
  const token = scope.signInTokens.all().find((one) => one.token === ticket);
  if (!token) return signInInvited(scope, ticket, browser);
  const user = scope.users.find(token.userId);
  if (!user || token.status !== "pending") throw new ClerkRefusal("ticket_invalid", { paramName: "ticket" });
  if (scope.now() >= token.expiresAt) throw new ClerkRefusal("ticket_expired", { paramName: "ticket" });
  const signIn = complete(scope, startSignIn(scope, undefined), user, browser, "ticket");
  scope.signInTokens.put({ ...token, status: "accepted", updatedAt: scope.now() });
  return signIn;
}

function signInInvited(scope: Scope, ticket: string, browser: Browser): SignIn {
  const invitation = requireInvitation(scope, ticket);
  const user = findUserByEmail(scope, invitation.emailAddress);
  if (!user) throw new ClerkRefusal("ticket_invalid", { paramName: "ticket" });
  const signIn = complete(scope, startSignIn(scope, undefined), user, browser, "ticket");
  scope.invitations.put({ ...invitation, status: "accepted", updatedAt: scope.now() });
  return signIn;
}

function complete(scope: Scope, signIn: SignIn, user: User, browser: Browser, strategy: string): SignIn {
  const { client, browserName } = browser;
  const session = openSession(scope, user, { ...client, signInId: null, signUpId: null }, { strategy, browserName });
  return scope.signIns.put({ ...signIn, status: "complete", userId: user.id, createdSessionId: session.id });
}

function requireUserOf(scope: Scope, signIn: SignIn): User {
  const user = scope.users.find(signIn.userId);
  if (!user) throw new ClerkRefusal("form_identifier_not_found", { paramName: "identifier" });
  return user;
}
