/** Many buyers at once for few items: never more sold than there were, and nothing lost on the way. */
import { describe, expect, test } from "vitest";
import { type Line, type Shop, useStore } from "./use-store.ts";

const minuteMs = 60_000;
const buyers = Number(process.env.BUYERS ?? 200);

describe("two hundred buyers for a stock of ten", { timeout: 180_000 }, () => {
  const { world, newShop, settle, database } = useStore();

  /** Free, and held or sold, in one look. */
  async function countMugs({ projectId }: Shop) {
    const [row] = await database(
      `SELECT stock AS free, (
         SELECT COALESCE(SUM(i.quantity - i.refunded_quantity), 0) FROM order_items i JOIN orders o USING (order_id)
         WHERE o.project_id = p.project_id AND i.product = p.name AND (o.is_reserved = 1 OR o.status = 'paid')) AS taken
       FROM products p WHERE project_id = ? AND name = 'mug'`,
      projectId,
    );
    return row as { free: number; taken: number };
  }

  /** Makes all calls at once and watches the stock until they are answered. */
  async function rush(shop: Shop, carts: readonly Line[][]) {
    let isOver = false;
    const seen: { free: number; taken: number }[] = [];
    const watch = async () => {
      while (!isOver) seen.push(await countMugs(shop));
    };
    const watching = watch();
    const answers = await Promise.all(carts.map((cart) => shop.buy(cart)));
    isOver = true;
    await watching;
    return { answers, seen };
  }

  /** So that nobody has to wait for the first sync. */
  async function openedShop() {
    const shop = await newShop([
      { name: "mug", stock: 10 },
      { name: "print", stock: 1000 },
      { name: "sticker", stock: null },
    ]);
    const names = ["mug", "print", "sticker"];
    const { json } = await shop.buy(names.map((product) => ({ product, quantity: 1 })));
    await shop.stripe("POST", `/v1/checkout/sessions/${json.sessionId}/expire`);
    await settle();
    expect(await countMugs(shop)).toEqual({ free: 10, taken: 0 });
    return shop;
  }

  test("sells exactly ten to carts of a single one", async () => {
    const shop = await openedShop();
    const { answers, seen } = await rush(
      shop,
      Array.from({ length: buyers }, () => [{ product: "mug", quantity: 1 }]),
    );
    const sold = answers.filter(({ status }) => status === 200);
    expect(sold).toHaveLength(10);
    expect(new Set(answers.map(({ status, json }) => json.code ?? status))).toEqual(new Set([200, "sold_out"]));
    expect(seen.length).toBeGreaterThan(5);
    for (const { free, taken } of seen) expect(free + taken).toBe(10);

    await Promise.all(sold.map(({ json }) => shop.pay(json.sessionId)));
    await settle();
    expect(await countMugs(shop)).toEqual({ free: 0, taken: 10 });
  });

  test("never sells more to carts that mix items and repeat them, and gets all back that is not paid", async () => {
    const shop = await openedShop();
    const carts = Array.from({ length: buyers }, (_, index): Line[] => [
      { product: "mug", quantity: 1 + (index % 3) },
      { product: index % 2 ? "print" : "sticker", quantity: 1 + (index % 4) },
      ...(index % 5 === 0 ? [{ product: "mug", quantity: 1 }] : []),
    ]);
    const { answers, seen } = await rush(shop, carts);
    for (const { free, taken } of seen) expect(free + taken).toBe(10);
    const open = answers.filter(({ status }) => status === 200);
    const { taken } = await countMugs(shop);
    expect(taken).toBeLessThanOrEqual(10);
    expect(open.length).toBeGreaterThan(2);

    const [paid, ended] = [open[0]?.json, open[1]?.json];
    await shop.pay(paid.sessionId);
    await shop.stripe("POST", `/v1/checkout/sessions/${ended.sessionId}/expire`);
    await settle();
    await world.clock.advanceTo(world.clock.now() + 45 * minuteMs);
    const sold = (await shop.order(paid.orderId)).items.find(({ product }: Line) => product === "mug").quantity;
    expect(await countMugs(shop)).toEqual({ free: 10 - sold, taken: sold });
    const listed = await shop.ask("/api/orders?status=expired&limit=100");
    expect(listed.json.data).toHaveLength(open.length - 1 + 1);
  });
});
