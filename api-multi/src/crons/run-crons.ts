/** What api-multi does every minute, each under a lease of its own. */
import {
  type Clock,
  type Cron,
  drainDirty,
  drainOutbox,
  finishDueSyncs,
  forgetOldAnswers,
  purgeSignIns,
  runCron,
  sweepOrders,
  sweepRefunds,
} from "@dream-api/domain";
import { pause } from "@dream-api/http";
import type { Env } from "../env.ts";
import { report } from "../report.ts";
import { type Services, servicesOf } from "../services.ts";
import { subscriptionCrons } from "../subscription-services.ts";

function cronsOf(services: Services, env: Env, clock: Clock): Cron[] {
  return [
    {
      name: "outbox",
      async run() {
        await drainOutbox(services.outbox);
      },
    },
    { name: "catalogue_syncs", run: () => finishDueSyncs(services.syncs.due, services.syncs) },
    { name: "idempotency", run: () => forgetOldAnswers(services.idempotency) },
    { name: "sign_ins", run: () => purgeSignIns({ signIns: services.signIns, clock }) },
    ...(env.STRIPE_SECRET_KEY_TEST
      ? [
          ...subscriptionCrons(() => services.providers().subscriptions, clock),
          lookAtConnectNews(services),
          sweepSales(services),
        ]
      : []),
  ];
}

function lookAtConnectNews(services: Services): Cron {
  return {
    name: "connect_news",
    async run() {
      await drainDirty({ ...services.providers().connectNews, pause });
    },
  };
}

/** Orders and refunds that nobody heard of again. */
function sweepSales(services: Services): Cron {
  return {
    name: "sales",
    async run() {
      const { store } = services.providers();
      await sweepOrders(store.sweep);
      await sweepRefunds(store.sweepRefunds);
    },
  };
}

/** One cron that fails does not keep the others from running. */
export async function runCrons(env: Env, clock: Clock): Promise<void> {
  const services = servicesOf(env, clock);
  for (const cron of cronsOf(services, env, clock)) {
    try {
      await runCron(cron, { leases: services.leases, clock });
    } catch (cause) {
      report(`the cron ${cron.name} failed`, cause);
    }
  }
}
