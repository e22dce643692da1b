/** Many buyers at once for few items: never more sold than there were, and nothing lost on the way. */
import { describe, expect, test } from "vitest";
import { type Line, type Shop, useStore } from "./use-store.ts";

const minuteMs = 60_000;
const buyers = 200;

describe("two hundred buyers for a stock of ten", { timeout: 180_000 }, () => {
  const { world, newShop, settle } = useStore();

  const countMugs = ({ tenant }: Shop) => world.lab.countStock(tenant, "mug");

  /** Makes all calls at once and watches the stock until they are answered. */
  async function rush(shop: Shop, carts: readonly Line[][]) {
    let isOver = false;
    const totals: number[] = [];
    const watch = async () => {
      while (!isOver) {
        const { free, taken } = (await countMugs(shop)) ?? { free: 0, taken: 0 };
        totals.push(free + taken);
      }
    };
    const watching = watch();
    const answers = await Promise.all(carts.map((cart) => shop.buy(cart)));
    isOver = true;
    await watching;
    return { answers, totals };
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
    const { answers, totals } = await rush(
      shop,
      Array.from({ length: buyers }, () => [{ product: "mug", quantity: 1 }]),
    );
    const sold = answers.filter(({ status }) => status === 200);
    expect(sold).toHaveLength(10);
    expect(new Set(answers.map(({ status, json }) => json.code ?? status))).toEqual(new Set([200, "sold_out"]));
    expect(totals.length).toBeGreaterThan(1);
    expect(new Set(totals)).toEqual(new Set([10]));

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
    const { answers, totals } = await rush(shop, carts);
    expect(new Set(totals)).toEqual(new Set([10]));
    const open = answers.filter(({ status }) => status === 200);
    expect(open.length).toBeGreaterThan(2);

    const [paid, ended] = [open[0]?.json, open[1]?.json];
    await shop.pay(paid.sessionId);
    await shop.stripe("POST", `/v1/checkout/sessions/${ended.sessionId}/expire`);
    await settle();
    await world.clock.advanceTo(world.clock.now() + 45 * minuteMs);
    const sold = (await shop.order(paid.orderId)).items.find(({ product }: Line) => product === "mug").quantity;
    expect(await countMugs(shop)).toEqual({ free: 10 - sold, taken: sold });
    const listed = await shop.ask("/api/orders?status=expired&limit=100");
    // One was paid, and one more than these is the shop's first.
    expect(listed.json.data).toHaveLength(open.length);
  });
});
