/** How far the proof of an e-mail address has got. */
import type { Code } from "../store/entities.ts";

/** The strategy stays null until a code was asked for: otherwise the components believe it was sent already. */
export function toVerification(code: Code | null, strategy: string | null, isVerified: boolean) {
  return {
    object: "verification_otp",
    status: isVerified ? "verified" : "unverified",
    strategy: isVerified || code ? strategy : null,
    attempts: code?.failedAttempts ?? null,
    expire_at: code?.expiresAt ?? null,
  };
}
