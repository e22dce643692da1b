/** What front-auth-api is given. */
import type { ControlClient } from "@dream-api/domain";

export interface Env {
  readonly DB: D1Database;
  readonly CONTROL: ControlClient;
  readonly CLERK_JWT_KEY?: string;
  readonly CLERK_PUBLISHABLE_KEY?: string;
  /** The URL of the proxy that is registered in front of Clerk, if there is one: then it issues the tokens. */
  readonly CLERK_ISSUER?: string;
  readonly ASSETS: R2Bucket;
  readonly CLERK_SECRET_KEY?: string;
  readonly CLERK_WEBHOOK_SECRET?: string;
  readonly STRIPE_SECRET_KEY?: string;
  readonly STRIPE_WEBHOOK_SECRET?: string;
  readonly STRIPE_PRICE_ID?: string;
  readonly PLAN_TRIAL_DAYS?: string;
  /** In which modes counting takes the owner's paid plan: `live` (the default) or `all`. */
  readonly PLAN_REQUIRED_FOR?: string;
  readonly FRONTEND_URL?: string;
  readonly ALLOWED_ORIGINS?: string;
  /** Where api-multi answers; it serves the reference. */
  readonly API_URL?: string;
}
