/**
 * OAuth 2.1 and OpenID Connect for developers' end users: what their apps call. The client is a project in a mode, its
 * id a publishable key; there are no client secrets, so PKCE with S256 is always needed.
 */
import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import type { ErrorCode } from "./errors.ts";

/** What an app may ask to know: who it is, the name, the address. Others are not granted. */
export const signInScopes = ["openid", "profile", "email"] as const;
export type SignInScope = (typeof signInScopes)[number];

/** `none` shows nothing and fails instead; `login` wants a new sign-in; `consent` asks again. */
export const signInPrompts = ["none", "login", "consent"] as const;
export type SignInPrompt = (typeof signInPrompts)[number];

export const signInScreens = ["sign-in", "sign-up"] as const;
export type SignInScreen = (typeof signInScreens)[number];

/** What may come back to the redirect URI as `error`, beside `state` and `iss`. */
export const authorizationErrors = [
  "access_denied",
  "login_required",
  "consent_required",
  "interaction_required",
  "invalid_request",
  "unsupported_response_type",
  "server_error",
] as const;
export type AuthorizationError = (typeof authorizationErrors)[number];

const tag = "Sign-in";
const parameter = z.string().max(2048).optional();

/** Read loosely: what is wrong with it is told to the app once it is known where the app is. */
export const authorizeQuerySchema = z.object({
  client_id: parameter.meta({ description: "The project's publishable key" }),
  redirect_uri: parameter.meta({ description: "One of the project's redirect URIs, letter by letter" }),
  response_type: parameter.meta({ description: "code" }),
  response_mode: parameter.meta({ description: "query, which it is anyway" }),
  code_challenge: parameter.meta({ description: "SHA-256 of the code_verifier, in base64url" }),
  code_challenge_method: parameter.meta({ description: "S256" }),
  state: parameter.meta({ description: "Comes back as it is" }),
  nonce: parameter.meta({ description: "Stands in the first ID token" }),
  scope: parameter.meta({ description: `Of ${signInScopes.join(", ")}, with spaces between` }),
  prompt: parameter.meta({ description: `One of ${signInPrompts.join(", ")}` }),
  screen_hint: parameter.meta({ description: "sign-up opens that screen first" }),
});
export type AuthorizeQuery = z.infer<typeof authorizeQuerySchema>;

export const authorize = endpoint({
  operationId: "authorize",
  method: "GET",
  path: "/oauth/authorize",
  who: ["-"],
  tag,
  summary: "Where an app sends a browser to sign in",
  description: `Sends it on to our pages, and from there back to \`redirect_uri\` with \`code\`, \`state\` and \`iss\`, or with \`error\`: ${authorizationErrors.map((error) => `\`${error}\``).join(", ")}. An unknown client or redirect URI is shown on our page and never followed.`,
  query: authorizeQuerySchema,
  written: {
    query: authorizeQuerySchema.required({
      client_id: true,
      redirect_uri: true,
      response_type: true,
      code_challenge: true,
      code_challenge_method: true,
    }),
  },
  status: 302,
  protocol: "browser",
  errors: ["unknown_client", "redirect_uri_mismatch", "validation_failed", "too_many_requests", "storage_unavailable"],
});

const oauthErrors = ["invalid_request", "invalid_client", "body_too_large", "storage_unavailable"] as const;

/** A form. What OAuth does not know is ignored, as it wants (RFC 6749, 3.2). */
export const tokenRequestSchema = z.object({
  grant_type: z.string(),
  client_id: z.string().optional().meta({ description: "The project's publishable key" }),
  code: z.string().optional().meta({ description: "As it came to the redirect URI; works once, for a minute" }),
  redirect_uri: z.string().optional().meta({ description: "The same that the browser was sent with" }),
  code_verifier: z.string().optional().meta({ description: "What the code_challenge is the SHA-256 of" }),
  refresh_token: z.string().optional().meta({ description: "The newest one" }),
  scope: z.string().optional().meta({ description: "Ignored: what was granted stays" }),
});
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

const codeGrantSchema = tokenRequestSchema
  .pick({ client_id: true, code: true, redirect_uri: true, code_verifier: true })
  .required()
  .extend({ grant_type: z.literal("authorization_code") })
  .meta({ id: "CodeGrant" });

const refreshGrantSchema = tokenRequestSchema
  .pick({ client_id: true, refresh_token: true })
  .required()
  .extend({ grant_type: z.literal("refresh_token") })
  .meta({ id: "RefreshGrant" });

export const tokenReplySchema = z.strictObject({
  access_token: z.string().meta({ description: "A JWT (at+jwt, ES256) for this project's API; ten minutes" }),
  token_type: z.literal("Bearer"),
  expires_in: z.int().meta({ description: "Seconds" }),
  refresh_token: z.string().meta({ description: "Works once: keep the one that comes with each answer" }),
  scope: z.string(),
  id_token: z.string().optional().meta({ description: "With the scope openid" }),
});
export type TokenReply = z.infer<typeof tokenReplySchema>;

export const exchangeToken = endpoint({
  operationId: "exchangeToken",
  method: "POST",
  path: "/oauth/token",
  who: ["-"],
  tag,
  summary: "Tokens for a code, or for a refresh token",
  description:
    "From any origin, without credentials. A refresh token works once; used again it ends the whole sign-in. A refresh that is sent with an `Idempotency-Key` may be repeated with the same one for a minute, for when its answer was lost.",
  headers: ["idempotencyKey?"],
  body: tokenRequestSchema,
  written: { body: z.discriminatedUnion("grant_type", [codeGrantSchema, refreshGrantSchema]) },
  reply: tokenReplySchema,
  protocol: "oauth",
  errors: [...oauthErrors, "invalid_grant", "unsupported_grant_type", "provider_unavailable"],
});

export const revokeRequestSchema = z.object({
  token: z.string().optional().meta({ description: "A refresh token or an access token" }),
  token_type_hint: z.string().optional().meta({ description: "Not needed: we know them apart" }),
  client_id: z.string().optional().meta({ description: "The project's publishable key" }),
});

export const revokeToken = endpoint({
  operationId: "revokeToken",
  method: "POST",
  path: "/oauth/revoke",
  who: ["-"],
  tag,
  summary: "End a sign-in (RFC 7009)",
  description:
    "Takes a refresh token or an access token, and ends the sign-in that it is of: nothing is refreshed any more. Access tokens that are out run on to their end. A token that is not known is a success too.",
  body: revokeRequestSchema,
  written: { body: revokeRequestSchema.required({ token: true, client_id: true }) },
  reply: z.strictObject({}),
  protocol: "oauth",
  errors: [...oauthErrors],
});

export const userinfoSchema = z.strictObject({
  sub: z.string(),
  name: z.string().optional(),
  email: z.string().optional(),
  email_verified: z.literal(true).optional(),
});
export type Userinfo = z.infer<typeof userinfoSchema>;

const userinfo = {
  path: "/oauth/userinfo",
  who: ["U"] as ["U"],
  tag,
  description: "With an access token of the scope `openid`; name and address with `profile` and `email`.",
  reply: userinfoSchema,
  protocol: "oauth",
  errors: ["invalid_token", "storage_unavailable"] as ErrorCode[],
} as const;

export const readUserinfo = endpoint({
  ...userinfo,
  operationId: "readUserinfo",
  method: "GET",
  summary: "Who is signed in",
});

/** OpenID Connect wants both verbs (Core 1.0, 5.3). A token in the body is not looked for. */
export const readUserinfoByPost = endpoint({
  ...userinfo,
  operationId: "readUserinfoByPost",
  method: "POST",
  summary: "The same, for clients that ask by POST",
});

export const readSigningKeys = endpoint({
  operationId: "readSigningKeys",
  method: "GET",
  path: "/oauth/jwks",
  who: ["-"],
  tag,
  summary: "The public keys that tokens are signed with",
  reply: z.strictObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })) }),
  errors: [],
});

const metadata = {
  method: "GET",
  who: ["-"] as ["-"],
  tag,
  reply: z.looseObject({
    issuer: z.url(),
    authorization_endpoint: z.url(),
    token_endpoint: z.url(),
    revocation_endpoint: z.url(),
    userinfo_endpoint: z.url(),
    end_session_endpoint: z.url(),
    jwks_uri: z.url(),
  }),
  errors: [] as ErrorCode[],
} as const;

export const readAuthorizationServer = endpoint({
  ...metadata,
  operationId: "readAuthorizationServer",
  path: "/.well-known/oauth-authorization-server",
  summary: "What this authorization server can do (RFC 8414)",
});

export const readOpenidConfiguration = endpoint({
  ...metadata,
  operationId: "readOpenidConfiguration",
  path: "/.well-known/openid-configuration",
  summary: "The same, as OpenID Connect names it",
});

export const signOutQuerySchema = z.object({
  client_id: parameter.meta({ description: "The project's publishable key" }),
  post_logout_redirect_uri: parameter.meta({ description: "One of the project's redirect URIs" }),
  state: parameter,
  id_token_hint: parameter.meta({ description: "Names the client where client_id is absent" }),
});
export type SignOutQuery = z.infer<typeof signOutQuerySchema>;

export const signOut = endpoint({
  operationId: "signOut",
  method: "GET",
  path: "/oauth/sign-out",
  who: ["-"],
  tag,
  summary: "Where an app sends a browser to sign out of the shared sign-in",
  description: "Ends the session at our pages and sends the browser back, if it said where to.",
  query: signOutQuerySchema,
  status: 302,
  protocol: "browser",
  errors: ["unknown_client", "redirect_uri_mismatch", "validation_failed", "storage_unavailable"],
});
