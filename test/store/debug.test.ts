import { test } from "vitest";
import { useStore } from "./use-store.ts";
const { world, newShop, database } = useStore();
test("x", { timeout: 50_000 }, async () => {
  const shop = await newShop([{ name: "mug", stock: 10 }]);
  await shop.buy([{ product: "mug", quantity: 1 }]);
  let done = 0;
  const start = Date.now();
  const all = Promise.all(Array.from({ length: 200 }, () => shop.buy([{ product: "mug", quantity: 1 }]).then((a) => { done += 1; return a.status; })));
  for (let i = 0; i < 20 && done < 200; i++) { await new Promise((r) => setTimeout(r, 1000)); process.stderr.write(JSON.stringify([Date.now() - start, done, (await database("SELECT COUNT(*) AS n, SUM(is_reserved) AS r FROM orders"))[0]]) + "\n"); }
  console.log(await Promise.race([all, "not"]));
  console.log(world.log.filter((l) => !l.includes('"level":"info"')).slice(0, 3).join("\n"));
});
