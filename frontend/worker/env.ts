/** What the Worker of the dashboard is given. */
export interface FrontendEnv {
  readonly ASSETS: { fetch(request: Request | URL | string): Promise<Response> };
  readonly CLERK_PUBLISHABLE_KEY?: string;
  /** With a path as `/__clerk`, this Worker is the proxy and needs CLERK_SECRET_KEY. */
  readonly CLERK_PROXY_URL?: string;
  readonly CLERK_SECRET_KEY?: string;
  readonly API_URL?: string;
  readonly FRONT_AUTH_API_URL?: string;
  readonly OAUTH_API_URL?: string;
  /** Where objects at Stripe are looked at; Stripe's own dashboard unless said. */
  readonly STRIPE_OBJECT_URL?: string;
}

/** @throws Error that names the setting when it is missing or empty */
export function requireSetting(env: FrontendEnv, name: Exclude<keyof FrontendEnv, "ASSETS">): string {
  const value = env[name];
  if (!value) throw new Error(`The setting ${name} is missing`);
  return value;
}
