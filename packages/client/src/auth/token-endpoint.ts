/** What the authorization server is asked: tokens for a code, for a refresh token, and the end of a sign-in. */
import type { Answer } from "../answer.ts";
import { type DreamAPIError, SignInError } from "../errors.ts";
import type { Settings } from "../options.ts";
import { send } from "../send.ts";

export interface TokenReply {
  readonly access_token: string;
  readonly refresh_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly id_token?: string | undefined;
}

export interface TokenEndpoint {
  /** @throws SignInError `invalid_grant`, UnavailableError */
  redeem(code: string, verifier: string, redirectUri: string): Promise<TokenReply>;
  /** @param idempotencyKey with which the same refresh may be asked for again when its answer was lost */
  refresh(refreshToken: string, idempotencyKey: string): Promise<TokenReply>;
  revoke(refreshToken: string): Promise<void>;
}

export function createTokenEndpoint(settings: Settings, clientId: string): TokenEndpoint {
  async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
    const answer = await send(
      {
        url: settings.authUrl + path,
        init: {
          method: "POST",
          headers: { "Content-Type": "application/x-www-form-urlencoded", ...headers },
          redirect: "manual",
          body: new URLSearchParams({ ...form, client_id: clientId }).toString(),
          // A sign-out may be the last thing that a page does.
          keepalive: true,
        },
      },
      settings,
    );
    if (!answer.ok) throw oauthErrorOf(answer);
    return answer.body;
  }

  return {
    redeem: async (code, verifier, redirectUri) =>
      readReply(
        await post("/oauth/token", {
          grant_type: "authorization_code",
          code,
          code_verifier: verifier,
          redirect_uri: redirectUri,
        }),
      ),
    refresh: async (refreshToken, idempotencyKey) =>
      readReply(
        await post(
          "/oauth/token",
          { grant_type: "refresh_token", refresh_token: refreshToken },
          { "Idempotency-Key": idempotencyKey },
        ),
      ),
    async revoke(refreshToken) {
      await post("/oauth/revoke", { token: refreshToken, token_type_hint: "refresh_token" });
    },
  };
}

/** OAuth writes its errors in a way of its own (RFC 6749, 5.2): `error` is the code. */
function oauthErrorOf({ body, error }: Answer & { ok: false }): DreamAPIError {
  const { error: code, error_description: description } = (body ?? {}) as Record<string, unknown>;
  const { status, requestId } = error;
  if (status === null || status >= 500 || typeof code !== "string" || !/^[a-z_]+$/.test(code)) return error;
  return new SignInError(typeof description === "string" ? description : code, { code, status, requestId });
}

function readReply(body: unknown): TokenReply {
  const reply = body as Partial<TokenReply>;
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: seconds } = reply;
  if (typeof accessToken !== "string" || typeof refreshToken !== "string" || !(Number(seconds) > 0)) {
    throw new SignInError("The answer holds no tokens", { code: "unexpected_response" });
  }
  return reply as TokenReply;
}
