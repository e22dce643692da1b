/** A call that was not answered with a success: refused by us, or not answered at all. */
import { type ErrorCode, errorCatalogue, type Issue } from "@dream-api/contract";

/** `network` when no answer of ours came: offline, a proxy in between, the service down. */
export type ApiErrorCode = ErrorCode | "network";

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: ApiErrorCode;
  /** 0 when there was no answer. */
  readonly status: number;
  /** What to tell us, so that we find the call in our log. */
  readonly requestId: string | null;
  /** The page that says what the code means. */
  readonly docs: string | null;
  /** What is wrong with each field. */
  readonly issues: readonly Issue[];

  constructor(
    message: string,
    details: {
      code: ApiErrorCode;
      status: number;
      requestId?: string | null;
      docs?: string | null;
      issues?: readonly Issue[];
      cause?: unknown;
    },
  ) {
    super(message, { cause: details.cause });
    this.code = details.code;
    this.status = details.status;
    this.requestId = details.requestId ?? null;
    this.docs = details.docs ?? null;
    this.issues = details.issues ?? [];
  }

  /** What to do about it, in words for the person at the page. */
  get remedy(): string {
    if (this.code === "network") return "Look at your connection, then try again.";
    return errorCatalogue[this.code]?.remedy.replace(/<[^>]+>/g, "") ?? "";
  }

  /** Whether the same call may go well a moment later. */
  get isTransient(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

export function isApiError(error: unknown, code?: ApiErrorCode): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}
