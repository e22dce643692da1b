/** Errors as OAuth's own clients read them (RFC 6749, 5.2): `error` is a code, and what else we say stands beside it. */
import { type ErrorCode, errorCatalogue, type Issue } from "@dream-api/contract";
import { errorBody, errorHeaders, type Refusal } from "./error-response.ts";

/** Our codes that OAuth has another word for. */
const oauthCodes: Partial<Record<ErrorCode, string>> = {
  validation_failed: "invalid_request",
  body_too_large: "invalid_request",
  storage_unavailable: "temporarily_unavailable",
  provider_unavailable: "temporarily_unavailable",
  provider_refused: "server_error",
  internal_error: "server_error",
};

export function oauthErrorResponse(refusal: Refusal, requestId: string, origin: string): Response {
  const { code, issues } = refusal;
  const { docs } = errorBody(refusal, requestId, origin);
  const { status, title } = errorCatalogue[code];
  const body = {
    error: oauthCodes[code] ?? code,
    error_description: [title, ...(issues ?? []).map(describe)].join("; "),
    error_uri: docs,
    code,
    requestId,
  };
  const challenge = code === "invalid_token" ? { "WWW-Authenticate": 'Bearer error="invalid_token"' } : {};
  return Response.json(body, {
    status: code === "validation_failed" ? errorCatalogue.invalid_request.status : status,
    headers: { ...errorHeaders(refusal), ...challenge, "Cache-Control": "no-store" },
  });
}

/** Printable ASCII without quotes, as the standard wants it. */
function describe({ path, message }: Issue): string {
  return `${path} ${message}`.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
}
