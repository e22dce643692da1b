/** What the routes, crons and news of subscriptions work with. */
import type { Mode } from "@dream-api/contract";
import {
  type Announce,
  accountNewsHandler,
  type CancelNow,
  type Clock,
  type Cron,
  cancelNow,
  type DirtyHandlers,
  hourMs,
  markOverdue,
  minuteMs,
  type OverdueSubscriptions,
  type SubscribeDependencies,
  subscriptionCheckoutHandler,
  subscriptionHandler,
  subscriptionInvoiceHandler,
} from "@dream-api/domain";
import {
  type Database,
  dirtyObjectStore,
  inboxStore,
  overdueSubscriptions,
  subscriptionDirectory,
  tenantCheckoutSessions,
  tenantSubscriptions,
} from "@dream-api/storage";
import { connectEvent, type createStripeClient, createStripeSubscriptions, listAccountNews } from "@dream-api/stripe";
import { type Env, planIsNeeded } from "./env.ts";

export interface SubscriptionServices {
  readonly subscribe: SubscribeDependencies;
  readonly handlers: DirtyHandlers;
  readonly overdue: OverdueSubscriptions;
}

interface Parts {
  readonly stripe: Readonly<Record<Mode, ReturnType<typeof createStripeClient>>>;
  readonly database: Database;
  readonly announce: Announce;
  readonly clock: Clock;
}

const sources = { test: "stripe_connect_test", live: "stripe_connect_live" } as const;

export function createSubscriptionServices(
  env: Env,
  { stripe, database, announce, clock }: Parts,
): SubscriptionServices {
  const atStripe = {
    test: createStripeSubscriptions(stripe.test),
    live: createStripeSubscriptions(stripe.live),
  };
  const subscribe: SubscribeDependencies = {
    directory: subscriptionDirectory(database),
    subscriptions: tenantSubscriptions(database, () => clock().real),
    checkouts: tenantCheckoutSessions(database),
    stripeOf: (mode) => atStripe[mode],
    planIsNeeded: (mode) => planIsNeeded(env, mode),
    announce,
    clock,
  };
  return {
    subscribe,
    overdue: overdueSubscriptions(database),
    handlers: {
      subscription: subscriptionHandler(subscribe),
      invoice: subscriptionInvoiceHandler(subscribe),
      checkout_session: subscriptionCheckoutHandler(subscribe),
      account_news: accountNewsHandler({
        inbox: inboxStore(database),
        dirty: dirtyObjectStore(database),
        async listNews(account, mode, since) {
          const news = await listAccountNews(stripe[mode], account, since);
          return news.flatMap((one) => connectEvent(one, sources[mode]) ?? []);
        },
        clock,
      }),
    },
  };
}

/** Stripe is asked only where there is something to end: an erasure needs it for nothing else. */
export function createCancelNow(
  database: Database,
  providers: () => { readonly subscriptions: SubscriptionServices },
): CancelNow {
  const { hasSomethingToEnd } = tenantCheckoutSessions(database);
  return async (scope, userId, actor) => {
    if (!(await hasSomethingToEnd(scope, userId))) return;
    await cancelNow(scope, { userId, actor }, providers().subscriptions.subscribe);
  };
}

/** What brings to light what no webhook told. */
export function subscriptionCrons(services: () => SubscriptionServices, clock: Clock): Cron[] {
  return [
    {
      name: "overdue_subscriptions",
      everyMs: 10 * minuteMs,
      run: () => markOverdue({ overdue: services().overdue, clock }),
    },
    { name: "account_news", everyMs: hourMs, run: () => services().overdue.markAccounts(clock().real) },
  ];
}
