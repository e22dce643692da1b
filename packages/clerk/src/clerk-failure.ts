/** A call to Clerk that did not succeed, for whatever reason; what the SDK threw is its cause. */
import { isClerkAPIResponseError } from "@clerk/backend/errors";

export class ClerkFailure extends Error {
  /** Clerk's HTTP status; absent when there was no answer. */
  readonly status: number | undefined;
  /** Clerk's own codes, such as `form_identifier_exists`. */
  readonly codes: readonly string[];

  constructor(call: string, cause: unknown) {
    const response = isClerkAPIResponseError(cause) ? cause : undefined;
    super(`Clerk: ${call} failed`, { cause });
    this.name = "ClerkFailure";
    this.status = response?.status;
    this.codes = response?.errors.map(({ code }) => code) ?? [];
  }
}
