/** A call to Clerk that did not succeed, for whatever reason; what the SDK threw is its cause. */
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { ProviderFailure, type ProviderFailureKind } from "@dream-api/domain";

export class ClerkFailure extends ProviderFailure {
  /** Clerk's HTTP status; absent when there was no answer. */
  readonly status: number | undefined;
  /** Clerk's own codes, such as `form_identifier_exists`. */
  readonly codes: readonly string[];

  constructor(call: string, cause: unknown) {
    const response = isClerkAPIResponseError(cause) ? cause : undefined;
    const codes = response?.errors.map(({ code }) => code) ?? [];
    super("clerk", { call, kind: kindOf(response?.status), providerCode: codes[0] ?? null }, { cause });
    this.name = "ClerkFailure";
    this.status = response?.status;
    this.codes = codes;
  }
}

const tooManyRequests = 429;
const unauthorized = 401;
const serverError = 500;

function kindOf(status: number | undefined): ProviderFailureKind {
  const passes = status === undefined || status === tooManyRequests || status >= serverError;
  // 401 is about our own key: the operator's matter, and it passes.
  return passes || status === unauthorized ? "unavailable" : "refused";
}
