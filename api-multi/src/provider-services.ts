/** What api-multi asks of Stripe and Clerk, made when it is first needed: counting needs neither. */
import { createClerkBackend } from "@dream-api/clerk";
import type { Mode } from "@dream-api/contract";
import {
  type Announce,
  type Clock,
  catalogueItemHandler,
  connectionHandler,
  type DirtyHandlers,
  type PlatformScope,
  type ReceiveDependencies,
  tellDeveloperPlan,
} from "@dream-api/domain";
import { requireList, requireSetting } from "@dream-api/http";
import {
  connectionsByAccount,
  type Database,
  dirtyObjectStore,
  fetchBudget,
  inboxStore,
  platformConnections,
  platformPlans,
  priceDirectory,
  tenantCatalogueRepairs,
  tenantSyncRuns,
} from "@dream-api/storage";
import { createStripeCatalogue, createStripeClient, deauthorizeAccount, isAccountOpen } from "@dream-api/stripe";
import type { Env } from "./env.ts";
import { report } from "./report.ts";
import { createStoreServices, type StoreServices } from "./store-services.ts";
import { createSubscriptionServices, type SubscriptionServices } from "./subscription-services.ts";

export interface ProviderServices {
  /** News of connected accounts. Who looks at an object stands in its `handlers`, by the object's type. */
  readonly connectNews: ReceiveDependencies;
  /** Of the Connect endpoint of each mode: two while one replaces the other. */
  readonly connectWebhookSecrets: Readonly<Record<Mode, readonly string[]>>;
  readonly store: StoreServices;
  readonly subscriptions: SubscriptionServices;
  /** Tells Clerk a developer's plan as it stands. @throws ProviderFailure */
  readonly tellPlan: (platform: PlatformScope) => Promise<void>;
}

/** @throws Error naming the variable that is missing */
export function createProviderServices(
  env: Env,
  { database, announce, clock }: { database: Database; announce: Announce; clock: Clock },
): ProviderServices {
  const stripe = {
    test: createStripeClient({ secretKey: requireSetting(env, "STRIPE_SECRET_KEY_TEST") }),
    live: createStripeClient({ secretKey: requireSetting(env, "STRIPE_SECRET_KEY_LIVE") }),
  };
  const clientId: Record<Mode, string> = {
    test: requireSetting(env, "STRIPE_CLIENT_ID_TEST"),
    live: requireSetting(env, "STRIPE_CLIENT_ID_LIVE"),
  };
  const clerk = createClerkBackend({ secretKey: requireSetting(env, "CLERK_SECRET_KEY") });
  const { readToldPlan } = platformPlans(database);
  const dirty = dirtyObjectStore(database);
  const review = {
    findByAccount: connectionsByAccount(database).find,
    connections: platformConnections(database, () => clock().real),
    provider: {
      isOpen: (mode: Mode, stripeAccountId: string) => isAccountOpen(stripe[mode], stripeAccountId),
      deauthorize: (mode: Mode, stripeAccountId: string) =>
        deauthorizeAccount(stripe[mode], { clientId: clientId[mode], stripeAccountId }),
    },
  };
  const subscriptions = createSubscriptionServices(env, { stripe, database, announce, clock });
  const otherSessions = subscriptions.handlers.checkout_session;
  const store = createStoreServices(env, { stripe, database, clock, otherSessions });
  const catalogues = { test: createStripeCatalogue(stripe.test), live: createStripeCatalogue(stripe.live) };
  const catalogueItem = catalogueItemHandler({
    runs: tenantSyncRuns(database),
    repairs: tenantCatalogueRepairs(database),
    findPrice: priceDirectory(database).find,
    stripeOf: (mode) => catalogues[mode],
    clock,
  });
  const handlers: DirtyHandlers = {
    connection: connectionHandler(review, dirty),
    ...subscriptions.handlers,
    ...store.handlers,
    product: catalogueItem,
    price: catalogueItem,
  };
  return {
    store,
    subscriptions,
    connectNews: { inbox: inboxStore(database), dirty, budget: fetchBudget(database), handlers, clock, report },
    connectWebhookSecrets: {
      test: requireList(env, "STRIPE_CONNECT_WEBHOOK_SECRET_TEST"),
      live: requireList(env, "STRIPE_CONNECT_WEBHOOK_SECRET_LIVE"),
    },
    tellPlan: (platform) =>
      tellDeveloperPlan(platform, {
        readToldPlan,
        writePlan: async (clerkUserId, plan) => {
          await clerk.mergeMetadata(clerkUserId, { publicMetadata: { plan } });
        },
        clock,
      }),
  };
}
