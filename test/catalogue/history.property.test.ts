/** Random histories of a catalogue: edits, syncs, deaths at any call, faults and waiting, in any order. */
import { addTier, type Catalogue, type CatalogueChange, changeTier, planSync, removeTier } from "@dream-api/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { interrupt } from "./interrupt.ts";
import { expectSellable, look } from "./look.ts";
import { type SyncProject, tier, useSync } from "./use-sync.ts";

const world = useSync();

/** The same histories each time, so that a landing never hangs on luck; new ones by `PROPERTY_RUNS=500`. */
const exploration = process.env.PROPERTY_RUNS
  ? { numRuns: Number(process.env.PROPERTY_RUNS) }
  : { numRuns: 15, seed: 20270110 };

const name = fc.constantFrom("a", "b", "c");
const amount = fc.constantFrom(100, 200, 300);
const event = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), name, amount }),
  fc.record({ kind: fc.constant("remove" as const), name }),
  fc.record({ kind: fc.constant("sync" as const) }),
  fc.record({ kind: fc.constant("die" as const), at: fc.nat(25), when: fc.constantFrom("before", "after") }),
  fc.record({
    kind: fc.constant("fault" as const),
    fault: fc.constantFrom("rate_limit", "card_declined", "reset_before", "reset_after"),
    match: fc.constantFrom("POST /v1/products*", "POST /v1/prices*", "GET /v1/*"),
  }),
  fc.record({ kind: fc.constant("wait" as const) }),
);
type Event = typeof event extends fc.Arbitrary<infer One> ? One : never;

/** The tier as it is wanted, whether it was there, is there, or is new. */
function put(catalogue: Catalogue, wanted: string, unitAmount: number): CatalogueChange | null {
  const isSold = catalogue.tiers.some((one) => one.name === wanted && one.archivedAt === null);
  return isSold ? changeTier(catalogue, wanted, { unitAmount }) : addTier(catalogue, tier(wanted, unitAmount));
}

async function happen(project: SyncProject, one: Event, sold: Map<string, number>): Promise<void> {
  switch (one.kind) {
    case "put":
      if (sold.get(one.name) !== one.amount) await project.edit((catalogue) => put(catalogue, one.name, one.amount));
      sold.set(one.name, one.amount);
      return;
    case "remove":
      if (sold.delete(one.name)) await project.edit((catalogue, at) => removeTier(catalogue, one.name, at));
      return;
    case "sync":
      await project.sync().catch(() => undefined);
      return;
    case "die":
      await project
        .sync(interrupt(project.deps, { at: one.at, when: one.when as "before" }, "everything"))
        .catch(() => undefined);
      return;
    case "fault":
      world.stripe.addFault({ match: one.match, kind: one.fault as "rate_limit", times: 1 });
      await project.sync().catch(() => undefined);
      world.stripe.clearFaults();
      return;
    case "wait":
      project.wait(60_000);
      await project.runCron();
  }
}

test(
  "whatever happened, Stripe ends with one current price for each tier that is sold, and nothing else on sale",
  async () => {
    const property = fc.asyncProperty(fc.array(event, { maxLength: 12 }), async (history) => {
      const project = await world.newProject({ tiers: [tier("a", 100)] });
      const sold = new Map([["a", 100]]);
      for (const one of history) {
        await happen(project, one, sold);
        await expectSellable(world, project);
      }
      project.wait(3_600_000);
      await project.sync();
      const plan = await planSync(project.scope, project.deps);
      expect(plan?.every(({ action }) => action === "leave")).toBe(true);
      const { products } = await look(world, project);
      const current = products.filter(({ isActive }) => isActive).map(({ item, prices }) => [item, prices]);
      const price = { currency: "usd", interval: "month", isDefault: true, hasLookupKey: true, isRecorded: true };
      expect(current).toEqual(
        [...sold].sort().map(([one, unitAmount]) => [`tier_${one}`, [{ ...price, amount: unitAmount }]]),
      );
    });
    await fc.assert(property, exploration);
  },
  60 * 60_000,
);
