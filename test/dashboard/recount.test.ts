/** Small here; `npm run bench:proof` lives a whole year of 500 customers. */
import { expect, test } from "vitest";
import { proveRevenue } from "../../bench/proofs/prove-revenue.ts";
import { useWholeWorld } from "../world/whole-world.ts";

const world = useWholeWorld();

test("the dashboard says to the cent what a recount from Stripe's own objects says", async () => {
  const { calls } = await proveRevenue(world, { customers: 12, months: 2, seed: 7 });
  expect(calls).toBe(2);
}, 120_000);
