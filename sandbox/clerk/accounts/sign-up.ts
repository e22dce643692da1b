/** Signing up: an address, a password, and the proof that the address is theirs, in whatever order they come. */
import { ClerkRefusal } from "../errors/refusal.ts";
import type { Scope } from "../instances/instance.ts";
import type { Client, Metadata, SignUp } from "../store/entities.ts";
import { makeId } from "../store/make-id.ts";
import { missingFieldsOf } from "../wire/sign-up.ts";
import { requireCode, sendCode } from "./codes.ts";
import { parseEmailAddress, requireFreeAddress } from "./email-address.ts";
import { requireInvitation } from "./invitations.ts";
import { hashPassword } from "./password.ts";
import { openSession } from "./sessions.ts";
import { createUser } from "./users.ts";

const lifetimeMs = 24 * 3_600_000;

/** What a form may say; what is undefined stays as it is. */
export interface SignUpInput {
  readonly emailAddress: string | undefined;
  readonly password: string | undefined;
  readonly firstName: string | undefined;
  readonly lastName: string | undefined;
  readonly locale: string | undefined;
  readonly unsafeMetadata: Metadata | undefined;
  readonly ticket: string | undefined;
}

export function startSignUp(scope: Scope): SignUp {
  return {
    id: makeId("sua"),
    emailAddress: null,
    isEmailVerified: false,
    passwordHash: null,
    firstName: null,
    lastName: null,
    publicMetadata: {},
    unsafeMetadata: {},
    locale: null,
    code: null,
    invitationId: null,
    createdUserId: null,
    createdSessionId: null,
    abandonAt: scope.now() + lifetimeMs,
  };
}

/** @throws ClerkRefusal under the field that is at fault */
export function fillSignUp(scope: Scope, before: SignUp, input: SignUpInput): SignUp {
  const signUp = input.ticket === undefined ? before : takeInvitation(scope, before, input.ticket);
  return scope.signUps.put({
    ...signUp,
    ...newAddress(scope, signUp, input.emailAddress),
    passwordHash: input.password === undefined ? signUp.passwordHash : hashPassword(input.password),
    firstName: input.firstName ?? signUp.firstName,
    lastName: input.lastName ?? signUp.lastName,
    locale: input.locale ?? signUp.locale,
    unsafeMetadata: input.unsafeMetadata ?? signUp.unsafeMetadata,
  });
}

export function prepareSignUp(scope: Scope, signUp: SignUp): SignUp {
  if (signUp.emailAddress === null) throw new ClerkRefusal("form_param_missing", { paramName: "email_address" });
  return scope.signUps.put({ ...signUp, code: sendCode(scope, signUp.emailAddress) });
}

export function verifySignUp(scope: Scope, signUp: SignUp, typed: string | undefined): SignUp {
  requireCode(scope, signUp.code, typed, (code) => void scope.signUps.put({ ...signUp, code }));
  return scope.signUps.put({ ...signUp, isEmailVerified: true });
}

/** Makes the user and signs them in as soon as nothing is missing any more. */
export function completeSignUp(scope: Scope, signUp: SignUp, client: Client, browserName: string): SignUp {
  const { emailAddress, isEmailVerified } = signUp;
  if (emailAddress === null || !isEmailVerified || missingFieldsOf(signUp).length > 0) {
    scope.clients.put({ ...client, signUpId: signUp.id, updatedAt: scope.now() });
    return signUp;
  }
  const { passwordHash, firstName, lastName, publicMetadata, unsafeMetadata } = signUp;
  const profile = { passwordHash, firstName, lastName, publicMetadata, unsafeMetadata };
  const user = createUser(scope, { emailAddresses: [emailAddress], ...profile });
  const invitation = scope.invitations.find(signUp.invitationId);
  if (invitation) scope.invitations.put({ ...invitation, status: "accepted", updatedAt: scope.now() });
  const strategy = invitation ? "ticket" : "email_code";
  const session = openSession(scope, user, { ...client, signUpId: null, signInId: null }, { strategy, browserName });
  return scope.signUps.put({ ...signUp, createdUserId: user.id, createdSessionId: session.id });
}

function takeInvitation(scope: Scope, signUp: SignUp, ticket: string): SignUp {
  const { id, emailAddress, publicMetadata } = requireInvitation(scope, ticket);
  requireFreeAddress(scope, emailAddress);
  return { ...signUp, invitationId: id, emailAddress, publicMetadata, isEmailVerified: true };
}

/** Another address needs another proof. */
function newAddress(scope: Scope, signUp: SignUp, text: string | undefined): Partial<SignUp> {
  if (text === undefined) return {};
  const emailAddress = parseEmailAddress(text);
  if (emailAddress === signUp.emailAddress) return {};
  requireFreeAddress(scope, emailAddress);
  return { emailAddress, isEmailVerified: false, code: null };
}
