/** An answer that is no success, as the error that callers branch on. */
import {
  AuthenticationError,
  ConflictError,
  DreamAPIError,
  type ErrorDetails,
  NotFoundError,
  PermissionError,
  RateLimitError,
  SoldOutError,
  UnavailableError,
  ValidationError,
} from "./errors.ts";
import type { ErrorBody, SoldOutBody } from "./generated/wire.ts";

export interface RawAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly requestId?: string | null;
  readonly retryAfterSeconds?: number | null;
  readonly idempotencyKey?: string | null;
}

const classOfStatus: Readonly<Record<number, typeof DreamAPIError>> = {
  400: ValidationError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  413: ValidationError,
  422: ValidationError,
};

export function errorOf(raw: RawAnswer): DreamAPIError {
  const { status, retryAfterSeconds = null, idempotencyKey = null } = raw;
  const { message, details } = describe(raw);
  if (status === 429) return new RateLimitError(message, { ...details, retryAfterSeconds });
  if (status < 400 || status >= 500) {
    return new UnavailableError(message, { ...details, retryAfterSeconds, idempotencyKey });
  }
  if (details.code === "sold_out") {
    return new SoldOutError(message, { ...details, lines: (raw.body as Partial<SoldOutBody>).lines ?? [] });
  }
  return new (classOfStatus[status] ?? DreamAPIError)(message, details);
}

function describe({ status, body, requestId = null }: RawAnswer): { message: string; details: ErrorDetails } {
  if (!isErrorBody(body)) {
    const message = `The answer (status ${status}) is not one of dream-api: check baseUrl and what stands in between`;
    return { message, details: { code: "unexpected_response", status, requestId } };
  }
  const { error, code, docs = null, issues = [] } = body;
  const wrong = issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return {
    message: wrong ? `${error} (${wrong})` : error,
    details: { code, status, requestId: body.requestId ?? requestId, docs, issues },
  };
}

function isErrorBody(body: unknown): body is Pick<ErrorBody, "error" | "code"> & Partial<ErrorBody> {
  const { error, code } = (body ?? {}) as Partial<ErrorBody>;
  return typeof error === "string" && typeof code === "string";
}
