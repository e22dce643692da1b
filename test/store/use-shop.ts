/**
 * Sales on their real parts without the Workers around them: D1, a strict sandbox Stripe with a clock that moves when
 * told, and the adapters of both. News of Stripe arrives when the test says so, as often and in what order it likes.
 */
import { randomBytes } from "node:crypto";
import {
  type BuyDependencies,
  type DueOrders,
  newProjectId,
  type OrderDirectory,
  type OrderPayments,
  type OrderStore,
  type RefundStore,
  type RefundSweepDependencies,
  type Scope,
  type ShopReader,
  scopeOf,
  syncCatalogue,
} from "@dream-api/domain";
import {
  type Database,
  dueOrders,
  dueRefunds,
  orderDirectory,
  tenantOrderRefunds,
  tenantOrders,
  tenantProjects,
  tenantShop,
  tenantSyncRuns,
} from "@dream-api/storage";
import { createOrderPayments, createStripeCatalogue, createStripeClient } from "@dream-api/stripe";
import { afterAll, beforeAll } from "vitest";
import { useDatabase } from "../../packages/storage/test/database.ts";
import { type StripeSandbox, startStripeSandbox } from "../../sandbox/stripe/start-stripe-sandbox.ts";
import { connect } from "../catalogue/use-sync.ts";

/** Everything that a sale talks to. */
export interface ShopPorts {
  readonly shop: ShopReader;
  readonly orders: OrderStore;
  readonly refunds: RefundStore;
  readonly directory: OrderDirectory;
  readonly payments: OrderPayments;
}

export interface BareShop {
  readonly scope: Scope;
  readonly account: string;
  readonly ports: ShopPorts;
  /** What a use case gets, with some of the ports replaced. */
  deps(ports?: Partial<ShopPorts>): ShopDependencies;
  readonly reports: string[];
}

export type ShopDependencies = BuyDependencies & {
  readonly refunds: RefundStore;
  readonly directory: OrderDirectory;
  readonly due: DueOrders;
  readonly dueRefunds: RefundSweepDependencies["due"];
};

export interface ShopWorld {
  readonly database: Database;
  /** A connected shop whose products stand at Stripe. */
  newShop(products: readonly { name: string; stock: number | null; unitAmount?: number }[]): Promise<BareShop>;
  /** A call to Stripe by the shop's owner or, on the payment pages, a buyer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  ask(account: string, method: "GET" | "POST", path: string, form?: Record<string, string>): Promise<any>;
  /** Business time, epoch milliseconds. */
  now(): number;
  advance(milliseconds: number): void;
  addFault(fault: Parameters<StripeSandbox["sandbox"]["faults"]["add"]>[0]): void;
}

const startTime = Math.floor(Date.now() / 1000);

export function useShops(): ShopWorld {
  const storage = useDatabase();
  let running: StripeSandbox | undefined;
  const stripe = (): StripeSandbox => {
    if (!running) throw new Error("Stripe is only there inside tests");
    return running;
  };
  beforeAll(async () => {
    running = await startStripeSandbox({ port: 0, isStrict: true, tickMs: 0, frozenAt: startTime });
  });
  afterAll(() => running?.stop());
  const now = () => stripe().sandbox.clock.now() * 1000;

  return {
    get database() {
      return storage.database;
    },
    now,
    advance(milliseconds) {
      stripe().sandbox.advanceTo(Math.ceil((now() + milliseconds) / 1000));
    },
    addFault: (fault) => stripe().sandbox.faults.add(fault),
    async ask(account, method, path, form) {
      const answer = await fetch(stripe().url + path, {
        method,
        headers: {
          Authorization: `Bearer ${stripe().sandbox.accounts.platform.secretKey.test}`,
          "Stripe-Account": account,
        },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      return answer.json();
    },
    newShop: (products) => newShop(storage.database, stripe(), now, products),
  };
}

async function newShop(
  database: Database,
  { sandbox, url }: StripeSandbox,
  now: () => number,
  products: Parameters<ShopWorld["newShop"]>[0],
): Promise<BareShop> {
  const clock = () => ({ real: now(), business: now() });
  const scope = scopeOf(newProjectId(), "test");
  const platformId = `plt_${scope.projectId}`;
  await tenantProjects(database, now).createProject(scope, {
    platformId,
    name: "A shop",
    type: "store",
    currency: "usd",
    products: products.map(({ unitAmount = 1000, ...product }) => ({
      ...product,
      unitAmount,
      displayName: product.name,
      description: "",
      imageUrl: null,
      features: [],
      shippable: false,
    })),
  });
  const { id: account } = sandbox.accounts.create(() => `acct_${randomBytes(8).toString("hex")}`, sandbox.clock.now());
  sandbox.accounts.connect({ account, livemode: false, scope: "read_write", code: "" });
  await connect(database, platformId, account);
  const client = createStripeClient({ secretKey: sandbox.accounts.platform.secretKey.test, apiUrl: url });
  const reports: string[] = [];
  const report = (message: string, cause: unknown) => reports.push(`${message}: ${cause}`);
  const catalogue = createStripeCatalogue(client);
  const sync = async () => {
    await syncCatalogue(scope, { runs: tenantSyncRuns(database), stripeOf: () => catalogue, clock, report });
  };
  await sync();
  const ports: ShopPorts = {
    shop: tenantShop(database),
    orders: tenantOrders(database),
    refunds: tenantOrderRefunds(database),
    directory: orderDirectory(database),
    payments: createOrderPayments(client),
  };
  const isOwn = (row: { scope: Scope }) => row.scope.projectId === scope.projectId;
  return {
    scope,
    account,
    ports,
    reports,
    deps(replaced = {}) {
      const { payments, ...others } = { ...ports, ...replaced };
      return {
        ...others,
        clock,
        sync,
        report,
        planIsNeeded: () => false,
        paymentsOf: () => payments,
        due: { list: async ({ at }) => (await dueOrders(database).list({ at, limit: 1000 })).filter(isOwn) },
        dueRefunds: { list: async ({ at }) => (await dueRefunds(database).list({ at, limit: 1000 })).filter(isOwn) },
      };
    },
  };
}
