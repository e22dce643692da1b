/** The refusals that the endpoints for developers have in common. */
import type { ErrorCode } from "./errors.ts";

/** Every call with a developer's session. */
export const sessionErrors = ["unauthorized", "no_platform", "storage_unavailable"] as const satisfies ErrorCode[];

/** What a JSON body can be refused for. */
export const bodyErrors = ["invalid_json", "validation_failed", "body_too_large"] as const satisfies ErrorCode[];

/** Every POST that changes something. */
export const idempotencyErrors = [
  "idempotency_key_reused",
  "idempotency_in_progress",
  "validation_failed",
] as const satisfies ErrorCode[];

/** What Stripe or Clerk can be the reason of. */
export const providerErrors = ["provider_refused", "provider_unavailable"] as const satisfies ErrorCode[];

/** One list of several, each code once. */
export function errorsOf(...lists: readonly (readonly ErrorCode[])[]): ErrorCode[] {
  return [...new Set(lists.flat())];
}
