import { expect, test } from "vitest";
import { refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

async function names(limit: number): Promise<string[]> {
  const products = await world.stripe.products.list({ limit }).autoPagingToArray({ limit: 1000 });
  return products.map(({ name }) => name);
}

test("a list shows what was made, changed, removed and undone since it was last shown, also past what is kept at hand", async () => {
  const made: string[] = [];
  const ids: string[] = [];
  expect(await names(10)).toEqual([]);
  for (let index = 0; index < 130; index += 1) {
    const { id, name } = await world.stripe.products.create({ name: `Thing ${index}` });
    made.unshift(name);
    ids.unshift(id);
  }
  expect(await names(7)).toEqual(made);
  await world.stripe.products.update(ids[3] ?? "", { name: "Changed" });
  made[3] = "Changed";
  await world.stripe.products.update(ids[120] ?? "", { name: "Changed long after" });
  made[120] = "Changed long after";
  expect(await names(100)).toEqual(made);
  // The product is made before its price is refused.
  await refusalOf(
    world.stripe.products.create({ name: "Undone", default_price_data: { currency: "none", unit_amount: 1 } }),
  );
  expect(await names(100)).toEqual(made);
  await world.stripe.products.del(ids[5] ?? "");
  made.splice(5, 1);
  expect(await names(100)).toEqual(made);
  world.running.sandbox.reset();
  expect(await names(10)).toEqual([]);
});
