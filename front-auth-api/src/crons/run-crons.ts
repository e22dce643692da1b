/** What front-auth-api does every minute, each under a lease of its own. */
import {
  type Clock,
  type Cron,
  drainDirty,
  hourMs,
  inviteOwners,
  purgeProjects,
  purgeRegistrations,
  reconcile,
  removeOldRows,
  runCron,
  sweepAssets,
} from "@dream-api/domain";
import { pause } from "@dream-api/http";
import type { Env } from "../env.ts";
import { report } from "../report.ts";
import { type Services, servicesOf } from "../services.ts";

function cronsOf({ planNews, registration, retention }: Services): Cron[] {
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
    { name: "retention", everyMs: hourMs, run: () => removeOldRows(retention) },
    { name: "deleted_projects", everyMs: hourMs, run: () => purgeProjects(retention) },
    { name: "unused_assets", everyMs: hourMs, run: () => sweepAssets(retention) },
  ];
}

/** One cron that fails does not keep the others from running. */
export async function runCrons(env: Env, clock: Clock): Promise<void> {
  const services = servicesOf(env, clock);
  for (const cron of cronsOf(services)) {
    try {
      await runCron(cron, { leases: services.leases, clock });
    } catch (cause) {
      report(`the cron ${cron.name} failed`, cause);
    }
  }
}
