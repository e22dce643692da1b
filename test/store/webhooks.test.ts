/** Orders come out right however Stripe's news of them arrives: doubled, dropped, shuffled or not at all. */
import { afterEach, describe, expect, test } from "vitest";
import { type Shop, useStore } from "./use-store.ts";

describe("news of orders", { timeout: 120_000 }, () => {
  const { world, newShop, settle, database } = useStore();
  const minuteMs = 60_000;
  const postOffice = () => world.providers.stripe.sandbox.postOffice;
  const rules = (change: object) => {
    postOffice().rules = { ...postOffice().rules, ...change };
  };
  afterEach(() => {
    rules({ isHeld: false, isShuffled: false, isDuplicated: false, dropsFirst: false });
  });

  /** Some are paid, some partly refunded, some ended, some left. */
  async function sellSome(shop: Shop) {
    const orders: string[] = [];
    for (let index = 0; index < 8; index += 1) {
      const { json } = await shop.buy([{ product: "mug", quantity: 1 }]);
      orders.push(json.orderId);
      if (index % 4 === 3) continue;
      if (index % 4 === 2) await shop.stripe("POST", `/v1/checkout/sessions/${json.sessionId}/expire`);
      else await shop.pay(json.sessionId);
      if (index % 4 === 1) {
        const { payment_intent } = await shop.stripe("GET", `/v1/checkout/sessions/${json.sessionId}`);
        await shop.stripe("POST", "/v1/refunds", { payment_intent: payment_intent ?? "", amount: "400" });
      }
    }
    return orders;
  }

  const wanted = [
    "paid",
    "partially_refunded",
    "expired",
    "expired",
    "paid",
    "partially_refunded",
    "expired",
    "expired",
  ];

  async function expectSold(shop: Shop, orders: readonly string[]) {
    const statuses = await Promise.all(orders.map(async (orderId) => (await shop.order(orderId)).status));
    expect(statuses).toEqual(wanted);
    expect(await shop.stockOf("mug")).toBe(16);
  }

  test("that is doubled, shuffled and dropped at first changes nothing twice", async () => {
    rules({ isShuffled: true, isDuplicated: true, dropsFirst: true, retryDelaysMs: [10, 20, 40] });
    const shop = await newShop([{ name: "mug", stock: 20 }]);
    const orders = await sellSome(shop);
    await world.providers.stripe.sandbox.postOffice.drain({ withinMs: 2000 });
    await world.clock.advanceTo(world.clock.now() + 40 * minuteMs);
    await world.providers.stripe.sandbox.postOffice.drain({ withinMs: 2000 });
    await expectSold(shop, orders);
  });

  test("that never arrives is found out by the sweep", async () => {
    rules({ isHeld: true });
    const shop = await newShop([{ name: "mug", stock: 20 }]);
    const orders = await sellSome(shop);
    await world.clock.advanceTo(world.clock.now() + 40 * minuteMs);
    await expectSold(shop, orders);
  });

  test("of a payment after the stock was given back refunds it and tells the developer, once", async () => {
    const shop = await newShop([{ name: "mug", stock: 1 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }]);
    // As if Stripe had said for sure that there is no session, and was wrong.
    await database("UPDATE orders SET status = 'failed', is_reserved = 0 WHERE order_id = ?", json.orderId);
    await shop.pay(json.sessionId);
    await settle();
    await world.clock.advanceTo(world.clock.now() + minuteMs);
    expect(await shop.order(json.orderId)).toMatchObject({
      status: "paid_after_release",
      amountTotal: 1000,
      amountRefunded: 1000,
    });
    const { data } = (await shop.stripe("GET", "/v1/refunds")) as unknown as { data: { amount: number }[] };
    expect(data.map(({ amount }) => amount)).toEqual([1000]);
    const notices = await database("SELECT kind, topic FROM notices WHERE platform_id = ?", shop.platformId);
    expect(notices).toEqual([{ kind: "order_paid_after_release", topic: json.orderId }]);
    expect(await shop.stockOf("mug")).toBe(0);
  });

  test("about our ids on another developer's account changes nothing of ours", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    const other = await newShop([{ name: "cheap", stock: 9, unitAmount: 100 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }]);
    await database("UPDATE orders SET session_id = NULL WHERE order_id = ?", json.orderId);
    await other.buy([{ product: "cheap", quantity: 1 }]);
    const { json: products } = await other.ask("/api/products");
    const forged = await other.stripe("POST", "/v1/checkout/sessions", {
      mode: "payment",
      success_url: "https://other.example",
      client_reference_id: json.orderId,
      "metadata[dream_api_order]": json.orderId,
      "line_items[0][price]": products.data[0].priceId,
      "line_items[0][quantity]": "1",
    });
    expect((await other.pay(forged.id ?? "")).status).toBe(200);
    await settle();
    expect((await shop.order(json.orderId)).status).toBe("pending");
  });
});
