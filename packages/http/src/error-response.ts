/** The one place that writes an error body. */
import {
  type ErrorBody,
  type ErrorCode,
  errorCatalogue,
  type Issue,
  type SoldOutLine,
  type Usage,
} from "@dream-api/contract";
import type { RateLimitDetails } from "@dream-api/domain";

export interface Refusal {
  readonly code: ErrorCode;
  readonly issues?: readonly Issue[] | undefined;
  readonly usage?: Usage | undefined;
  readonly lines?: readonly SoldOutLine[] | undefined;
  readonly rateLimit?: RateLimitDetails | undefined;
  readonly allowedMethods?: readonly string[] | undefined;
  readonly retryAfterSeconds?: number | undefined;
}

/** @param origin where the documentation of the code is served */
export function errorBody(
  refusal: Refusal,
  requestId: string,
  origin: string,
): ErrorBody & { allowed?: false; usage?: Usage; lines?: SoldOutLine[] } {
  const { code, issues, usage, lines } = refusal;
  return {
    error: errorCatalogue[code].title,
    code,
    docs: `${origin}/docs/errors#${code}`,
    requestId,
    ...(issues ? { issues: [...issues] } : {}),
    ...(usage ? { allowed: false, usage } : {}),
    ...(lines ? { lines: [...lines] } : {}),
  };
}

export function errorResponse(refusal: Refusal, requestId: string, origin: string): Response {
  return Response.json(errorBody(refusal, requestId, origin), {
    status: errorCatalogue[refusal.code].status,
    headers: errorHeaders(refusal),
  });
}

/** What failed on our side or a provider's may work soon. */
const retryOutageAfterSeconds = "2";

/** `RateLimit` and `RateLimit-Policy` as in draft-ietf-httpapi-ratelimit-headers-10. */
export function errorHeaders({ code, rateLimit, allowedMethods, retryAfterSeconds }: Refusal): Record<string, string> {
  if (rateLimit) {
    return {
      "Retry-After": String(rateLimit.retryAfterSeconds),
      RateLimit: `"user";r=0;t=${rateLimit.retryAfterSeconds}`,
      "RateLimit-Policy": `"user";q=${rateLimit.limitPerMinute};w=60`,
    };
  }
  if (allowedMethods) return { Allow: allowedMethods.join(", ") };
  if (retryAfterSeconds !== undefined) return { "Retry-After": String(retryAfterSeconds) };
  if (code === "unauthorized") return { "WWW-Authenticate": "Bearer" };
  if (errorCatalogue[code].status === 503) return { "Retry-After": retryOutageAfterSeconds };
  return {};
}
