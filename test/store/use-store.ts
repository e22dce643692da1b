/** Shops over HTTP: a store project whose developer has a Stripe account connected, and buyers who pay or do not. */
import { randomBytes } from "node:crypto";
import type { StackOptions } from "../../scripts/local/stack.ts";
import { useWholeWorld, type WholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, call, createProject, type TestProject } from "../world/world.ts";

interface TestProduct {
  readonly name: string;
  readonly unitAmount?: number;
  readonly stock: number | null;
  readonly shippable?: boolean;
}

export interface Line {
  readonly product?: string;
  readonly priceId?: string;
  readonly quantity: number;
}

type Form = Record<string, string>;

export interface Shop extends TestProject {
  readonly account: string;
  /** One call to api-multi with the secret key. */
  ask(path: string, request?: ApiCall): Promise<ApiAnswer>;
  buy(items: readonly Line[], more?: Record<string, unknown>, request?: ApiCall): Promise<ApiAnswer>;
  /** The buyer on Stripe's page. */
  pay(sessionId: string, paymentMethod?: string, form?: Form): Promise<Response>;
  /** A call to Stripe by the shop's owner. */
  stripe(method: "GET" | "POST", path: string, form?: Form): Promise<Record<string, never>>;
  stockOf(product: string): Promise<number | null>;
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
  order(orderId: string): Promise<any>;
}

export interface StoreWorld {
  readonly world: WholeWorld;
  newShop(products: readonly TestProduct[], mode?: "test" | "live"): Promise<Shop>;
  /** Runs SQL on the Workers' own D1. */
  database(sql: string, ...values: unknown[]): Promise<Record<string, unknown>[]>;
  /** Until Stripe has told all that it has to tell. */
  settle(): Promise<void>;
}

const apiWorker = "dream-api-multi";

export function useStore(options: Partial<StackOptions> = {}): StoreWorld {
  const world = useWholeWorld(options);

  const database: StoreWorld["database"] = (sql, ...values) => runSql(world, sql, values);

  async function newShop(products: readonly TestProduct[], mode: "test" | "live" = "test"): Promise<Shop> {
    const project = await createProject(world, {
      type: "store",
      mode,
      tiers: [],
      products: products.map(({ unitAmount = 1000, ...product }) => {
        return { displayName: product.name, unitAmount, ...product };
      }),
    });
    const account = await connectShop(world, project);
    return { ...project, account, ...shopOf(world, project, account) };
  }

  return {
    world,
    database,
    newShop,
    async settle() {
      await world.providers.stripe.sandbox.postOffice.drain();
    },
  };
}

async function runSql(world: WholeWorld, sql: string, values: unknown[]): Promise<Record<string, unknown>[]> {
  const d1 = await world.stack.miniflare.getD1Database("DB", apiWorker);
  const { results } = await d1
    .prepare(sql)
    .bind(...values)
    .all();
  return results as Record<string, unknown>[];
}

/** Connects a Stripe account of its own to a project's owner. @returns the account's id */
export async function connectShop(world: WholeWorld, { platformId, tenant: { mode } }: TestProject): Promise<string> {
  const { accounts, clock } = world.providers.stripe.sandbox;
  const { id: account } = accounts.create(() => `acct_${randomBytes(8).toString("hex")}`, clock.now());
  accounts.connect({ account, livemode: mode === "live", scope: "read_write", code: "" });
  await runSql(
    world,
    `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
     VALUES (?, ?, ?, 'read_write', 'connected', 0)`,
    [platformId, mode, account],
  );
  return account;
}

/** Sells a cart of a connected project, and waits until the order knows that it is paid. */
export async function sell(world: WholeWorld, project: TestProject, items: readonly Line[]) {
  const [connection] = await runSql(
    world,
    "SELECT stripe_account_id AS account FROM stripe_connections WHERE platform_id = ?",
    [project.platformId],
  );
  const shop = shopOf(world, project, String(connection?.account));
  const { json } = await shop.buy(items);
  await shop.pay(json.sessionId);
  await world.providers.stripe.sandbox.postOffice.drain();
  return { orderId: String(json.orderId), sessionId: String(json.sessionId) };
}

type ShopMethods = Omit<Shop, keyof TestProject | "account">;

function shopOf(world: WholeWorld, { secretKey, tenant }: TestProject, account: string): ShopMethods {
  const stripeKey = () => world.providers.stripe.sandbox.accounts.platform.secretKey[tenant.mode];

  async function askStripe(method: "GET" | "POST", path: string, form?: Form): Promise<Response> {
    return fetch(world.providers.stripe.url + path, {
      method,
      headers: { Authorization: `Bearer ${stripeKey()}`, "Stripe-Account": account },
      ...(form ? { body: new URLSearchParams(form) } : {}),
    });
  }

  const ask: Shop["ask"] = (path, request = {}) => call(world, path, { secretKey, ...request });
  return {
    ask,
    buy: (items, more = {}, request = {}) =>
      call(world, "/api/cart/checkout", { secretKey, body: { items, ...more }, ...request }),
    pay: (sessionId, paymentMethod = "pm_card_visa", form = {}) =>
      askStripe("POST", `/v1/payment_pages/${sessionId}/confirm`, {
        payment_method: paymentMethod,
        email: "buyer@example.com",
        ...form,
      }),
    async stripe(method, path, form) {
      const answer = await askStripe(method, path, form);
      return (await answer.json()) as Record<string, never>;
    },
    async stockOf(product) {
      const { json } = await ask("/api/products?limit=100");
      return json.data.find(({ name }: { name: string }) => name === product).stock;
    },
    async order(orderId) {
      return (await ask(`/api/orders/${orderId}`)).json;
    },
  };
}
