/**
 * The Stripe and the Clerk of this machine, and what the Workers must be told of them. Production code knows nothing
 * of this: its SDKs call `api.stripe.com` and `api.clerk.com`, and {@link Providers.outbound} leads them here.
 */
import { join } from "node:path";
import { type ClerkSandbox, startClerkSandbox } from "@dream-api/sandbox/clerk";
import { type StripeSandbox, startStripeSandbox } from "@dream-api/sandbox/stripe";
import type { WorkerDirectory } from "../workers.ts";
import { type OwnStripeAccount, setUpOwnStripeAccount } from "./own-stripe-account.ts";
import { routeOutbound } from "./route-outbound.ts";

export interface ProviderOptions {
  readonly stripePort: number;
  readonly clerkPort: number;
  /** Where their state is kept; absent keeps it for this run only. */
  readonly persistTo?: string | undefined;
  /** Origin of the dashboard: the only one whose pages may use developers' tokens. */
  readonly frontendUrl: string;
  /** The sandbox Clerk's clock, epoch milliseconds; absent is the machine's. */
  readonly clerkNow?: () => number;
}

/** Where the Workers answer. */
export interface WorkerUrls {
  readonly api: string;
  readonly frontAuth: string;
  readonly oauth: string;
  readonly endUserAuth: string;
}

export interface Providers {
  readonly stripe: StripeSandbox;
  readonly clerk: ClerkSandbox;
  /** Origin of the dashboard. */
  readonly dashboardUrl: string;
  /** Of our own Stripe account's endpoints. */
  readonly webhookSecrets: OwnStripeAccount["webhookSecrets"];
  /** Variables and secrets of a Worker that have to do with providers. */
  settingsOf(worker: WorkerDirectory): Record<string, string>;
  /** Where a Worker's request to the outside goes. */
  outbound(request: Request): Promise<Response>;
  /** From now on webhooks go to these Workers, and a reset goes back to here. */
  deliverTo(urls: WorkerUrls): Promise<void>;
  /** Forgets all but keys, endpoints and our own plan's price: a fresh state in milliseconds. */
  reset(): void;
  stop(): Promise<void>;
}

export async function startProviders(options: ProviderOptions): Promise<Providers> {
  const { persistTo, stripePort, clerkPort, frontendUrl } = options;
  const [stripe, clerk] = await Promise.all([
    startStripeSandbox({
      port: stripePort,
      databasePath: persistTo && join(persistTo, "stripe.sqlite"),
      onError: (error) => console.error(error),
    }),
    startClerkSandbox({
      port: clerkPort,
      ...(options.clerkNow ? { now: options.clerkNow } : {}),
      ...(persistTo === undefined ? {} : { databasePath: join(persistTo, "clerk.sqlite") }),
    }),
  ]);
  const account = await setUpOwnStripeAccount(stripe.url, stripe.sandbox.accounts.platform.secretKey, persistTo);
  const clerkWebhookSecrets = new Map(clerkInstances.map((slug) => [slug, madeUpWebhookSecret(slug)]));
  const all = { stripe, clerk, account, clerkWebhookSecrets, frontendUrl };
  return {
    stripe,
    clerk,
    dashboardUrl: frontendUrl,
    webhookSecrets: account.webhookSecrets,
    settingsOf: (worker) => settings[worker](all),
    outbound: (request) => routeOutbound(request, { stripeUrl: stripe.url, clerkUrl: clerk.url }),
    async deliverTo({ api, frontAuth }) {
      await account.deliverTo({
        platform: `${frontAuth}/webhook/stripe`,
        connect_test: `${api}/webhook/stripe/test`,
        connect_live: `${api}/webhook/stripe/live`,
      });
      const clerkTargets = {
        "dream-api": `${frontAuth}/webhook/clerk`,
        "end-user-api-test": `${api}/webhook/clerk/test`,
        "end-user-api-live": `${api}/webhook/clerk/live`,
      };
      for (const slug of clerkInstances) {
        clerk.addWebhookEndpoint(slug, clerkTargets[slug], [], clerkWebhookSecrets.get(slug));
      }
      if (account.isNew) stripe.sandbox.markStart();
    },
    reset() {
      stripe.sandbox.reset();
      clerk.reset();
    },
    async stop() {
      await Promise.all([stripe.stop(), clerk.stop()]);
    },
  };
}

const clerkInstances = ["dream-api", "end-user-api-test", "end-user-api-live"] as const;

/** Good for nothing but this machine, and the same after a restart. */
function madeUpWebhookSecret(slug: string): string {
  return `whsec_${Buffer.from(`local webhook secret of ${slug}`).toString("base64")}`;
}

interface Sources {
  readonly stripe: StripeSandbox;
  readonly clerk: ClerkSandbox;
  readonly account: OwnStripeAccount;
  readonly clerkWebhookSecrets: ReadonlyMap<string, string>;
  readonly frontendUrl: string;
}

const settings: Record<WorkerDirectory, (sources: Sources) => Record<string, string>> = {
  "api-multi": ({ stripe, clerk, account, clerkWebhookSecrets, frontendUrl }) => {
    const { secretKey, clientId } = stripe.sandbox.accounts.platform;
    const developers = clerk.instance("dream-api");
    return {
      STRIPE_SECRET_KEY_TEST: secretKey.test,
      STRIPE_SECRET_KEY_LIVE: secretKey.live,
      STRIPE_CLIENT_ID_TEST: clientId.test,
      STRIPE_CLIENT_ID_LIVE: clientId.live,
      STRIPE_CONNECT_WEBHOOK_SECRET_TEST: account.webhookSecrets.connect_test,
      STRIPE_CONNECT_WEBHOOK_SECRET_LIVE: account.webhookSecrets.connect_live,
      CLERK_SECRET_KEY: developers.secretKey,
      CLERK_PUBLISHABLE_KEY: developers.publishableKey,
      CLERK_JWT_KEY: developers.jwtKey,
      CLERK_END_USERS_SECRET_KEY_TEST: clerk.instance("end-user-api-test").secretKey,
      CLERK_END_USERS_SECRET_KEY_LIVE: clerk.instance("end-user-api-live").secretKey,
      CLERK_END_USERS_WEBHOOK_SECRET_TEST: clerkWebhookSecrets.get("end-user-api-test") ?? "",
      CLERK_END_USERS_WEBHOOK_SECRET_LIVE: clerkWebhookSecrets.get("end-user-api-live") ?? "",
      FRONTEND_URL: frontendUrl,
    };
  },
  "front-auth-api": ({ stripe, clerk, account, clerkWebhookSecrets, frontendUrl }) => {
    const developers = clerk.instance("dream-api");
    return {
      CLERK_SECRET_KEY: developers.secretKey,
      CLERK_PUBLISHABLE_KEY: developers.publishableKey,
      CLERK_JWT_KEY: developers.jwtKey,
      CLERK_WEBHOOK_SECRET: clerkWebhookSecrets.get("dream-api") ?? "",
      STRIPE_SECRET_KEY: stripe.sandbox.accounts.platform.secretKey.test,
      STRIPE_WEBHOOK_SECRET: account.webhookSecrets.platform,
      STRIPE_PRICE_ID: account.planPriceId,
      PLAN_TRIAL_DAYS: "14",
      FRONTEND_URL: frontendUrl,
    };
  },
  "oauth-api": ({ stripe, clerk, frontendUrl }) => {
    const { secretKey, clientId } = stripe.sandbox.accounts.platform;
    const developers = clerk.instance("dream-api");
    return {
      STRIPE_SECRET_KEY_TEST: secretKey.test,
      STRIPE_SECRET_KEY_LIVE: secretKey.live,
      STRIPE_CLIENT_ID_TEST: clientId.test,
      STRIPE_CLIENT_ID_LIVE: clientId.live,
      STRIPE_CONNECT_AUTHORIZE_BASE: stripe.url,
      CLERK_PUBLISHABLE_KEY: developers.publishableKey,
      CLERK_JWT_KEY: developers.jwtKey,
      FRONTEND_URL: frontendUrl,
    };
  },
  "end-user-auth": ({ clerk }) => {
    const instances = { TEST: clerk.instance("end-user-api-test"), LIVE: clerk.instance("end-user-api-live") };
    const settingsOf = ([suffix, instance]: [string, (typeof instances)["TEST"]]) => [
      [`CLERK_SECRET_KEY_${suffix}`, instance.secretKey],
      [`CLERK_PUBLISHABLE_KEY_${suffix}`, instance.publishableKey],
      [`CLERK_JWT_KEY_${suffix}`, instance.jwtKey],
      [`CLERK_PROXY_URL_${suffix}`, `/__clerk/${suffix.toLowerCase()}`],
    ];
    return Object.fromEntries(Object.entries(instances).flatMap(settingsOf));
  },
};
