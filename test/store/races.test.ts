/** What happens at the same moment happens once: news, sweeps and refunds about one order. */
import { buy, orderSessionHandler, refundOrder, sweepOrders } from "@dream-api/domain";
import { expect, test } from "vitest";
import { countStock, findErrors, readOrders } from "./books.ts";
import { type BareShop, useShops } from "./use-shop.ts";

const world = useShops();
const minuteMs = 60_000;

async function openOrder(shop: BareShop) {
  const cart = {
    items: [{ product: "mug", quantity: 3 }],
    userId: null,
    browserHash: null,
    ownOrigin: "https://a.example",
  };
  return buy(shop.scope, cart, shop.deps());
}

async function hear(shop: BareShop, sessionId: string): Promise<void> {
  const object = {
    stripeAccountId: shop.account,
    mode: "test",
    type: "checkout_session",
    objectId: sessionId,
  } as const;
  const handler = orderSessionHandler(shop.deps());
  while ((await handler(object)) === "lost_race");
}

const pay = (shop: BareShop, sessionId: string) =>
  world.ask(shop.account, "POST", `/v1/payment_pages/${sessionId}/confirm`, {
    payment_method: "pm_card_visa",
    email: "ada@example.com",
  });

const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, i) => make(i));

test("an expired order gives its items back once, however many find out at once", async () => {
  const shop = await world.newShop([{ name: "mug", stock: 10 }]);
  const { sessionId } = await openOrder(shop);
  world.advance(45 * minuteMs);
  await Promise.all([...times(8, () => hear(shop, sessionId)), ...times(4, () => sweepOrders(shop.deps()))]);
  expect(await countStock(world, shop)).toEqual({ mug: 10 });
  expect(await readOrders(world, shop)).toMatchObject([{ status: "expired", isReserved: 0 }]);
});

test("an order is paid once, however many hear of it at once", async () => {
  const shop = await world.newShop([{ name: "mug", stock: 10 }]);
  const { sessionId } = await openOrder(shop);
  await pay(shop, sessionId);
  await Promise.all(times(8, () => hear(shop, sessionId)));
  expect(await countStock(world, shop)).toEqual({ mug: 10 });
  expect(await findErrors(world, shop)).toEqual([]);
});

test("refunds at once give back no more than was paid, and one key gives back once", async () => {
  const shop = await world.newShop([{ name: "mug", stock: 10 }]);
  const { sessionId, orderId } = await openOrder(shop);
  await pay(shop, sessionId);
  await hear(shop, sessionId);
  const refund = (key: string) =>
    refundOrder(shop.scope, orderId, { items: [{ product: "mug", quantity: 1 }], restock: true }, key, shop.deps());
  const settled = await Promise.allSettled(times(10, (index) => refund(`key ${index % 5}`)));
  expect(settled.some(({ status }) => status === "fulfilled")).toBe(true);
  for (let index = 0; index < 5; index += 1) await refund(`key ${index}`).catch(() => undefined);
  await hear(shop, sessionId);
  expect(await countStock(world, shop)).toEqual({ mug: 10 });
  expect(await readOrders(world, shop)).toMatchObject([{ status: "refunded", amountRefunded: 3000 }]);
  expect(await findErrors(world, shop)).toEqual([]);
});
