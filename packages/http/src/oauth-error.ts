/** Errors as OAuth's own clients read them (RFC 6749, 5.2): `error` is a code, and what else we say stands beside it. */
import { errorCatalogue, type Issue, type OauthErrorBody, oauthErrorOf, oauthStatusOf } from "@dream-api/contract";
import { errorBody, errorHeaders, type Refusal } from "./error-response.ts";

export function oauthErrorResponse(refusal: Refusal, requestId: string, origin: string): Response {
  const { code, issues } = refusal;
  const { docs } = errorBody(refusal, requestId, origin);
  const body: OauthErrorBody = {
    error: oauthErrorOf(code),
    error_description: [errorCatalogue[code].title, ...(issues ?? []).map(describe)].join("; "),
    error_uri: docs,
    code,
    requestId,
  };
  const challenge = code === "invalid_token" ? { "WWW-Authenticate": 'Bearer error="invalid_token"' } : {};
  return Response.json(body, {
    status: oauthStatusOf(code),
    headers: { ...errorHeaders(refusal), ...challenge, "Cache-Control": "no-store" },
  });
}

/** Printable ASCII without quotes, as the standard wants it. */
function describe({ path, message }: Issue): string {
  return `${path} ${message}`.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'");
}
