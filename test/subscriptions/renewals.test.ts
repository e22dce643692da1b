/** Small here; `npm run bench:proof` runs it with thousands. */
import { expect, test } from "vitest";
import { proveRenewals } from "../../bench/proofs/prove-renewals.ts";
import { useWholeWorld } from "../world/whole-world.ts";

const world = useWholeWorld();

test("a month that turns for many at once renews each once, whatever comes of Stripe's news", async () => {
  const { calls } = await proveRenewals(world, { subscriptions: 60, shops: 2 });
  expect(calls).toBe(4);
}, 120_000);
