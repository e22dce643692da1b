/** The refusals that endpoints have in common. */
import type { ErrorCode } from "./errors.ts";

/** Every call with a developer's session. */
export const sessionErrors = ["unauthorized", "no_platform", "storage_unavailable"] as const satisfies ErrorCode[];

/** Every call for a project in a mode, with its secret key or its developer's session. */
export const ownerErrors = [...sessionErrors, "not_found", "validation_failed"] as const satisfies ErrorCode[];

/** Every call with a secret key for an end user. */
export const userErrors = [
  "unauthorized",
  "wrong_project_type",
  "user_erased",
  "validation_failed",
  "storage_unavailable",
] as const satisfies ErrorCode[];

/** What is sold through a developer's own Stripe account. */
export const saleErrors = [
  "plan_required",
  "stripe_not_connected",
  "not_synced",
  "provider_refused",
  "provider_unavailable",
] as const satisfies ErrorCode[];

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
