/** Buying over HTTP: what is reserved, what is sold, what goes back. */
import { describe, expect, test } from "vitest";
import { call } from "../world/world.ts";
import { useStore } from "./use-store.ts";

describe("buying", () => {
  const { world, newShop, settle, database } = useStore();
  const minuteMs = 60_000;

  test("holds what is in the cart from the first moment, and sells it once it is paid", async () => {
    const shop = await newShop([{ name: "mug", stock: 5, unitAmount: 1800 }]);
    const { status, json } = await shop.buy([{ product: "mug", quantity: 2 }]);
    expect([status, json.url]).toEqual([200, expect.stringContaining(json.sessionId)]);
    expect(await shop.stockOf("mug")).toBe(3);
    expect(await shop.order(json.orderId)).toMatchObject({ status: "pending", amountTotal: 3600, paidAt: null });

    expect((await shop.pay(json.sessionId)).status).toBe(200);
    await settle();
    expect(await shop.order(json.orderId)).toMatchObject({
      status: "paid",
      email: "buyer@example.com",
      customerId: null,
      amountTotal: 3600,
      amountRefunded: 0,
      items: [{ product: "mug", displayName: "mug", quantity: 2, unitAmount: 1800, refundedQuantity: 0 }],
      paidAt: expect.any(String),
    });
    expect(await shop.stockOf("mug")).toBe(3);
  });

  test("adds up the lines of a product before it looks at the stock", async () => {
    const shop = await newShop([{ name: "mug", stock: 3 }]);
    const answer = await shop.buy([
      { product: "mug", quantity: 2 },
      { product: "mug", quantity: 2 },
    ]);
    expect(answer.status).toBe(409);
    expect(answer.json).toMatchObject({
      code: "sold_out",
      lines: [{ product: "mug", requested: 4, available: 3 }],
    });
    expect(await shop.stockOf("mug")).toBe(3);
  });

  test("takes nothing of a cart that can't be had as a whole", async () => {
    const shop = await newShop([
      { name: "mug", stock: 3 },
      { name: "print", stock: 1 },
    ]);
    const answer = await shop.buy([
      { product: "mug", quantity: 1 },
      { product: "print", quantity: 2 },
    ]);
    expect(answer.json.lines).toEqual([{ product: "print", requested: 2, available: 1 }]);
    expect(await shop.stockOf("mug")).toBe(3);
    expect(await database("SELECT * FROM orders WHERE project_id = ?", shop.projectId)).toEqual([]);
  });

  test("gives everything back when the session expires, once", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 4 }]);
    await world.clock.advanceTo(world.clock.now() + 40 * minuteMs);
    expect(await shop.order(json.orderId)).toMatchObject({ status: "expired" });
    expect(await shop.stockOf("mug")).toBe(5);
    await world.clock.advanceTo(world.clock.now() + 40 * minuteMs);
    expect(await shop.stockOf("mug")).toBe(5);
  });

  test("gives back what Stripe refused to sell, at once", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    const { faults } = world.providers.stripe.sandbox;
    faults.add({ match: "POST /v1/checkout/sessions", kind: "card_declined", times: 1 });
    const answer = await shop.buy([{ product: "mug", quantity: 1 }]);
    expect([answer.status, answer.json.code]).toEqual([502, "provider_refused"]);
    expect(await shop.stockOf("mug")).toBe(5);
    expect((await shop.ask("/api/orders")).json.data).toMatchObject([{ status: "failed" }]);
  });

  test("takes nothing off the stock for a cart that Stripe would not charge", async () => {
    const shop = await newShop([{ name: "sticker", stock: 5, unitAmount: 20 }]);
    const buy = (quantity: number) => shop.buy([{ product: "sticker", quantity }]);
    const refused = await buy(2);
    expect([refused.status, refused.json.code, refused.json.issues[0].path]).toEqual([
      422,
      "validation_failed",
      "body.items",
    ]);
    expect((await shop.ask("/api/orders")).json.data).toEqual([]);
    expect((await buy(3)).status).toBe(200);
  });

  test("ships nothing before a debit has settled, and sells when it has", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }]);
    expect((await shop.pay(json.sessionId, "pm_usBankAccount_success")).status).toBe(200);
    await settle();
    expect(await shop.order(json.orderId)).toMatchObject({ status: "processing", paidAt: null });
    await world.clock.advanceTo(world.clock.now() + 5 * 24 * 60 * minuteMs);
    expect(await shop.order(json.orderId)).toMatchObject({ status: "paid" });
    expect(await shop.stockOf("mug")).toBe(4);
  });

  test("gives back what a debit that bounced was for", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }]);
    await shop.pay(json.sessionId, "pm_usBankAccount_insufficientFunds");
    await world.clock.advanceTo(world.clock.now() + 5 * 24 * 60 * minuteMs);
    expect(await shop.order(json.orderId)).toMatchObject({ status: "failed", amountRefunded: 0 });
    expect(await shop.stockOf("mug")).toBe(5);
  });

  test("asks where to ship what is shipped, and keeps it with the order", async () => {
    const shop = await newShop([{ name: "mug", stock: 5, shippable: true }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }], {}, { userId: "ada" });
    expect((await shop.pay(json.sessionId)).status).toBe(400);
    const paid = await shop.pay(json.sessionId, "pm_card_visa", {
      phone: "+4930123456",
      "shipping[name]": "Ada L",
      "shipping[address][line1]": "Street 1",
      "shipping[address][city]": "Berlin",
      "shipping[address][postal_code]": "10115",
      "shipping[address][country]": "DE",
    });
    expect(paid.status).toBe(200);
    await settle();
    expect(await shop.order(json.orderId)).toMatchObject({
      status: "paid",
      customerId: "ada",
      phone: "+4930123456",
      shippingAddress: { name: "Ada L", line1: "Street 1", city: "Berlin", country: "DE", state: null },
    });
  });

  test("does not learn again from Stripe what was erased of its buyer", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    await shop.ask("/api/customers", { method: "POST", body: { id: "ada", email: "ada@example.com" } });
    const { json } = await shop.buy([{ product: "mug", quantity: 2 }], {}, { userId: "ada" });
    await shop.pay(json.sessionId);
    await settle();
    expect((await shop.order(json.orderId)).email).toBe("ada@example.com");
    expect((await shop.ask("/api/customers/ada", { method: "DELETE" })).status).toBe(200);
    await shop.ask(`/api/orders/${json.orderId}/refund`, { method: "POST", body: { amount: 500 } });
    await settle();
    const order = await shop.order(json.orderId);
    expect(order).toMatchObject({ status: "partially_refunded", amountRefunded: 500, email: null, phone: null });
    expect(order.customerId).not.toBe("ada");
  });

  test("shows the thank-you page nothing personal", async () => {
    const shop = await newShop([{ name: "mug", stock: 5, unitAmount: 700 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }], { email: "ada@example.com" });
    const { publishableKey } = shop;
    const answer = await call(world, `/api/orders/by-session/${json.sessionId}`, { publishableKey });
    expect(answer.json).toEqual({
      status: "pending",
      items: [{ product: "mug", displayName: "mug", quantity: 1, unitAmount: 700 }],
      amountTotal: 700,
      currency: "usd",
    });
    const other = await newShop([]);
    const foreign = await call(world, `/api/orders/by-session/${json.sessionId}`, {
      publishableKey: other.publishableKey,
    });
    expect(foreign.status).toBe(404);
  });
});
