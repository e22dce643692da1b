/** What front-auth-api does every minute, each under a lease of its own. */
import {
  type Clock,
  type Cron,
  dayMs,
  drainDirty,
  hourMs,
  inviteOwners,
  purgeRegistrations,
  reconcile,
  runCron,
} from "@dream-api/domain";
import { pause } from "@dream-api/http";
import type { Env } from "../env.ts";
import { report } from "../report.ts";
import { type Services, servicesOf } from "../services.ts";

const keptPayloadsMs = 30 * dayMs;
const keptCountsMs = 2 * dayMs;

function cronsOf({ planNews, registration, forget }: Services, clock: Clock): Cron[] {
  return [
    {
      name: "plan_reconciliation",
      everyMs: hourMs,
      async run() {
        await reconcile(planNews);
      },
    },
    {
      name: "plan_news",
      async run() {
        await drainDirty({ ...planNews, pause });
      },
    },
    { name: "invitations", run: () => inviteOwners(registration) },
    {
      name: "unclaimed_registrations",
      async run() {
        await purgeRegistrations(registration);
      },
    },
    {
      name: "retention",
      everyMs: hourMs,
      async run() {
        const { real } = clock();
        await forget.payloadsBefore(real - keptPayloadsMs);
        await forget.countsBefore(real - keptCountsMs);
      },
    },
  ];
}

/** One cron that fails does not keep the others from running. */
export async function runCrons(env: Env, clock: Clock): Promise<void> {
  const services = servicesOf(env, clock);
  for (const cron of cronsOf(services, clock)) {
    try {
      await runCron(cron, { leases: services.leases, clock });
    } catch (cause) {
      report(`the cron ${cron.name} failed`, cause);
    }
  }
}
