/**
 * What the pages are told when they are served, so that one build runs everywhere. Public: it stands in the HTML. Has
 * no secret in it.
 */
import { type FrontendEnv, requireSetting } from "./env.ts";

export interface RuntimeConfig {
  readonly clerkPublishableKey: string;
  /** Where ClerkJS finds its Frontend API when a proxy stands in front of it: a path of this Worker or a URL. */
  readonly clerkProxyUrl: string | null;
  /** Origins of the Workers, without a slash at the end. */
  readonly apiUrl: string;
  readonly frontAuthUrl: string;
  readonly oauthUrl: string;
  /** Where somebody looks at an object at Stripe: `{account}`, `{mode}`, `{path}` and `{id}` are put in. */
  readonly stripeObjectUrl: string;
}

/** The attribute's value in `index.html` that the configuration takes the place of. */
const configPlaceholder = "__DREAM_CONFIG__";

const stripeDashboard = "https://dashboard.stripe.com/{account}/{mode}/{path}/{id}";

/** @throws Error that names a setting which is missing */
export function readRuntimeConfig(env: FrontendEnv): RuntimeConfig {
  return {
    clerkPublishableKey: requireSetting(env, "CLERK_PUBLISHABLE_KEY"),
    clerkProxyUrl: env.CLERK_PROXY_URL || null,
    apiUrl: originOf(requireSetting(env, "API_URL")),
    frontAuthUrl: originOf(requireSetting(env, "FRONT_AUTH_API_URL")),
    oauthUrl: originOf(requireSetting(env, "OAUTH_API_URL")),
    stripeObjectUrl: env.STRIPE_OBJECT_URL || stripeDashboard,
  };
}

/** Puts the configuration into the document, as the value of an attribute. */
export function renderDocument(html: string, config: RuntimeConfig): string {
  const value = JSON.stringify(config)
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
  // As a function: in a string `$&` would have a meaning.
  return html.replace(configPlaceholder, () => value);
}

function originOf(url: string): string {
  return new URL(url).origin;
}
