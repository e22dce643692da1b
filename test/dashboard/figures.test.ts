/** The figures, each counted by hand from rows that tests wrote. */
import { dashboardSchema } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { call, createProject, type TestProject, useWorld } from "../world/world.ts";
import { itemRow, movementRow, orderRow, type Rows, rowsOf, subscriptionRow } from "./rows.ts";

const world = useWorld();
const dayMs = 86_400_000;
const now = Date.UTC(2027, 4, 15, 12);
const today = Date.UTC(2027, 4, 15);
let rows: Rows;

beforeAll(async () => {
  rows = await rowsOf(world);
  await world.lab.setClock({ real: now, business: now, stopped: true });
});

async function dashboardOf({ secretKey }: TestProject, range = "month") {
  const answer = await call(world, `/api/dashboard?range=${range}`, { secretKey });
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  dashboardSchema.parse(answer.json);
  return answer.json;
}

describe("of a SaaS", () => {
  let project: TestProject;

  beforeAll(async () => {
    project = await createProject(world);
    await rows.put("subscriptions", [
      subscriptionRow(project, "sub_1", { net_amount: 1450 }),
      subscriptionRow(project, "sub_2", { interval: "year", net_amount: 24000, cancel_at: now + dayMs }),
      subscriptionRow(project, "sub_3", { status: "past_due" }),
      subscriptionRow(project, "sub_4", { status: "trialing" }),
      subscriptionRow(project, "sub_5", { status: "canceled" }),
      subscriptionRow(project, "sub_6", { status: "unpaid" }),
      subscriptionRow(project, "sub_7", { duplicate_of: "sub_1", user_id: "user of sub_1" }),
      subscriptionRow(project, "sub_8", { currency: "eur" }),
    ]);
    await rows.put("mrr_movements", [
      movementRow(project, "new", 2900 * 12, today - 40 * dayMs),
      movementRow(project, "new", 24000, today - 35 * dayMs, { subscription_id: "sub_2" }),
      movementRow(project, "new", 2900 * 12, today - 40 * dayMs, { subscription_id: "sub_5" }),
      movementRow(project, "contraction", -1450 * 12, today - 10 * dayMs),
      movementRow(project, "churn", -2900 * 12, today - 2 * dayMs, { subscription_id: "sub_5" }),
      movementRow(project, "reactivation", 2900 * 12, today, { subscription_id: "sub_3" }),
      movementRow(project, "expansion", 1200, today, { subscription_id: "sub_3", currency: "eur" }),
    ]);
    const day = today / dayMs;
    const usage = { project_id: project.projectId, mode: "test", seq: 1 };
    await rows.put("usage_days", [
      { ...usage, day, tier: "pro", shard: 0, count: 5 },
      { ...usage, day, tier: "pro", shard: 1, count: 7 },
      { ...usage, day: day - 1, tier: "free", shard: 0, count: 3 },
      { ...usage, day: day - 30, tier: "free", shard: 0, count: 1000 },
    ]);
  });

  test("recurring revenue is the sum of what happened, a twelfth of a yearly price, after discounts", async () => {
    const dashboard = await dashboardOf(project);
    // 1,450 after a discount, 24,000 a year, 2,900 that came back; the euros are not dollars.
    expect(dashboard).toMatchObject({ type: "saas", currency: "usd", mrr: 1450 + 2000 + 2900 });
    expect(dashboard.arpu).toBe(Math.round((1450 + 2000 + 2900) / 4));
  });

  test("paying, ending and trial subscriptions are told apart, and duplicates count nowhere", async () => {
    expect(await dashboardOf(project)).toMatchObject({ active: 4, canceling: 1, trialing: 1 });
  });

  test("churn counts who stopped paying, by those who paid when the range began", async () => {
    const { churn } = await dashboardOf(project);
    expect(churn).toEqual({ subscriptions: 1, amount: 2900, rate: 1 / 3 });
  });

  test("the series runs day by day to the end of today, and its movements make its revenue", async () => {
    const { series, from, to } = await dashboardOf(project);
    expect([series.length, from, to]).toEqual([30, "2027-04-16T00:00:00.000Z", "2027-05-16T00:00:00.000Z"]);
    const before = 2900 + 2000 + 2900;
    expect(series.map(({ mrr }: { mrr: number }) => mrr)).toEqual([
      ...Array(19).fill(before),
      ...Array(8).fill(before - 1450),
      ...Array(2).fill(before - 1450 - 2900),
      before - 1450,
    ]);
    expect(series.at(-1).movements).toEqual({ new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 2900 });
    expect(series.at(-3).movements).toMatchObject({ churn: 2900 });
    expect(series.at(-11).movements).toMatchObject({ contraction: 1450 });
  });

  test("usage is counted by day and by tier, over all shards", async () => {
    const { usage, series } = await dashboardOf(project);
    expect(usage).toEqual({ units: 15, byTier: { pro: 12, free: 3 } });
    expect(series.at(-1).usage).toEqual({ units: 12, byTier: { pro: 12 } });
    expect(series.at(-2).usage).toEqual({ units: 3, byTier: { free: 3 } });
  });

  test("a tier's revenue is of its paying subscriptions and makes the whole", async () => {
    const { tiers, mrr } = await dashboardOf(project);
    expect(tiers).toEqual([
      { name: "free", displayName: "free", subscriptions: 0, mrr: 0 },
      { name: "pro", displayName: "pro", subscriptions: 5, mrr },
    ]);
  });

  test.each([
    ["day", 1],
    ["week", 7],
    ["year", 12],
  ])("a %s has %i steps", async (range, steps) => {
    const { series } = await dashboardOf(project, range);
    expect(series.length).toBe(steps);
    expect(series.at(-1)).toMatchObject({ mrr: 1450 + 2000 + 2900 });
  });

  test("a year goes in calendar months, and each day is in one", async () => {
    const { series, usage } = await dashboardOf(project, "year");
    expect(series[0].start).toBe("2026-06-01T00:00:00.000Z");
    expect(series.at(-1).end).toBe("2027-06-01T00:00:00.000Z");
    expect(series.map(({ usage: of }: { usage: { units: number } }) => of.units).slice(-2)).toEqual([1000, 15]);
    expect(usage.units).toBe(1015);
  });

  test("a project in which nothing happened has zeros, and no average of nothing", async () => {
    expect(await dashboardOf(await createProject(world))).toMatchObject({
      ...{ active: 0, mrr: 0, arpu: null, churn: { subscriptions: 0, amount: 0, rate: null } },
    });
  });
});

describe("of a store", () => {
  let store: TestProject;

  beforeAll(async () => {
    const product = (name: string, stock: number | null) => ({ name, displayName: name, unitAmount: 1000, stock });
    const products = [product("mug", 3), product("print", 0), product("file", null)];
    store = await createProject(world, { type: "store", tiers: [], products });
    await rows.put("orders", [
      orderRow(store, "ord_1", { paid_at: today, amount_total: 2700 }),
      orderRow(store, "ord_2", { paid_at: today - dayMs, amount_total: 1000 }),
      orderRow(store, "ord_3", { paid_at: today - 60 * dayMs, amount_total: 5000 }),
      orderRow(store, "ord_4", { status: "pending", amount_total: 9000 }),
      orderRow(store, "ord_5", { paid_at: today, status: "paid_after_release", amount_total: 700 }),
      orderRow(store, "ord_6", { paid_at: today, currency: "eur", amount_total: 800 }),
    ]);
    await rows.put("order_items", [
      itemRow(store, "ord_1", "mug", { quantity: 2 }),
      itemRow(store, "ord_1", "print"),
      itemRow(store, "ord_2", "mug"),
      itemRow(store, "ord_3", "print", { quantity: 5 }),
      itemRow(store, "ord_4", "print", { quantity: 9 }),
      itemRow(store, "ord_5", "mug"),
    ]);
    const refund = "UPDATE orders SET amount_refunded = ?, updated_at = ? WHERE order_id = ?";
    await rows.run(refund, 400, today - 50 * dayMs, "ord_3");
    await rows.run(refund, 1000, today, "ord_3");
    await rows.run(refund, 300, today, "ord_1");
    await rows.run(refund, 200, today, "ord_1");
    await rows.run(refund, 700, today, "ord_5");
  });

  test("sales are what was paid in the range, and refunds what was given back in it, whenever it was paid", async () => {
    expect(await dashboardOf(store)).toMatchObject({
      ...{ type: "store", revenue: 3700, sales: 2, averageOrder: 1850, refunded: 600 + 200 },
    });
    expect(await dashboardOf(store, "year")).toMatchObject({ revenue: 8700, sales: 3, refunded: 1000 + 200 });
  });

  test("the series has each sale on its day", async () => {
    const { series } = await dashboardOf(store, "week");
    expect(series.slice(-2)).toMatchObject([
      { revenue: 1000, refunded: 0, sales: 1 },
      { revenue: 2700, refunded: 800, sales: 1 },
    ]);
  });

  test("best sellers are of orders that were paid", async () => {
    const { bestSellers } = await dashboardOf(store);
    expect(bestSellers).toEqual([
      { product: "mug", displayName: "mug", quantity: 3, revenue: 3000 },
      { product: "print", displayName: "print", quantity: 1, revenue: 1000 },
    ]);
  });

  test("stock lists what is tracked, the scarcest first", async () => {
    const { stock } = await dashboardOf(store);
    expect(stock).toEqual([
      { product: "print", displayName: "print", stock: 0, soldOut: true },
      { product: "mug", displayName: "mug", stock: 3, soldOut: false },
    ]);
  });
});

test("what belongs to another project or the other mode counts nowhere", async () => {
  const first = await createProject(world);
  const live = await createProject(world, { mode: "live" });
  await rows.put("mrr_movements", [movementRow(live, "new", 12_000, today)]);
  const other = { ...live, tenant: { ...live.tenant, mode: "test" as const } };
  await rows.put("mrr_movements", [movementRow(other, "new", 24_000, today)]);
  expect(await dashboardOf(live)).toMatchObject({ mrr: 1000 });
  expect(await dashboardOf(first)).toMatchObject({ mrr: 0 });
});
