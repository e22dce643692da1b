/** Where a browser is sent to sign in: an authorization request with PKCE (RFC 7636), and what answers it. */
import { toBase64url } from "./base64url.ts";
import type { PendingSignIn } from "./pending-sign-in.ts";

export interface SignInOptions {
  /** One of the project's redirect URIs, letter by letter. Default: the client's `redirectUri`. */
  readonly redirectUri?: string | undefined;
  /** Where in the app to go on afterwards. Default: where it is now. */
  readonly returnTo?: string | undefined;
  /** `login` asks for the password again, `consent` for the permission. */
  readonly prompt?: "login" | "consent" | undefined;
}

export interface AuthorizeRequest {
  readonly authUrl: string;
  readonly clientId: string;
  readonly pending: PendingSignIn;
  readonly prompt?: string | undefined;
  readonly screen: "sign-in" | "sign-up";
}

export function newSecretText(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

export async function authorizeUrl(request: AuthorizeRequest): Promise<string> {
  const { authUrl, clientId, pending, prompt, screen } = request;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pending.verifier));
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: pending.redirectUri,
    scope: "openid profile email",
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: toBase64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
    ...(prompt === undefined ? {} : { prompt }),
    ...(screen === "sign-up" ? { screen_hint: screen } : {}),
  });
  return `${authUrl}/oauth/authorize?${query}`;
}
