/** What the routes work with, made once per isolate from the environment. */
import { createSessionVerifier } from "@dream-api/clerk";
import {
  type Announce,
  type AssetSweepDependencies,
  announceThroughControl,
  type Clock,
  type CronLeases,
  type IdempotencyDependencies,
  type PurgeProjectsDependencies,
  type RetentionDependencies,
  type VerifyDeveloper,
} from "@dream-api/domain";
import { oncePerEnvironment, readOrigins, requireSetting } from "@dream-api/http";
import {
  type AssetBucket,
  assetBucket,
  assetUse,
  cronLeaseStore,
  type Database,
  idempotencyStore,
  oldRows,
  openDatabase,
  pingDatabase,
  platformAssets,
  platformNotices,
  platformProjects,
  purgeableProjects,
} from "@dream-api/storage";
import { createDeveloperServices, type DeveloperServices } from "./developer-services.ts";
import type { Env } from "./env.ts";
import { report } from "./report.ts";

export interface Services extends DeveloperServices {
  readonly database: Database;
  readonly clock: Clock;
  readonly verifyDeveloper: VerifyDeveloper;
  /** Origins of our own pages. */
  readonly origins: readonly string[];
  readonly apiUrl: string;
  readonly idempotency: IdempotencyDependencies;
  readonly leases: CronLeases;
  /** The developer's account; null when there is none. */
  readonly findPlatformOf: DeveloperServices["directory"]["findPlatformOf"];
  readonly projects: ReturnType<typeof platformProjects>;
  readonly notices: ReturnType<typeof platformNotices>;
  readonly assets: ReturnType<typeof platformAssets>;
  readonly assetObjects: AssetBucket;
  readonly announce: Announce;
  /** What goes when it was kept long enough. */
  readonly retention: RetentionDependencies & PurgeProjectsDependencies & AssetSweepDependencies;
  /** @throws when D1 does not answer */
  readonly pingDatabase: () => Promise<unknown>;
}

/** @throws Error naming the variable that is missing or malformed */
export const servicesOf = oncePerEnvironment(createServices);

function createServices(env: Env, clock: Clock): Services {
  const database = openDatabase(env.DB);
  const origins = readOrigins(env);
  const developers = createDeveloperServices(env, database, clock);
  const assetObjects = assetBucket(env.ASSETS);
  return {
    ...developers,
    findPlatformOf: developers.directory.findPlatformOf,
    leases: cronLeaseStore(database),
    database,
    clock,
    origins,
    verifyDeveloper: createSessionVerifier({
      jwtKey: requireSetting(env, "CLERK_JWT_KEY"),
      publishableKey: requireSetting(env, "CLERK_PUBLISHABLE_KEY"),
      ...(env.CLERK_ISSUER ? { issuer: env.CLERK_ISSUER } : {}),
      authorizedParties: origins,
    }),
    apiUrl: requireSetting(env, "API_URL"),
    idempotency: { idempotency: idempotencyStore(database), clock, report },
    projects: platformProjects(database, () => clock().real),
    assets: platformAssets(database, () => clock().real),
    assetObjects,
    notices: platformNotices(database, () => clock().real),
    announce: announceThroughControl(env.CONTROL, report),
    retention: {
      old: oldRows(database),
      purgeable: purgeableProjects(database),
      assetUse: assetUse(database),
      assetObjects,
      clock,
      report,
    },
    pingDatabase: () => pingDatabase(database),
  };
}
