/** What end users and their apps meet at the hosted sign-in. The first five are OAuth's own (RFC 6749, RFC 6750). */
import type { ErrorMeaning } from "./error-meaning.ts";

export const signInErrorCodes = {
  invalid_request: {
    status: 400,
    title: "The request is not one that OAuth allows",
    remedy:
      "Correct what <code>error_description</code> names. PKCE with <code>S256</code> and the response type <code>code</code> are the only way.",
  },
  invalid_grant: {
    status: 400,
    title: "This code or refresh token does not work, or does not work any more",
    remedy:
      "Let the user sign in again. A code works once and for a minute, a refresh token once; a second use ends the whole sign-in.",
  },
  unsupported_grant_type: {
    status: 400,
    title: "This kind of grant is not taken here",
    remedy: "Send <code>authorization_code</code> or <code>refresh_token</code>.",
  },
  invalid_client: {
    status: 401,
    title: "The client is not known",
    remedy: "Send the project's publishable key as <code>client_id</code>; a revoked one is not known any more.",
  },
  invalid_token: {
    status: 401,
    title: "The access token does not work, or does not work any more",
    remedy: "Send an access token of at most ten minutes as <code>Authorization: Bearer</code>, or refresh it first.",
  },
  unknown_client: {
    status: 400,
    title: "The client is not known, so nobody is sent on",
    remedy: "Send the project's publishable key as <code>client_id</code>; a revoked one is not known any more.",
  },
  redirect_uri_mismatch: {
    status: 400,
    title: "The redirect URI is not one of the project's, so nobody is sent there",
    remedy:
      "Add what the app sends as <code>redirect_uri</code> (<code>post_logout_redirect_uri</code> to sign out) to the project's redirect URIs, letter by letter, in the mode of its key.",
  },
  sign_in_expired: {
    status: 404,
    title: "This sign-in is over, has expired, or began in another browser",
    remedy: "Go back to the app and sign in again there.",
  },
  foreign_page: {
    status: 403,
    title: "Only our own pages may do this",
    remedy: "Nothing was changed. Start from the app again.",
  },
} as const satisfies Record<string, ErrorMeaning>;
