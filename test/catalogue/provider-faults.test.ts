/** Whatever Stripe answers at any call of a sync: a clear failure, nothing half-true, and a repeat that succeeds. */
import { addTier, changeTier, ProviderFailure, removeTier } from "@dream-api/domain";
import { afterEach, describe, expect, test } from "vitest";
import { slowerThanTimeoutMs } from "../../packages/stripe/test/use-stripe.ts";
import { patienceMs, turnsOf } from "../world/points.ts";
import { interrupt } from "./interrupt.ts";
import { expectSellable, look, onlyActive } from "./look.ts";
import { type SyncProject, tier, useSync } from "./use-sync.ts";

const world = useSync();
afterEach(() => world.stripe.clearFaults());

async function outdatedProject(): Promise<SyncProject> {
  const project = await world.newProject({ tiers: [tier("old", 500), tier("pro", 2900)] });
  await project.sync();
  await project.edit((catalogue) => changeTier(catalogue, "pro", { unitAmount: 3900, displayName: "Pro" }));
  await project.edit((catalogue, at) => removeTier(catalogue, "old", at));
  await project.edit((catalogue) => addTier(catalogue, tier("new", 900)));
  return project;
}

type Fault = Parameters<typeof world.stripe.addFault>[0];

const faults: [string, Omit<Fault, "match" | "times">, ProviderFailure["kind"]][] = [
  ["429", { kind: "rate_limit" }, "unavailable"],
  ["500", { kind: "server_error" }, "unavailable"],
  ["402", { kind: "card_declined" }, "refused"],
  ["a connection cut before the call", { kind: "reset_before" }, "unavailable"],
  ["a connection cut after the call", { kind: "reset_after" }, "unavailable"],
];

/** Syncs with the fault in the way of one call, and tells how it failed. */
async function failAt(project: SyncProject, at: number, fault: Omit<Fault, "match" | "times">): Promise<unknown> {
  const instead = () => world.stripe.addFault({ ...fault, match: "* /v1/*", times: 1 });
  return project.sync(interrupt(project.deps, { at, when: "before", instead })).catch((error: unknown) => error);
}

describe.each(faults.map((one, way) => [...one, way] as const))("%s", (_name, fault, kind, way) => {
  test(
    "at any call is told, and the repeat succeeds at once",
    async () => {
      const twin = await outdatedProject();
      const undisturbed = interrupt(twin.deps, null);
      await twin.sync(undisturbed);
      const seen = await look(world, twin);
      for (const at of turnsOf(undisturbed.calls, way, faults.length)) {
        const project = await outdatedProject();
        const failure = await failAt(project, at, fault);
        expect(failure).toBeInstanceOf(ProviderFailure);
        expect(failure).toMatchObject({ kind });
        world.stripe.clearFaults();
        await expectSellable(world, project);
        expect((await project.sync()).status).toBe("synced");
        expect([undisturbed.calls[at], await look(world, project)]).toEqual([undisturbed.calls[at], seen]);
      }
    },
    patienceMs,
  );
});

test("a call whose answer came too late, and whose effect came behind the repeat, is put right by the cron", async () => {
  const twin = await outdatedProject();
  await twin.sync();
  const seen = onlyActive(await look(world, twin));
  for (const match of ["POST /v1/products", "POST /v1/prices", "POST /v1/products/*", "POST /v1/prices/*"]) {
    const project = await outdatedProject();
    world.stripe.addFault({ kind: "slow", delayMs: slowerThanTimeoutMs, match, times: 1 });
    await expect(project.sync()).rejects.toMatchObject({ kind: "unavailable" });
    await project.sync();
    await world.stripe.settle();
    await expectSellable(world, project);
    project.wait(60_000);
    await project.runCron();
    expect([match, onlyActive(await look(world, project))]).toEqual([match, seen]);
    await expectSellable(world, project);
  }
}, 60_000);

test("a sync that Stripe did not answer is tried again by the cron, later each time", async () => {
  const project = await world.newProject({ tiers: [tier("pro", 2900)] });
  const isDown = { match: "* /v1/*", kind: "rate_limit", times: 1000 } as const;
  world.stripe.addFault(isDown);
  await expect(project.sync()).rejects.toBeInstanceOf(ProviderFailure);
  const tries = async (milliseconds: number) => {
    project.wait(milliseconds);
    project.reports.length = 0;
    await project.runCron();
    return project.reports.length;
  };
  expect(await tries(9_999)).toBe(0);
  expect(await tries(1)).toBe(1);
  expect(await tries(19_999)).toBe(0);
  expect(await tries(1)).toBe(1);
  world.stripe.clearFaults();
  expect(await tries(40_000)).toBe(0);
  expect((await look(world, project)).products).toMatchObject([{ item: "tier_pro", prices: [{ isRecorded: true }] }]);
});

test("an item that Stripe refuses does not keep the others from it, and its owner is told once", async () => {
  const tooMuch = 100_000_000;
  const project = await world.newProject({ tiers: [tier("huge", tooMuch), tier("pro", 2900)] });
  await expect(project.sync()).rejects.toMatchObject({ kind: "refused" });
  await expect(project.sync()).rejects.toMatchObject({ kind: "refused" });
  expect((await look(world, project)).products).toMatchObject([
    { item: "tier_huge", prices: [] },
    { item: "tier_pro", prices: [{ amount: 2900, isRecorded: true }] },
  ]);
  const openNotices = async () => {
    const { results } = await world.database.$client
      .prepare("SELECT kind, mode FROM notices WHERE project_id = ? AND dismissed_at IS NULL")
      .bind(project.scope.projectId)
      .all();
    return results;
  };
  expect(await openNotices()).toEqual([{ kind: "catalogue_sync_failed", mode: "test" }]);
  await project.edit((catalogue) => changeTier(catalogue, "huge", { unitAmount: 9900 }));
  await project.sync();
  expect(await openNotices()).toEqual([]);
});
