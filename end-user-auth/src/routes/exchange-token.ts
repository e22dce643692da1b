import { exchangeToken as endpoint, headerNames, idempotencyKeySchema, type TokenRequest } from "@dream-api/contract";
import { DreamError, exchangeCode, refreshSignIn } from "@dream-api/domain";
import { openRoute, validate } from "@dream-api/http";
import type { Services } from "../services.ts";
import type { Api } from "./api.ts";

export function routeExchangeToken({ app, servicesOf }: Api): void {
  openRoute(app, endpoint, async ({ context, body }) => {
    const retryKey = readRetryKey(context.req.raw.headers);
    const tokens = await answerOf(body, retryKey, servicesOf(context.env));
    return Response.json(tokens, { headers: { "Cache-Control": "no-store", Pragma: "no-cache" } });
  });
}

/** @throws DreamError `validation_failed`, `unsupported_grant_type`, and what the use cases throw */
function answerOf(body: TokenRequest, retryKey: string | undefined, { signIn }: Services) {
  const clientId = parameter(body, "client_id");
  switch (body.grant_type) {
    case "authorization_code": {
      const [code, redirectUri] = [parameter(body, "code"), parameter(body, "redirect_uri")];
      return exchangeCode({ clientId, code, redirectUri, codeVerifier: parameter(body, "code_verifier") }, signIn);
    }
    case "refresh_token":
      return refreshSignIn({ clientId, refreshToken: parameter(body, "refresh_token"), retryKey }, signIn);
    default:
      throw new DreamError("unsupported_grant_type");
  }
}

/** @throws DreamError `validation_failed` */
function parameter(body: TokenRequest, name: keyof TokenRequest): string {
  const value = body[name];
  if (value !== undefined) return value;
  throw new DreamError("validation_failed", { issues: [{ path: `body.${name}`, message: "is missing" }] });
}

/** @throws DreamError `validation_failed` */
function readRetryKey(headers: Headers): string | undefined {
  const text = headers.get(headerNames.idempotencyKey) ?? undefined;
  return validate(idempotencyKeySchema.optional(), text, `headers.${headerNames.idempotencyKey}`);
}
