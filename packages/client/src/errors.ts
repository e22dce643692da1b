/**
 * What the SDK throws. Branch on the class or on `code`, never on the message: codes are stable, texts are not.
 * An error carries what the API said and what caused it, and never the key.
 */
import type { ErrorCode, Issue, SoldOutLine } from "./generated/wire.ts";

/** What goes wrong on this side of the wire. */
export type ClientErrorCode =
  | "invalid_options"
  | "invalid_key"
  | "secret_key_required"
  | "secret_key_in_browser"
  | "sign_in_required"
  | "browser_required"
  | "insecure_context"
  | "state_mismatch"
  | "issuer_mismatch"
  | "invalid_id_token"
  | "invalid_token"
  | "no_signing_keys"
  | "connection_failed"
  | "timeout"
  | "unexpected_response";

export interface ErrorDetails {
  /** A code of the API, one of the SDK's own, or one that is newer than this SDK. */
  readonly code: ErrorCode | ClientErrorCode | (string & {});
  readonly status?: number | null;
  readonly requestId?: string | null;
  readonly docs?: string | null;
  readonly issues?: readonly Issue[];
  readonly cause?: unknown;
}

export class DreamAPIError extends Error {
  override readonly name: string = "DreamAPIError";
  readonly code: ErrorDetails["code"];
  /** The HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Names the call in our logs; null when no answer came. */
  readonly requestId: string | null;
  /** Where the code is explained. */
  readonly docs: string | null;
  /** Each thing that is wrong with the input. */
  readonly issues: readonly Issue[];

  constructor(message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.status = details.status ?? null;
    this.requestId = details.requestId ?? null;
    this.docs = details.docs ?? null;
    this.issues = details.issues ?? [];
  }
}

/** The key or the user's token is missing, malformed, unknown or revoked; `sign_in_required`: nobody is signed in. */
export class AuthenticationError extends DreamAPIError {
  override readonly name = "AuthenticationError";
}

/**
 * A sign-in did not come about. `code` is OAuth's own, such as `access_denied`, or says what was wrong with the answer:
 * `state_mismatch`, `issuer_mismatch`, `invalid_id_token`.
 */
export class SignInError extends DreamAPIError {
  override readonly name = "SignInError";
}

/** The key is known but may not do this, or the user has no plan. */
export class PermissionError extends DreamAPIError {
  override readonly name = "PermissionError";
}

/** There is nothing under that name in this project. */
export class NotFoundError extends DreamAPIError {
  override readonly name = "NotFoundError";
}

/** The call does not fit the state of things; repeating it unchanged does not help. */
export class ConflictError extends DreamAPIError {
  override readonly name: string = "ConflictError";
}

/** There is not enough of something in the cart; nothing was reserved. */
export class SoldOutError extends ConflictError {
  override readonly name = "SoldOutError";
  /** What is short, and how much of it was free. */
  readonly lines: readonly SoldOutLine[];

  constructor(message: string, details: ErrorDetails & { readonly lines: readonly SoldOutLine[] }) {
    super(message, details);
    this.lines = details.lines;
  }
}

/** The input is wrong; `issues` says where. */
export class ValidationError extends DreamAPIError {
  override readonly name = "ValidationError";
}

/** This user called too often in this minute. Nothing was counted. */
export class RateLimitError extends DreamAPIError {
  override readonly name = "RateLimitError";
  /** When to come back; null when the API did not say. */
  readonly retryAfterSeconds: number | null;

  constructor(message: string, details: ErrorDetails & { readonly retryAfterSeconds: number | null }) {
    super(message, details);
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** No usable answer came, after all retries. Whether the call was carried out is unknown. */
export class UnavailableError extends DreamAPIError {
  override readonly name = "UnavailableError";
  /** When to come back; null when the API did not say. */
  readonly retryAfterSeconds: number | null;
  /** What the call was made under: a repeat with the same key and input never counts twice. Null for reads. */
  readonly idempotencyKey: string | null;

  constructor(
    message: string,
    details: ErrorDetails & { readonly retryAfterSeconds?: number | null; readonly idempotencyKey?: string | null },
  ) {
    super(message, details);
    this.retryAfterSeconds = details.retryAfterSeconds ?? null;
    this.idempotencyKey = details.idempotencyKey ?? null;
  }
}
