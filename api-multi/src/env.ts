/** What api-multi is given. */
import type { Mode } from "@dream-api/contract";

export interface Env {
  readonly DB: D1Database;
  readonly METER: DurableObjectNamespace;
  readonly KEY_SIGNING_SECRET?: string;
  readonly KEY_SIGNING_SECRET_PREVIOUS?: string;
  /** In which modes counting takes the owner's paid plan: `live` (the default) or `all`. */
  readonly PLAN_REQUIRED_FOR?: string;
  readonly STRIPE_SECRET_KEY_TEST?: string;
  readonly STRIPE_SECRET_KEY_LIVE?: string;
  /** Of the Connect platform of each mode: with it access to an account is given back. */
  readonly STRIPE_CLIENT_ID_TEST?: string;
  readonly STRIPE_CLIENT_ID_LIVE?: string;
  /** One, or two with a comma between while one replaces the other. */
  readonly STRIPE_CONNECT_WEBHOOK_SECRET_TEST?: string;
  readonly STRIPE_CONNECT_WEBHOOK_SECRET_LIVE?: string;
  /** Of the developers' instance, as the three below it. */
  readonly CLERK_SECRET_KEY?: string;
  readonly CLERK_JWT_KEY?: string;
  readonly CLERK_PUBLISHABLE_KEY?: string;
  /** The URL of the proxy that is registered in front of Clerk, if there is one: then it issues the tokens. */
  readonly CLERK_ISSUER?: string;
  /** Of the shared sign-in of end users, an instance for each mode. */
  readonly CLERK_END_USERS_SECRET_KEY_TEST?: string;
  readonly CLERK_END_USERS_SECRET_KEY_LIVE?: string;
  readonly CLERK_END_USERS_WEBHOOK_SECRET_TEST?: string;
  readonly CLERK_END_USERS_WEBHOOK_SECRET_LIVE?: string;
  /** Where end users sign in: who signs their tokens, and where invitations lead. */
  readonly END_USER_ISSUER?: string;
  /** The public keys of those tokens, as `/oauth/jwks` publishes them. */
  readonly END_USER_TOKEN_JWKS?: string;
  /** The dashboard's, and other pages of ours: only their tokens count. */
  readonly FRONTEND_URL?: string;
  readonly ALLOWED_ORIGINS?: string;
}

/** @throws Error naming the variable */
export function planIsNeeded(env: Env, mode: Mode): boolean {
  const setting = env.PLAN_REQUIRED_FOR ?? "live";
  if (setting !== "live" && setting !== "all") throw new Error("PLAN_REQUIRED_FOR must be live or all");
  return setting === "all" || mode === "live";
}
