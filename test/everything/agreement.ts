/** What has to hold when everything is over: Stripe, D1, the Meter and the dashboard say the same. */
import { openDatabase } from "@dream-api/storage";
import { countStock, findErrors } from "../store/books.ts";
import { databaseOf } from "../world/hear.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import type { Tenant } from "./tenant.ts";

// biome-ignore lint/suspicious/noExplicitAny: as the wire shows it.
type Wire = any;

/** @returns what is wrong */
export async function findDisagreements(world: WholeWorld, tenant: Tenant): Promise<string[]> {
  return [
    ...(await subscriptionErrors(tenant)),
    ...(await usageErrors(world, tenant)),
    ...(await storeErrors(world, tenant)),
  ];
}

async function subscriptionErrors({ saas, known }: Tenant): Promise<string[]> {
  const errors: string[] = [];
  const must = (holds: boolean, error: string) => void (holds || errors.push(error));
  const all: Wire[] = await saas.subscriptions();
  const rows = await saas.rows("subscriptions");
  const tiers = new Map((await saas.rows("prices")).map((row) => [row.stripe_price_id, row.name]));
  must(rows.length === all.length, `${rows.length} rows of ${all.length} subscriptions`);
  for (const { id, status, items } of all) {
    const row = rows.find((one) => one.subscription_id === id);
    const tier = tiers.get(items.data[0].price.id);
    must(row?.status === status, `${id} is ${status} at Stripe and ${row?.status} here`);
    must(row?.tier === tier, `${id} is for ${tier} at Stripe and ${row?.tier} here`);
    must(row?.duplicate_of === null, `${id} was one too many`);
  }
  const earning = all.filter(({ status }) => status === "active" || status === "past_due");
  const monthly = earning.reduce((sum, { items }) => sum + items.data[0].price.unit_amount, 0);
  const { json } = await saas.asServer("/api/dashboard?range=year");
  must(json.mrr === monthly, `the dashboard earns ${json.mrr}, Stripe ${monthly}`);
  must(json.active === earning.length, `the dashboard has ${json.active} active of ${earning.length}`);
  for (const userId of known.users) {
    const own = all.filter(({ status, metadata }) => status !== "canceled" && metadata.dream_api_user === userId);
    must(own.length <= 1, `${userId} pays ${own.length} times`);
    if (known.erased.has(userId)) {
      must(own.length === 0, `${userId} was erased and pays`);
      continue;
    }
    const paid = own.find(({ status }) => status === "active" || status === "trialing");
    // With a failed payment it depends on how long ago that was.
    if (own.length > 0 && !paid) continue;
    const wanted = paid ? tiers.get(paid.items.data[0].price.id) : "free";
    const found = await saas.tierOf(userId);
    must(found === wanted, `${userId} is on ${found} and pays for ${wanted}`);
  }
  return [...errors, ...(await privacyErrors(saas, all, known))];
}

async function privacyErrors(saas: Tenant["saas"], all: Wire[], { users, erased }: Tenant["known"]): Promise<string[]> {
  const { data: listed } = (await saas.asServer("/api/subscriptions?limit=100")).json;
  const { data: customers } = (await saas.asServer("/api/customers?limit=100")).json;
  const own = new Set(all.map(({ id }) => id));
  const isAlien = ({ id }: Wire) => !users.has(id) || erased.has(id);
  return [
    ...listed.filter(({ id }: Wire) => !own.has(id)).map(({ id }: Wire) => `${id} is another tenant's subscription`),
    ...customers.filter(isAlien).map(({ id }: Wire) => `${id} is nobody's customer here`),
  ];
}

async function usageErrors(world: WholeWorld, { saas, known }: Tenant): Promise<string[]> {
  const name = { projectId: saas.projectId, mode: "test" } as const;
  await world.lab.flush(name);
  const { days } = await world.lab.readDatabaseUsage(name);
  const stored = days.reduce((sum, { count }) => sum + count, 0);
  const [inMeter, inDatabase] = [await world.lab.readMeterUsage(name), await world.lab.readDatabaseUsage(name)];
  const isDifferent = inMeter.counts.some(({ userId, anchor, periodStart, count }) => {
    const row = inDatabase.counts.find(
      (one) => one.userId === userId && one.anchor === anchor && one.periodStart === periodStart,
    );
    return count > 0 && row?.count !== count;
  });
  return [
    ...(stored === known.units ? [] : [`${known.units} units were allowed and ${stored} are counted`]),
    ...(isDifferent ? ["the Meter and D1 count differently"] : []),
  ];
}

async function storeErrors(world: WholeWorld, { account, store, known, saas, inStore }: Tenant): Promise<string[]> {
  const database = openDatabase((await databaseOf(world)) as never);
  const list = async (_account: string, path: string) => {
    const { data } = await saas.atStripe(`/v1/${path}?limit=100`);
    if (path !== "charges") return data.filter(({ mode }: Wire) => mode === "payment");
    return data.filter(({ metadata }: Wire) => metadata !== undefined);
  };
  const shop = { scope: { projectId: store.projectId, mode: "test" }, account } as never;
  const parts = { database, list } as never;
  const counted = await countStock(parts, shop);
  const { json: listed } = await inStore("/api/orders?limit=100");
  const { json: dashboard } = await inStore("/api/dashboard?range=year");
  const ids = new Set(known.orders.map(({ orderId }) => orderId));
  const sold = listed.data.filter(({ paidAt }: Wire) => paidAt !== null);
  const revenue = sold.reduce((sum: number, { amountTotal }: Wire) => sum + amountTotal, 0);
  const refunded = sold.reduce((sum: number, { amountRefunded }: Wire) => sum + amountRefunded, 0);
  const alien = listed.data.filter(({ id, status }: Wire) => !ids.has(id) && !["expired", "failed"].includes(status));
  return [
    ...(await findErrors(parts, shop)),
    ...(JSON.stringify(counted) === JSON.stringify(known.stock)
      ? []
      : [`free, held and sold are ${JSON.stringify(counted)} of ${JSON.stringify(known.stock)}`]),
    ...(dashboard.revenue === revenue
      ? []
      : [`the dashboard sold for ${dashboard.revenue}, the orders for ${revenue}`]),
    ...(dashboard.refunded === refunded
      ? []
      : [`the dashboard refunded ${dashboard.refunded}, the orders ${refunded}`]),
    ...alien.map(({ id }: Wire) => `${id} is an order that nobody was told of`),
  ];
}
