/**
 * Catalogue sync on its real parts without the Workers around it: D1, the sandbox Stripe, the adapters of both, and a
 * clock that moves when told.
 */
import {
  type Catalogue,
  type CatalogueChange,
  type DueSyncs,
  type EditDependencies,
  finishDueSyncs,
  type NewProduct,
  type NewTier,
  newProjectId,
  type Scope,
  type StripeCatalogue,
  type SyncReport,
  scopeOf,
  syncCatalogue,
} from "@dream-api/domain";
import { type Database, dueSyncs, tenantCatalogueEditing, tenantProjects, tenantSyncRuns } from "@dream-api/storage";
import { createStripeCatalogue } from "@dream-api/stripe";
import { useDatabase } from "../../packages/storage/test/database.ts";
import { type TestStripe, useStripe } from "../../packages/stripe/test/use-stripe.ts";

export interface SyncProject {
  readonly scope: Scope;
  readonly platformId: string;
  readonly account: string;
  readonly deps: EditDependencies;
  /** What the use cases survived. */
  readonly reports: string[];
  /** An edit that no sync follows, as when the Worker died between the two. */
  edit(rule: (catalogue: Catalogue, at: number) => CatalogueChange | null): Promise<void>;
  sync(deps?: Partial<EditDependencies>): Promise<SyncReport>;
  /** Real time passes. */
  wait(milliseconds: number): void;
  /** The cron, looking at this project only. */
  runCron(deps?: Partial<EditDependencies>): Promise<void>;
}

export interface SyncWorld {
  readonly database: Database;
  readonly stripe: TestStripe;
  newProject(sold: { tiers?: NewTier[]; products?: NewProduct[] }, isConnected?: boolean): Promise<SyncProject>;
}

const startTime = 1_800_000_000_000;
const actor = { name: "developer", requestId: null } as const;

export function tier(name: string, unitAmount: number, more: Partial<NewTier> = {}): NewTier {
  return {
    name,
    displayName: name,
    unitAmount,
    interval: "month",
    limit: 100,
    rateLimitPerMinute: 100,
    features: [],
    popular: false,
    trialDays: 0,
    ...more,
  };
}

export function product(name: string, unitAmount: number, more: Partial<NewProduct> = {}): NewProduct {
  return {
    name,
    displayName: name,
    description: "",
    unitAmount,
    imageUrl: null,
    features: [],
    stock: null,
    shippable: false,
    ...more,
  };
}

export function useSync(): SyncWorld {
  const storage = useDatabase();
  const stripe = useStripe();
  return {
    get database() {
      return storage.database;
    },
    stripe,
    async newProject(sold, isConnected = true) {
      const { database } = storage;
      const scope = scopeOf(newProjectId(), "test");
      const platformId = `plt_${scope.projectId}`;
      await tenantProjects(database, () => startTime).createProject(scope, {
        platformId,
        name: "A project",
        type: sold.products ? "store" : "saas",
        currency: "usd",
        ...sold,
      });
      const account = stripe.newAccount();
      if (isConnected) await connect(database, platformId, account);
      return syncProject(database, { scope, platformId, account, catalogue: createStripeCatalogue(stripe.client()) });
    },
  };
}

interface Parts {
  readonly scope: Scope;
  readonly platformId: string;
  readonly account: string;
  readonly catalogue: StripeCatalogue;
}

function syncProject(database: Database, { catalogue, ...own }: Parts): SyncProject {
  let now = startTime;
  const { scope } = own;
  const reports: string[] = [];
  const clock = () => ({ real: now, business: now });
  const store = tenantCatalogueEditing(database, () => now);
  const deps: EditDependencies = {
    runs: tenantSyncRuns(database),
    stripeOf: () => catalogue,
    clock,
    catalogue: store,
    announce: async () => "announced",
    report: (message, cause) => reports.push(`${message}: ${cause}`),
  };
  const due = dueSyncs(database);
  const dueOfOwn: DueSyncs = {
    async list({ at }) {
      const all = await due.list({ at, limit: 1000 });
      return all.filter(({ projectId }) => projectId === scope.projectId);
    },
  };
  return {
    ...own,
    deps,
    reports,
    async edit(rule) {
      const basis = await store.read(scope);
      const change = basis && rule(basis, now);
      const rev = basis && change && (await store.write(scope, basis, change, actor));
      if (rev === null) throw new Error("The edit was not made");
    },
    sync: (other = {}) => syncCatalogue(scope, { ...deps, ...other }),
    wait: (milliseconds) => {
      now += milliseconds;
    },
    runCron: (other = {}) => finishDueSyncs(dueOfOwn, { ...deps, ...other }),
  };
}

export async function connect(database: Database, platformId: string, account: string, mode = "test"): Promise<void> {
  await database.$client
    .prepare(
      `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
       VALUES (?, ?, ?, 'read_write', 'connected', 0)
       ON CONFLICT (platform_id, mode) DO UPDATE SET stripe_account_id = excluded.stripe_account_id, status = 'connected'`,
    )
    .bind(platformId, mode, account)
    .run();
}

export async function disconnect(database: Database, platformId: string): Promise<void> {
  await database.$client
    .prepare("UPDATE stripe_connections SET status = 'disconnected' WHERE platform_id = ?")
    .bind(platformId)
    .run();
}
