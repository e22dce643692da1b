/** A sign-in under way, and the ways in which its user may go on. */
import { primaryEmailOf } from "../accounts/primary-email.ts";
import type { SignIn, User } from "../store/entities.ts";
import { toPublicUserData } from "./user.ts";
import { toVerification } from "./verification.ts";

export function toSignIn(signIn: SignIn, user: User | undefined) {
  return {
    object: "sign_in_attempt",
    id: signIn.id,
    status: signIn.status,
    supported_identifiers: ["email_address"],
    identifier: signIn.identifier,
    user_data: user ? toPublicUserData(user) : null,
    supported_first_factors: user && signIn.status !== "complete" ? firstFactorsOf(user) : null,
    first_factor_verification: signIn.codeStrategy
      ? toVerification(signIn.code, signIn.codeStrategy, signIn.status !== "needs_first_factor")
      : null,
    supported_second_factors: null,
    second_factor_verification: null,
    created_session_id: signIn.createdSessionId,
    abandon_at: signIn.abandonAt,
  };
}

function firstFactorsOf(user: User): object[] {
  const password = user.passwordHash === null ? [] : [{ strategy: "password" }];
  const email = primaryEmailOf(user);
  if (!email) return password;
  const address = { email_address_id: email.id, safe_identifier: email.emailAddress, primary: true };
  return [...password, { strategy: "email_code", ...address }, { strategy: "reset_password_email_code", ...address }];
}
