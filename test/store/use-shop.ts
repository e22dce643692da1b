/** Shops on the product's parts without the Workers around them. */
import type {
  BuyDependencies,
  DueOrders,
  OrderDirectory,
  OrderPayments,
  OrderStore,
  RefundStore,
  RefundSweepDependencies,
  Scope,
  ShopReader,
} from "@dream-api/domain";
import {
  type Database,
  dueOrders,
  dueRefunds,
  orderDirectory,
  tenantOrderRefunds,
  tenantOrders,
  tenantShop,
} from "@dream-api/storage";
import { createOrderPayments } from "@dream-api/stripe";
import { product } from "../catalogue/use-sync.ts";
import { type Parts, type PartsProject, useParts } from "../world/use-parts.ts";

/** Everything that a sale talks to. */
interface ShopPorts {
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

export interface ShopWorld extends Parts {
  /** A connected shop whose products stand at Stripe. */
  newShop(products: readonly { name: string; stock: number | null; unitAmount?: number }[]): Promise<BareShop>;
}

export function useShops(): ShopWorld {
  const parts = useParts();
  const newShop: ShopWorld["newShop"] = async (products) => {
    const described = products.map(({ unitAmount = 1000, ...one }) => product(one.name, unitAmount, one));
    return shopOf(parts.database, await parts.newProject({ products: described }));
  };
  return Object.defineProperties({ newShop } as ShopWorld, Object.getOwnPropertyDescriptors(parts));
}

function shopOf(database: Database, { scope, account, client, clock, sync, reports, report }: PartsProject): BareShop {
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
