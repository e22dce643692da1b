/** Giving money back over HTTP: in parts, by items, all of it, and never twice. */
import { describe, expect, test } from "vitest";
import { type Line, type Shop, useStore } from "./use-store.ts";

describe("refunds", () => {
  const { world, newShop, settle } = useStore();

  async function paidOrder(lines: readonly Line[] = [{ product: "mug", quantity: 3 }], more: object = {}) {
    const shop = await newShop([
      { name: "mug", stock: 10, unitAmount: 1000 },
      { name: "print", stock: 10, unitAmount: 500 },
    ]);
    const { json } = await shop.buy(lines, { ...more });
    await shop.pay(json.sessionId);
    await settle();
    expect((await shop.order(json.orderId)).status).toBe("paid");
    return { shop, orderId: json.orderId as string };
  }

  const refund = (shop: Shop, orderId: string, body: object, idempotencyKey?: string) =>
    shop.ask(`/api/orders/${orderId}/refund`, {
      method: "POST",
      body,
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
    });

  const refundsAtStripe = async (shop: Shop) => {
    const { data } = (await shop.stripe("GET", "/v1/refunds?limit=100")) as unknown as { data: { amount: number }[] };
    return data.map(({ amount }) => amount).sort((left, right) => left - right);
  };

  test("gives an amount back, then what is left", async () => {
    const { shop, orderId } = await paidOrder();
    const part = await refund(shop, orderId, { amount: 700 });
    expect(part.json).toMatchObject({ status: "partially_refunded", amountRefunded: 700 });
    const rest = await refund(shop, orderId, {});
    expect(rest.json).toMatchObject({ status: "refunded", amountRefunded: 3000 });
    await settle();
    expect(await shop.order(orderId)).toMatchObject({ status: "refunded", amountRefunded: 3000 });
    expect(await refundsAtStripe(shop)).toEqual([700, 2300]);
    expect(await shop.stockOf("mug")).toBe(7);
    expect((await refund(shop, orderId, {})).json.code).toBe("order_not_refundable");
  });

  test("gives items back and puts them into the stock again, as many as there were", async () => {
    const { shop, orderId } = await paidOrder([
      { product: "mug", quantity: 3 },
      { product: "print", quantity: 1 },
    ]);
    const items = [{ product: "mug", quantity: 2 }];
    const part = await refund(shop, orderId, { items, restock: true });
    expect(part.json).toMatchObject({ amountRefunded: 2000, status: "partially_refunded" });
    expect(part.json.items.map((item: { refundedQuantity: number }) => item.refundedQuantity)).toEqual([2, 0]);
    expect(await shop.stockOf("mug")).toBe(9);
    const tooMany = await refund(shop, orderId, { items, restock: true });
    expect([tooMany.status, tooMany.json.issues]).toEqual([
      422,
      [{ path: "body.items.0.quantity", message: "only 1 are left" }],
    ]);
    expect((await refund(shop, orderId, { restock: true })).json.status).toBe("refunded");
    expect([await shop.stockOf("mug"), await shop.stockOf("print")]).toEqual([10, 10]);
    expect(await refundsAtStripe(shop)).toEqual([1500, 2000]);
  });

  test("shares a discount out over what is given back", async () => {
    const shop = await newShop([{ name: "mug", stock: 10, unitAmount: 1000 }]);
    const coupon = await shop.stripe("POST", "/v1/coupons", { percent_off: "50", duration: "once" });
    await shop.stripe("POST", "/v1/promotion_codes", {
      "promotion[type]": "coupon",
      "promotion[coupon]": coupon.id ?? "",
      code: "HALF",
    });
    const wrong = await shop.buy([{ product: "mug", quantity: 2 }], { promotionCode: "WRONG" });
    expect(wrong.json.issues[0].path).toBe("body.promotionCode");
    const { json } = await shop.buy([{ product: "mug", quantity: 2 }], { promotionCode: "HALF" });
    await shop.pay(json.sessionId);
    await settle();
    expect(await shop.order(json.orderId)).toMatchObject({ status: "paid", amountTotal: 1000 });
    const part = await refund(shop, json.orderId, { items: [{ product: "mug", quantity: 1 }] });
    expect(part.json.amountRefunded).toBe(500);
  });

  test("that are asked for twice with one Idempotency-Key are made once", async () => {
    const { shop, orderId } = await paidOrder();
    const answers = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      answers.push(await refund(shop, orderId, { amount: 500 }, "once"));
    }
    expect(answers.map(({ json }) => json.amountRefunded)).toEqual([500, 500, 500]);
    expect(await refundsAtStripe(shop)).toEqual([500]);
  });

  test("whose answer was lost are found again by the same key, and by the sweep", async () => {
    const { shop, orderId } = await paidOrder();
    const { faults } = world.providers.stripe.sandbox;
    faults.add({ match: "POST /v1/refunds", kind: "reset_after", times: 1 });
    faults.add({ match: "POST /v1/refunds", kind: "reset_before", times: 9 });
    const lost = await refund(shop, orderId, { amount: 500, restock: false }, "lost");
    faults.clear();
    expect([lost.status, lost.json.code]).toEqual([503, "provider_unavailable"]);
    const again = await refund(shop, orderId, { amount: 500 }, "lost");
    expect([again.status, again.json.amountRefunded]).toEqual([200, 500]);

    faults.add({ match: "POST /v1/refunds", kind: "reset_after", times: 1 });
    faults.add({ match: "POST /v1/refunds", kind: "reset_before", times: 9 });
    const second = await refund(shop, orderId, { items: [{ product: "mug", quantity: 1 }], restock: true });
    faults.clear();
    expect(second.status).toBe(503);
    expect(await shop.stockOf("mug")).toBe(7);
    await world.clock.advanceTo(world.clock.now() + 3 * 60_000);
    expect(await shop.order(orderId)).toMatchObject({ status: "partially_refunded", amountRefunded: 1500 });
    expect(await shop.stockOf("mug")).toBe(8);
    expect(await refundsAtStripe(shop)).toEqual([500, 1000]);
  });

  test("made by the owner at Stripe itself are seen", async () => {
    const { shop, orderId } = await paidOrder();
    const { data } = (await shop.stripe("GET", "/v1/charges")) as unknown as { data: { id: string }[] };
    await shop.stripe("POST", "/v1/refunds", { charge: data[0]?.id ?? "", amount: "1200" });
    await settle();
    expect(await shop.order(orderId)).toMatchObject({ status: "partially_refunded", amountRefunded: 1200 });
  });

  test("wait while the money is in dispute, and a dispute that is won leaves the order paid", async () => {
    const shop = await newShop([{ name: "mug", stock: 10, unitAmount: 1000 }]);
    const { json } = await shop.buy([{ product: "mug", quantity: 1 }]);
    await shop.pay(json.sessionId, "pm_card_createDispute");
    await settle();
    expect((await shop.order(json.orderId)).status).toBe("disputed");
    expect((await refund(shop, json.orderId, {})).json.code).toBe("order_not_refundable");
    const { data } = (await shop.stripe("GET", "/v1/disputes")) as unknown as { data: { id: string }[] };
    await shop.stripe("POST", `/v1/disputes/${data[0]?.id}`, {
      "evidence[uncategorized_text]": "winning_evidence",
      submit: "true",
    });
    await settle();
    expect((await shop.order(json.orderId)).status).toBe("paid");
  });

  test("of another project's order are not found", async () => {
    const { orderId } = await paidOrder();
    const other = await newShop([]);
    expect((await refund(other, orderId, {})).status).toBe(404);
    expect((await other.ask(`/api/orders/${orderId}`)).status).toBe(404);
  });
});
