import { syncCatalogue as endpoint } from "@dream-api/contract";
import { DreamError, planSync, secondMs, syncCatalogue } from "@dream-api/domain";
import type { Api } from "./api.ts";
import { routeForOwner } from "./owner.ts";
import { stripeStatus } from "./stripe-status.ts";

/** How long a caller waits; what is not done then is left to the cron. */
const syncWithinMs = 20 * secondMs;

export function routeSyncCatalogue(api: Api): void {
  routeForOwner(api, endpoint, async ({ context, scope, body: { dryRun }, services: { catalogue, clock } }) => {
    if (dryRun) {
      const plan = await planSync(scope, catalogue);
      if (!plan) throw new DreamError("stripe_not_connected");
      const isInLine = plan.every(({ action }) => action === "leave");
      return context.json(stripeStatus({ status: isInLine ? "synced" : "pending", plan }));
    }
    const { status, plan } = await syncCatalogue(scope, catalogue, { until: clock().real + syncWithinMs });
    if (status === "not_connected") throw new DreamError("stripe_not_connected");
    if (status === "running") throw new DreamError("sync_running");
    return context.json(stripeStatus({ status, plan }));
  });
}
