/** A developer with a SaaS and a store on one Stripe account, and what is plainly known of both. */
import { connectAccount, newDeveloper, newProject, withKey } from "../catalogue/catalogue-world.ts";
import { openShop, type Shop } from "../subscriptions/subscription-world.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, call } from "../world/world.ts";

const initialStock = { mug: 4, print: 2 };
export type Product = keyof typeof initialStock;

interface KnownOrder {
  readonly orderId: string;
  readonly sessionId: string;
}

export interface Tenant {
  readonly saas: Shop;
  readonly store: { readonly projectId: string; readonly secretKey: string };
  readonly account: string;
  /** What we were told and did, and nothing else. */
  readonly known: {
    readonly pages: string[];
    readonly orders: KnownOrder[];
    readonly stock: Record<Product, number>;
    readonly users: Set<string>;
    readonly erased: Set<string>;
    /** Units that were allowed. */
    units: number;
  };
  inStore(path: string, body?: object, key?: string): Promise<ApiAnswer>;
}

export async function newTenant(world: WholeWorld): Promise<Tenant> {
  const developer = await newDeveloper(world);
  const account = await connectAccount(world, developer);
  const products = Object.entries(initialStock).map(([name, stock]) => {
    return { name, displayName: name, unitAmount: 1000, stock };
  });
  const saas = await openShop(world, developer, account);
  const store = await newProject(world, developer, { name: "A shop", projectType: "store", products });
  const synced = await withKey(world, store, "/sync", { body: {} });
  if (synced.status !== 200) throw new Error(synced.text);
  return {
    saas,
    store,
    account,
    known: { pages: [], orders: [], stock: { ...initialStock }, users: new Set(), erased: new Set(), units: 0 },
    inStore: (path, body, key) =>
      call(world, path, {
        secretKey: store.secretKey,
        ...(body === undefined ? {} : { body }),
        ...(key === undefined ? {} : { idempotencyKey: key }),
      }),
  };
}
