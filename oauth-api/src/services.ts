/** What the routes work with, made once per isolate from the environment. */
import { createSessionVerifier } from "@dream-api/clerk";
import {
  type Clock,
  type IdempotencyDependencies,
  type PromotionDependencies,
  parseProjectId,
  platformScopeOf,
  scopeOf,
} from "@dream-api/domain";
import {
  type OwnerReaders,
  oncePerEnvironment,
  type PlatformReaders,
  readOrigins,
  requireSetting,
} from "@dream-api/http";
import {
  type Database,
  type DeveloperDirectory,
  developerDirectory,
  idempotencyStore,
  openDatabase,
  pingDatabase,
  platformConnections,
} from "@dream-api/storage";
import { type CatalogueServices, createCatalogueServices } from "./catalogue-services.ts";
import { type ConnectServices, createConnectServices, createPromotionServices } from "./connect-services.ts";
import type { Env } from "./env.ts";
import { report } from "./report.ts";

export interface Services {
  readonly database: Database;
  readonly clock: Clock;
  /** Who a caller is and what is theirs. */
  readonly readers: OwnerReaders & PlatformReaders;
  readonly catalogue: CatalogueServices;
  readonly connections: ReturnType<typeof platformConnections>;
  readonly connect: ConnectServices;
  readonly promotions: PromotionDependencies;
  /** Origins of our own pages. */
  readonly origins: readonly string[];
  readonly apiUrl: string;
  readonly idempotency: IdempotencyDependencies;
  /** @throws when D1 does not answer */
  readonly pingDatabase: () => Promise<unknown>;
}

/** @throws Error naming the variable that is missing or malformed */
export const servicesOf = oncePerEnvironment(createServices);

function createServices(env: Env, clock: Clock): Services {
  const database = openDatabase(env.DB);
  const origins = readOrigins(env);
  const catalogue = createCatalogueServices(env, database, clock);
  const connections = platformConnections(database, () => clock().real);
  return {
    database,
    clock,
    origins,
    readers: createReaders(env, developerDirectory(database), origins),
    catalogue,
    connections,
    connect: createConnectServices(env, connections, clock),
    promotions: createPromotionServices(env, database, catalogue),
    apiUrl: requireSetting(env, "API_URL"),
    idempotency: { idempotency: idempotencyStore(database), clock, report },
    pingDatabase: () => pingDatabase(database),
  };
}

function createReaders(env: Env, directory: DeveloperDirectory, origins: string[]): OwnerReaders & PlatformReaders {
  return {
    verifyDeveloper: createSessionVerifier({
      jwtKey: requireSetting(env, "CLERK_JWT_KEY"),
      publishableKey: requireSetting(env, "CLERK_PUBLISHABLE_KEY"),
      ...(env.CLERK_ISSUER ? { issuer: env.CLERK_ISSUER } : {}),
      authorizedParties: origins,
    }),
    findPlatformOf: (clerkUserId) => directory.findPlatformOf(clerkUserId),
    ownerOfProject: ({ clerkUserId }, projectId) => directory.findOwner(clerkUserId, projectId),
    async ownerOfKey(secretKey) {
      const owner = await env.CONTROL.ownerOfKey(secretKey);
      const projectId = owner && parseProjectId(owner.projectId);
      if (!projectId) return null;
      const { platformId, mode, hint } = owner;
      return { scope: scopeOf(projectId, mode), platform: platformScopeOf(platformId), hint };
    },
  };
}
