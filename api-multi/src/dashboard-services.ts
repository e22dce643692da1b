/** What the dashboard's routes read, and how an event is looked at again. */
import {
  type Clock,
  type DashboardDependencies,
  type DashboardTables,
  processDirty,
  type ReplayDependencies,
  type TotalsDependencies,
} from "@dream-api/domain";
import {
  type Database,
  dirtyObjectStore,
  platformTotals,
  tenantDashboard,
  tenantDashboardTables,
} from "@dream-api/storage";
import { connectSubject } from "@dream-api/stripe";
import type { ProviderServices } from "./provider-services.ts";
import { report } from "./report.ts";

export interface DashboardServices extends DashboardDependencies, TotalsDependencies {
  readonly tables: DashboardTables;
  readonly replays: ReplayDependencies;
}

/** @param providers needed only to look at an event's object at once */
export function createDashboardServices(
  database: Database,
  clock: Clock,
  providers: () => ProviderServices,
): DashboardServices {
  const tables = tenantDashboardTables(database);
  return {
    figures: tenantDashboard(database),
    totals: platformTotals(database),
    clock,
    tables,
    replays: {
      events: tables,
      dirty: dirtyObjectStore(database),
      aboutOf: ({ view, stripeAccountId }, { mode }) =>
        connectSubject({ type: view.type, stripeAccountId, mode, objectId: view.object?.id ?? null }),
      lookAt: async (object) => processDirty({ only: object }, providers().connectNews),
      clock,
      report,
    },
  };
}
