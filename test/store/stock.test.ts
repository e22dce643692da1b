/** What is free to sell, changed by its developer while others buy. */
import { describe, expect, test } from "vitest";
import { type Shop, useStore } from "./use-store.ts";

describe("stock", () => {
  const { newShop } = useStore();
  const change = (shop: Shop, body: object, product = "mug") =>
    shop.ask(`/api/products/${product}/stock`, { method: "POST", body });

  test("goes up and down by deltas, and never below 0", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    expect((await change(shop, { delta: 3 })).json).toEqual({ name: "mug", stock: 8 });
    expect((await change(shop, { delta: -8 })).json).toEqual({ name: "mug", stock: 0 });
    expect((await change(shop, { delta: -1 })).json.code).toBe("stock_conflict");
    expect(await shop.stockOf("mug")).toBe(0);
  });

  test("is set only from what the developer believes it to be, open orders taken off", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    await shop.buy([{ product: "mug", quantity: 2 }]);
    expect((await change(shop, { set: 10, expected: 5 })).json.code).toBe("stock_conflict");
    expect((await change(shop, { set: 10, expected: 3 })).json.stock).toBe(10);
    expect((await change(shop, { set: null, expected: 10 })).json.stock).toBe(null);
    expect((await change(shop, { delta: 1 })).json.code).toBe("stock_conflict");
    expect((await change(shop, { set: 4, expected: null })).json.stock).toBe(4);
  });

  test("loses nothing when deltas and purchases come at once", async () => {
    const shop = await newShop([{ name: "mug", stock: 20 }]);
    await shop.buy([{ product: "mug", quantity: 1 }]);
    const deltas = Array.from({ length: 20 }, (_, index) => change(shop, { delta: index % 2 ? 3 : -1 }));
    const carts = Array.from({ length: 10 }, () => shop.buy([{ product: "mug", quantity: 1 }]));
    const answers = await Promise.all([...deltas, ...carts]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await shop.stockOf("mug")).toBe(19 + 10 * 2 - 10);
  });

  test("of what is not there is not found, and belongs to stores", async () => {
    const shop = await newShop([{ name: "mug", stock: 5 }]);
    expect((await change(shop, { delta: 1 }, "cup")).status).toBe(404);
    const other = await newShop([]);
    expect((await change(other, { delta: 1 })).status).toBe(404);
  });
});
