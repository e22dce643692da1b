/** What a store's routes, crons and news work with. */
import type { Mode } from "@dream-api/contract";
import {
  type BuyDependencies,
  type Clock,
  createSubjectHash,
  type DirtyHandler,
  type DirtyHandlers,
  type HashSubject,
  orderPaymentHandler,
  orderSessionHandler,
  type RefundDependencies,
  type RefundSweepDependencies,
  type Scope,
  type SweepDependencies,
  secondMs,
  syncCatalogue,
} from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import {
  type Database,
  dueOrders,
  dueRefunds,
  orderDirectory,
  tenantOrderRefunds,
  tenantOrders,
  tenantShop,
  tenantSyncRuns,
} from "@dream-api/storage";
import { createOrderPayments, createStripeCatalogue, type createStripeClient } from "@dream-api/stripe";
import { type Env, planIsNeeded } from "./env.ts";
import { report } from "./report.ts";

export interface StoreServices {
  readonly buy: BuyDependencies;
  readonly refund: RefundDependencies;
  readonly sweep: SweepDependencies;
  readonly sweepRefunds: RefundSweepDependencies;
  readonly handlers: DirtyHandlers;
  /** Names a browser's address by what can't be told back. */
  readonly hashAddress: HashSubject;
}

interface Parts {
  readonly stripe: Readonly<Record<Mode, ReturnType<typeof createStripeClient>>>;
  readonly database: Database;
  readonly clock: Clock;
  /** Looks at checkouts that are not of an order. */
  readonly otherSessions: DirtyHandler | undefined;
}

/** A buyer waits while the catalogue is brought in line; what is left then the cron does. */
const syncWithinMs = 10 * secondMs;

/** @throws Error naming the variable that is missing */
export function createStoreServices(env: Env, { stripe, database, clock, otherSessions }: Parts): StoreServices {
  const payments = { test: createOrderPayments(stripe.test), live: createOrderPayments(stripe.live) };
  const catalogues = { test: createStripeCatalogue(stripe.test), live: createStripeCatalogue(stripe.live) };
  const runs = tenantSyncRuns(database);
  const follow = { orders: tenantOrders(database), paymentsOf: (mode: Mode) => payments[mode], clock };
  const refund = { ...follow, refunds: tenantOrderRefunds(database) };
  const news = { ...follow, directory: orderDirectory(database) };
  return {
    refund,
    buy: {
      ...follow,
      shop: tenantShop(database),
      planIsNeeded: (mode) => planIsNeeded(env, mode),
      async sync(scope: Scope) {
        const stripeOf = (mode: Mode) => catalogues[mode];
        await syncCatalogue(scope, { runs, stripeOf, clock, report }, { until: clock().real + syncWithinMs });
      },
      report,
    },
    sweep: { ...follow, due: dueOrders(database), report },
    sweepRefunds: { ...refund, due: dueRefunds(database), report },
    handlers: {
      checkout_session: orderSessionHandler(news, otherSessions),
      charge: orderPaymentHandler("charge", news),
      dispute: orderPaymentHandler("dispute", news),
      refund: orderPaymentHandler("refund", news),
    },
    hashAddress: createSubjectHash(requireSetting(env, "KEY_SIGNING_SECRET")),
  };
}
