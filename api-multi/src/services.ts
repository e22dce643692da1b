/** What the routes, crons and `Control` work with, made once per isolate from the environment. */
import {
  type AnnouncementDependencies,
  type Clock,
  createAnnounce,
  createKeySigner,
  type DueSyncs,
  type IdempotencyDependencies,
  type KeyDependencies,
  type KeySigner,
  type OutboxDependencies,
  type SignInStore,
  type SyncDependencies,
} from "@dream-api/domain";
import {
  type CallerReaders,
  createKeyReader,
  type OwnerReaders,
  oncePerEnvironment,
  type PlatformReaders,
  type ReadKey,
  requireSetting,
} from "@dream-api/http";
import {
  cronLeaseStore,
  type Database,
  dueSyncs,
  idempotencyStore,
  openDatabase,
  outboxStore,
  pingDatabase,
  signInStore,
  tenantCatalogue,
  tenantKeys,
  tenantMemberships,
  tenantOrderList,
  tenantOrders,
  tenantStock,
  tenantSubscriptions,
  tenantSyncRuns,
} from "@dream-api/storage";
import { createTokenVerifier, readPublicKeys } from "@dream-api/tokens";
import {
  type CustomerServices,
  createCustomerServices,
  createEndUserServices,
  type EndUserServices,
} from "./customer-services.ts";
import { createDashboardServices, type DashboardServices } from "./dashboard-services.ts";
import { deliverEntry } from "./deliver-entry.ts";
import type { Env } from "./env.ts";
import { meterOf } from "./meter/meter-of.ts";
import { createOwnerReaders } from "./owner-readers.ts";
import { createProviderServices, type ProviderServices } from "./provider-services.ts";
import { report } from "./report.ts";
import { createStripeCatalogues } from "./stripe-catalogues.ts";
import { createCancelNow } from "./subscription-services.ts";

export interface Services {
  readonly database: Database;
  readonly signer: KeySigner;
  readonly readKey: ReadKey;
  /** Without I/O. */
  readonly readToken: CallerReaders["readToken"];
  readonly memberships: ReturnType<typeof tenantMemberships>;
  readonly signIns: Pick<SignInStore, "purge">;
  /** The origin of end-user-auth. */
  readonly endUserIssuer: string;
  readonly keys: ReturnType<typeof tenantKeys>;
  readonly owners: OwnerReaders;
  readonly platforms: PlatformReaders;
  readonly dashboard: DashboardServices;
  readonly customers: CustomerServices;
  /** @throws Error naming the variable that is missing */
  readonly endUsers: () => EndUserServices;
  readonly catalogue: ReturnType<typeof tenantCatalogue>;
  readonly orders: ReturnType<typeof tenantOrders>;
  readonly orderList: ReturnType<typeof tenantOrderList>;
  readonly stock: ReturnType<typeof tenantStock>;
  readonly subscriptions: ReturnType<typeof tenantSubscriptions>;
  readonly keyDependencies: KeyDependencies;
  readonly announcements: AnnouncementDependencies;
  readonly outbox: OutboxDependencies;
  /** @throws Error naming the variable that is missing */
  readonly providers: () => ProviderServices;
  readonly idempotency: IdempotencyDependencies;
  readonly syncs: SyncDependencies & { readonly due: DueSyncs };
  readonly leases: ReturnType<typeof cronLeaseStore>;
  /** Real time, epoch milliseconds. */
  readonly now: () => number;
  /** @throws when D1 does not answer */
  readonly pingDatabase: () => Promise<unknown>;
}

/** @throws Error naming the variable that is missing or malformed */
export const servicesOf = oncePerEnvironment(createServices);

function createServices(env: Env, clock: Clock): Services {
  const database = openDatabase(env.DB);
  const signer = createKeySigner(env.KEY_SIGNING_SECRET, env.KEY_SIGNING_SECRET_PREVIOUS);
  const outbox = outboxStore(database);
  const keys = tenantKeys(database, () => clock().real);
  const announcements: AnnouncementDependencies = {
    outbox,
    heed: (scope, shard, rev) => meterOf(env, scope, shard).heed(rev),
    report,
  };
  const announce = createAnnounce(announcements);
  let providerServices: ProviderServices | undefined;
  const providers = () => {
    providerServices ??= createProviderServices(env, { database, announce, clock });
    return providerServices;
  };
  const readKey = createKeyReader(signer);
  const owners = createOwnerReaders(env, { database, readKey, keys });
  let endUserServices: EndUserServices | undefined;
  const endUsers = () => {
    endUserServices ??= createEndUserServices(env, database, clock);
    return endUserServices;
  };
  const invitations = () => endUsers().invitations;
  return {
    database,
    signer,
    readKey,
    readToken: createTokenReader(env, clock),
    memberships: tenantMemberships(database, () => clock().real),
    signIns: signInStore(database),
    endUserIssuer: requireSetting(env, "END_USER_ISSUER"),
    keys,
    owners,
    platforms: owners,
    dashboard: createDashboardServices(database, clock, providers),
    customers: createCustomerServices(env, database, {
      clock,
      announce,
      endUsers,
      cancelNow: createCancelNow(database, providers),
    }),
    endUsers,
    catalogue: tenantCatalogue(database),
    subscriptions: tenantSubscriptions(database, () => clock().real),
    orders: tenantOrders(database),
    orderList: tenantOrderList(database),
    stock: tenantStock(database),
    keyDependencies: { keys, signer, clock, announce },
    announcements,
    outbox: {
      outbox,
      clock,
      report,
      handle: (entry) => deliverEntry(entry, { announcements, invitations, providers }),
    },
    providers,
    idempotency: { idempotency: idempotencyStore(database), clock, report },
    syncs: {
      due: dueSyncs(database),
      runs: tenantSyncRuns(database),
      stripeOf: createStripeCatalogues(env),
      clock,
      report,
    },
    leases: cronLeaseStore(database),
    now: () => clock().real,
    pingDatabase: () => pingDatabase(database),
  };
}

/** @throws Error naming the variable that is missing or malformed */
function createTokenReader(env: Env, clock: Clock): CallerReaders["readToken"] {
  const verify = createTokenVerifier({
    publicKeys: readPublicKeys(requireSetting(env, "END_USER_TOKEN_JWKS")),
    issuer: requireSetting(env, "END_USER_ISSUER"),
  });
  return (text) => verify(text, clock().real);
}
