/** What oauth-api is given. */
import type { ControlClient } from "@dream-api/domain";

export interface Env {
  readonly DB: D1Database;
  readonly CONTROL: ControlClient;
  readonly CLERK_JWT_KEY?: string;
  readonly CLERK_PUBLISHABLE_KEY?: string;
  /** The URL of the proxy that is registered in front of Clerk, if there is one: then it issues the tokens. */
  readonly CLERK_ISSUER?: string;
  readonly STRIPE_SECRET_KEY_TEST?: string;
  readonly STRIPE_SECRET_KEY_LIVE?: string;
  readonly STRIPE_CLIENT_ID_TEST?: string;
  readonly STRIPE_CLIENT_ID_LIVE?: string;
  readonly STRIPE_CONNECT_AUTHORIZE_BASE?: string;
  /** In which modes counting takes the owner's paid plan: `live` (the default) or `all`. */
  readonly PLAN_REQUIRED_FOR?: string;
  readonly FRONTEND_URL?: string;
  readonly ALLOWED_ORIGINS?: string;
  /** Where api-multi answers; it serves the reference. */
  readonly API_URL?: string;
}
