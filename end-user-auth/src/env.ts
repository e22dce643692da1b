/** What end-user-auth is given. */
export interface Env {
  readonly DB: D1Database;
  /** The built pages. */
  readonly ASSETS: { fetch(url: string): Promise<Response> };
  /** Where this Worker answers: the origin that its tokens name and that its pages stand on. */
  readonly END_USER_ISSUER?: string;
  /** A JWK set with private keys: the first signs, all are published. */
  readonly TOKEN_SIGNING_KEYS?: string;
  /** Of the end users' Clerk instances, one for each mode, as all below. */
  readonly CLERK_SECRET_KEY_TEST?: string;
  readonly CLERK_SECRET_KEY_LIVE?: string;
  readonly CLERK_PUBLISHABLE_KEY_TEST?: string;
  readonly CLERK_PUBLISHABLE_KEY_LIVE?: string;
  readonly CLERK_JWT_KEY_TEST?: string;
  readonly CLERK_JWT_KEY_LIVE?: string;
  /** `/__clerk/test`, `/__clerk/live`: this Worker is the proxy. A URL: another one is. Empty: there is none. */
  readonly CLERK_PROXY_URL_TEST?: string;
  readonly CLERK_PROXY_URL_LIVE?: string;
  /** Who issues the instances' session tokens, where a proxy is registered in front of them. */
  readonly CLERK_ISSUER_TEST?: string;
  readonly CLERK_ISSUER_LIVE?: string;
  /** Where api-multi answers; it serves the reference. */
  readonly API_URL?: string;
}
