/** What the dashboard is told on this machine: the local Clerk, the Workers' addresses, the local Stripe's objects. */
import type { Providers, WorkerUrls } from "../providers/start-providers.ts";

export function frontendSettings({ clerk, stripe }: Providers, urls: WorkerUrls): Record<string, string> {
  const { publishableKey, secretKey } = clerk.instance("dream-api");
  return {
    CLERK_PUBLISHABLE_KEY: publishableKey,
    CLERK_SECRET_KEY: secretKey,
    CLERK_PROXY_URL: "/__clerk",
    API_URL: urls.api,
    FRONT_AUTH_API_URL: urls.frontAuth,
    OAUTH_API_URL: urls.oauth,
    STRIPE_OBJECT_URL: `${stripe.url}/_sandbox/find?id={id}`,
  };
}
