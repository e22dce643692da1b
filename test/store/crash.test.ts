/** A sale that dies or loses an answer anywhere is made whole by the sweep: nothing is lost, doubled or paid twice. */
import { buy, ProviderFailure, refundOrder, sweepOrders, sweepRefunds } from "@dream-api/domain";
import { expect, test } from "vitest";
import { type Disturbance, disturb } from "../world/disturb.ts";
import { patienceMs, pointsOf } from "../world/points.ts";
import { countStock, findErrors, readOrders } from "./books.ts";
import { type BareShop, type ShopDependencies, useShops } from "./use-shop.ts";

const world = useShops();
const minuteMs = 60_000;

const cart = {
  items: [{ product: "mug", quantity: 2 }],
  userId: null,
  browserHash: null,
  ownOrigin: "https://api.example.com",
};

async function sweep({ deps }: BareShop, replaced: ShopDependencies = deps()) {
  await sweepOrders(replaced);
  await sweepRefunds({ ...replaced, due: replaced.dueRefunds });
}

/** Time goes on, and the cron runs. */
async function letItEnd(shop: BareShop) {
  for (const minutes of [3, 20, 20, 20]) {
    world.advance(minutes * minuteMs);
    await sweep(shop);
  }
}

async function openOrder(shop: BareShop) {
  const { orderId, sessionId } = await buy(shop.scope, cart, shop.deps());
  return { orderId, sessionId };
}

async function pay(shop: BareShop, sessionId: string) {
  const form = { payment_method: "pm_card_visa", email: "ada@example.com" };
  await world.ask(shop.account, "POST", `/v1/payment_pages/${sessionId}/confirm`, form);
}

type Story = (shop: BareShop, deps: (shop: BareShop) => ShopDependencies) => Promise<unknown>;

const stories: Record<string, Story> = {
  "a purchase": (shop, deps) => buy(shop.scope, cart, deps(shop)),
  async "the sweep of an abandoned order"(shop, deps) {
    await openOrder(shop);
    world.advance(40 * minuteMs);
    await sweep(shop, deps(shop));
  },
  async "the sweep of a purchase whose answer was lost"(shop, deps) {
    const lost = disturb(shop.ports, "payments", { at: 0, when: "after", what: "lost" });
    await buy(shop.scope, cart, shop.deps(lost.ports)).catch(() => undefined);
    world.advance(3 * minuteMs);
    await sweep(shop, deps(shop));
  },
  async "the sweep of a paid order that nobody told us of"(shop, deps) {
    const { sessionId } = await openOrder(shop);
    await pay(shop, sessionId);
    world.advance(40 * minuteMs);
    await sweep(shop, deps(shop));
  },
  async "a refund with its items"(shop, deps) {
    const { orderId, sessionId } = await openOrder(shop);
    await pay(shop, sessionId);
    world.advance(40 * minuteMs);
    await sweep(shop);
    const items = [{ product: "mug", quantity: 1 }];
    await refundOrder(shop.scope, orderId, { items, restock: true }, "key", deps(shop));
  },
};

/** How a story goes, disturbed or not, and what the books say when all is over. */
async function tell(story: Story, disturbance: Disturbance | null) {
  const shop = await world.newShop([{ name: "mug", stock: 10 }]);
  const watched: { calls: string[]; callsToStripe: string[] }[] = [];
  const deps = () => {
    const disturbed = disturb(shop.ports, "payments", disturbance);
    watched.push(disturbed);
    return shop.deps(disturbed.ports);
  };
  await story(shop, deps).catch(() => undefined);
  expect(await countStock(world, shop)).toEqual({ mug: 10 });
  await letItEnd(shop);
  return {
    shop,
    calls: watched.flatMap(({ calls }) => calls),
    callsToStripe: watched.flatMap(({ callsToStripe }) => callsToStripe),
  };
}

test.each(Object.keys(stories))("%s may die or lose an answer at every call", { timeout: patienceMs }, async (name) => {
  const story = stories[name] as Story;
  const undisturbed = await tell(story, null);
  expect(undisturbed.calls.length).toBeGreaterThan(1);
  for (const { disturbance, where } of pointsOf(undisturbed)) {
    const { shop } = await tell(story, disturbance);
    expect([where, await countStock(world, shop)]).toEqual([where, { mug: 10 }]);
    expect([where, await findErrors(world, shop)]).toEqual([where, []]);
    expect((await readOrders(world, shop)).length).toBeLessThanOrEqual(1);
  }
});

const unavailable = async () => {
  throw new ProviderFailure("stripe", { call: "anything", kind: "unavailable" });
};

test("items are held as long as nobody knows what became of the purchase", async () => {
  const shop = await world.newShop([{ name: "mug", stock: 10 }]);
  const lost = disturb(shop.ports, "payments", { at: 0, when: "after", what: "lost" });
  await expect(buy(shop.scope, cart, shop.deps(lost.ports))).rejects.toThrow(ProviderFailure);
  const silent = { ...shop.ports.payments, createSession: unavailable, findSession: unavailable };
  for (const minutes of [3, 20]) {
    world.advance(minutes * minuteMs);
    await sweep(shop, shop.deps({ payments: silent }));
    expect(await readOrders(world, shop)).toMatchObject([{ status: "pending", isReserved: 1 }]);
  }
  const { data } = await world.ask(shop.account, "GET", "/v1/checkout/sessions");
  await pay(shop, data[0].id);
  await letItEnd(shop);
  expect(await readOrders(world, shop)).toMatchObject([{ status: "paid" }]);
  expect(await findErrors(world, shop)).toEqual([]);
});

test("items of a call that Stripe answers with its error again go back when no session can be open any more", async () => {
  const shop = await world.newShop([{ name: "mug", stock: 10 }]);
  world.addFault({ match: "POST /v1/checkout/sessions", kind: "server_error", times: 1 });
  await expect(buy(shop.scope, cart, shop.deps())).rejects.toThrow(ProviderFailure);
  for (const minutes of [3, 30, 5]) {
    world.advance(minutes * minuteMs);
    await sweep(shop);
    expect(await readOrders(world, shop)).toMatchObject([{ status: "pending", isReserved: 1 }]);
  }
  world.advance(10 * minuteMs);
  await sweep(shop);
  expect(await readOrders(world, shop)).toMatchObject([{ status: "failed", isReserved: 0 }]);
  expect(await countStock(world, shop)).toEqual({ mug: 10 });
});
