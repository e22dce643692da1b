/** What the use cases around the catalogue work with. */
import {
  announceThroughControl,
  type Clock,
  type CreateProjectDependencies,
  type EditDependencies,
  type StripeCatalogue,
} from "@dream-api/domain";
import { requireSetting } from "@dream-api/http";
import {
  type Database,
  tenantCatalogue,
  tenantCatalogueEditing,
  tenantProjects,
  tenantSyncRuns,
} from "@dream-api/storage";
import { createStripeCatalogue, createStripeClient } from "@dream-api/stripe";
import type { Env } from "./env.ts";
import { report } from "./report.ts";

export interface CatalogueServices extends EditDependencies, CreateProjectDependencies {
  /** What is sold, as the wire shows it. */
  readonly sold: ReturnType<typeof tenantCatalogue>;
}

/** @throws Error naming the variable that is missing */
export function createCatalogueServices(env: Env, database: Database, clock: Clock): CatalogueServices {
  const realNow = () => clock().real;
  const stripe: Record<"test" | "live", StripeCatalogue> = {
    test: createStripeCatalogue(createStripeClient({ secretKey: requireSetting(env, "STRIPE_SECRET_KEY_TEST") })),
    live: createStripeCatalogue(createStripeClient({ secretKey: requireSetting(env, "STRIPE_SECRET_KEY_LIVE") })),
  };
  return {
    sold: tenantCatalogue(database),
    catalogue: tenantCatalogueEditing(database, realNow),
    projects: tenantProjects(database, realNow),
    runs: tenantSyncRuns(database),
    stripeOf: (mode) => stripe[mode],
    announce: announceThroughControl(env.CONTROL, report),
    control: env.CONTROL,
    clock,
    report,
  };
}
