/** A sign-up under way, and what it still lacks. */
import type { SignUp } from "../store/entities.ts";
import { toVerification } from "./verification.ts";

export function missingFieldsOf(signUp: SignUp): string[] {
  return [...(signUp.emailAddress ? [] : ["email_address"]), ...(signUp.passwordHash ? [] : ["password"])];
}

export function toSignUp(signUp: SignUp) {
  const isUnverified = signUp.emailAddress !== null && !signUp.isEmailVerified;
  return {
    object: "sign_up_attempt",
    id: signUp.id,
    status: signUp.createdSessionId ? "complete" : "missing_requirements",
    required_fields: ["email_address", "password"],
    optional_fields: ["first_name", "last_name"],
    missing_fields: missingFieldsOf(signUp),
    unverified_fields: isUnverified ? ["email_address"] : [],
    username: null,
    first_name: signUp.firstName,
    last_name: signUp.lastName,
    email_address: signUp.emailAddress,
    phone_number: null,
    web3_wallet: null,
    external_account: null,
    external_account_strategy: null,
    has_password: signUp.passwordHash !== null,
    unsafe_metadata: signUp.unsafeMetadata,
    created_session_id: signUp.createdSessionId,
    created_user_id: signUp.createdUserId,
    abandon_at: signUp.abandonAt,
    legal_accepted_at: null,
    locale: signUp.locale,
    verifications: {
      email_address: {
        ...toVerification(signUp.code, "email_code", signUp.isEmailVerified),
        next_action: nextActionOf(signUp),
        supported_strategies: ["email_code"],
      },
      phone_number: null,
      web3_wallet: null,
      external_account: null,
    },
  };
}

function nextActionOf({ isEmailVerified, code }: SignUp): string {
  if (isEmailVerified) return "";
  return code ? "needs_attempt" : "needs_prepare";
}
