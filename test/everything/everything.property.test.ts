/**
 * Two developers, each with a SaaS and a store, and everything that can happen to them in any order: customers, pages,
 * payments, changes, ends, refunds, stock, erasures, news that is late, doubled or lost, calls that are cut off, and
 * time. In the end Stripe, D1, the Meter and the dashboard agree, and neither developer has anything of the other's.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { forgetCrons, lookAtAll } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { steps, take } from "./acts.ts";
import { findDisagreements } from "./agreement.ts";
import { newTenant } from "./tenant.ts";

/** The same stories each time, so that a landing never hangs on luck; new ones by `PROPERTY_RUNS=50`. */
const exploration = process.env.PROPERTY_RUNS
  ? { numRuns: Number(process.env.PROPERTY_RUNS) }
  : { numRuns: 3, seed: 20_261_121 };

const world = useWholeWorld();
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Debits settle, sessions end, and the crons run as they do by the hour. */
async function letItEnd(): Promise<void> {
  const { postOffice } = world.providers.stripe.sandbox;
  postOffice.restoreRules();
  await postOffice.drain({ withinMs: 100 });
  for (const wait of [minuteMs, hourMs, 5 * dayMs, hourMs]) {
    await forgetCrons(world);
    await lookAtAll(world);
    await world.clock.advanceTo(world.clock.now() + wait);
  }
  await forgetCrons(world);
  await lookAtAll(world);
  await lookAtAll(world);
}

test("everybody agrees in the end, whatever happens in whatever order", { timeout: 60 * minuteMs }, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const tenants = [await newTenant(world), await newTenant(world)];
      for (const step of story) await take(world, tenants, step);
      await letItEnd();
      for (const tenant of tenants) expect(await findDisagreements(world, tenant)).toEqual([]);
    }),
    { ...exploration, endOnFailure: true },
  );
});
