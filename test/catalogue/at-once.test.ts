/** Syncs and edits at the same time: one wins, the others say so, and the newest catalogue is what stands on Stripe. */
import { addTier, changeTier, editCatalogue, type SyncReport } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { interrupt } from "./interrupt.ts";
import { expectSellable, look, onlyActive } from "./look.ts";
import { type SyncProject, tier, useSync } from "./use-sync.ts";

const world = useSync();
const actor = { name: "developer", requestId: null } as const;
const oldTier = [tier("basic", 900), tier("pro", 2900)];

async function outdatedProject(): Promise<SyncProject> {
  const project = await world.newProject({ tiers: oldTier });
  await project.sync();
  await project.edit((catalogue) => changeTier(catalogue, "pro", { unitAmount: 3900 }));
  return project;
}

const setAmount = (project: SyncProject, unitAmount: number) =>
  editCatalogue(project.scope, actor, (catalogue) => changeTier(catalogue, "pro", { unitAmount }), project.deps);

/** The one current price of a tier. */
async function currentAmounts(project: SyncProject): Promise<unknown[]> {
  const { products } = await look(world, project);
  return products.map(({ prices }) => prices);
}

const current = (amount: number) => [
  { amount, currency: "usd", interval: "month", isDefault: true, hasLookupKey: true, isRecorded: true },
];

test("of syncs that begin together one does the work and the others say that it runs", async () => {
  const project = await outdatedProject();
  const reports = await Promise.all([1, 2, 3, 4, 5].map(() => project.sync()));
  const statuses = reports.map(({ status }: SyncReport) => status);
  expect(statuses.filter((status) => status === "synced").length).toBeGreaterThanOrEqual(1);
  expect(new Set(statuses)).toEqual(new Set(["synced", "running"]));
  expect(await currentAmounts(project)).toEqual([current(900), current(3900)]);
  expect((await look(world, project)).allPrices).toBe(3);
});

describe("an edit in the middle of a sync", () => {
  test("at any of its calls is answered with `pending`, and the sync that runs brings it to Stripe", async () => {
    const twin = await outdatedProject();
    const undisturbed = interrupt(twin.deps, null);
    await twin.sync(undisturbed);
    for (const at of undisturbed.calls.keys()) {
      const project = await outdatedProject();
      let edited = {};
      const instead = async () => {
        edited = await setAmount(project, 4900);
      };
      const { status } = await project.sync(interrupt(project.deps, { at, when: "before", instead }));
      expect([edited, status]).toMatchObject([{ stripe: { status: "pending" } }, "synced"]);
      expect(await currentAmounts(project)).toEqual([current(900), current(4900)]);
      await expectSellable(world, project);
    }
  });

  test("that corrects what Stripe refuses is not held against it", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 100_000_000)] });
    const instead = async () => void (await setAmount(project, 2900));
    const report = await project.sync(interrupt(project.deps, { at: 2, when: "before", instead }));
    expect(report.status).toBe("synced");
    expect(await currentAmounts(project)).toEqual([current(2900)]);
  });

  test("again and again ends the sync for now, and the cron goes on", async () => {
    const project = await outdatedProject();
    let amount = 5000;
    const { runs } = project.deps;
    const finish: typeof runs.finish = async (...input) => {
      amount += 100;
      await project.edit((catalogue) => changeTier(catalogue, "pro", { unitAmount: amount }));
      return runs.finish(...input);
    };
    const restless = new Proxy(runs, {
      get: (target, name) => (name === "finish" ? finish : Reflect.get(target, name)),
    });
    expect((await project.sync({ runs: restless })).status).toBe("pending");
    await project.runCron();
    expect(await currentAmounts(project)).toEqual([current(900), current(amount)]);
  });
});

test("a holder that was given up for dead and wakes up writes nothing any more; what it had sent off is put right", async () => {
  const twin = await outdatedProject();
  const undisturbed = interrupt(twin.deps, null);
  await twin.sync(undisturbed);
  const seen = onlyActive(await look(world, twin));
  for (const at of undisturbed.calls.keys()) {
    const project = await outdatedProject();
    const instead = async () => {
      project.wait(60_000);
      await project.sync();
    };
    const { status } = await project.sync(interrupt(project.deps, { at, when: "before", instead }));
    expect([undisturbed.calls[at], status]).toEqual([undisturbed.calls[at], "running"]);
    await expectSellable(world, project);
    project.wait(60_000);
    await project.runCron();
    expect([undisturbed.calls[at], onlyActive(await look(world, project))]).toEqual([undisturbed.calls[at], seen]);
  }
}, 60_000);

test("edits that are made together all stand, and Stripe has the last of them", async () => {
  const project = await world.newProject({ tiers: oldTier });
  await project.sync();
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const outcomes = await Promise.all(
    names.map((name, index) =>
      editCatalogue(project.scope, actor, (catalogue) => addTier(catalogue, tier(name, 100 + index)), project.deps),
    ),
  );
  expect(new Set(outcomes.map(({ stripe }) => stripe.status))).not.toContain("not_connected");
  await project.runCron();
  const { products, allPrices } = await look(world, project);
  expect(products.map(({ item }) => item)).toEqual([...names, "basic", "pro"].map((name) => `tier_${name}`).sort());
  expect(allPrices).toBe(10);
});

test("time that runs out ends a sync where it is, and the cron goes on", async () => {
  const project = await outdatedProject();
  const deps = interrupt(project.deps, { at: 3, when: "before", instead: () => project.wait(10_000) });
  const { stripe } = await editCatalogue(
    project.scope,
    actor,
    (catalogue) => changeTier(catalogue, "basic", { unitAmount: 1000 }),
    { ...project.deps, ...deps },
  );
  expect(stripe.status).toBe("pending");
  await project.runCron();
  expect(await currentAmounts(project)).toEqual([current(1000), current(3900)]);
});
