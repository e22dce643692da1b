/** A sync that dies is finished by the next one or by the cron: nothing is there twice, and nothing is left over. */
import { addTier, changeTier, removeTier } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { effectsOf, momentsOfDeath, patienceMs } from "../world/points.ts";
import { interrupt, ProcessDied } from "./interrupt.ts";
import { expectSellable, look } from "./look.ts";
import { type SyncProject, tier, useSync } from "./use-sync.ts";

const world = useSync();
const leaseMs = 60_000;

/** A project in line with Stripe, whose catalogue then changed in every way that a sync has to follow. */
async function outdatedProject(): Promise<SyncProject> {
  const project = await world.newProject({ tiers: [tier("free", 0), tier("old", 500), tier("pro", 2900)] });
  await project.sync();
  await project.edit((catalogue) => changeTier(catalogue, "pro", { unitAmount: 3900, displayName: "Pro" }));
  await project.edit((catalogue, at) => removeTier(catalogue, "old", at));
  await project.edit((catalogue) => addTier(catalogue, tier("new", 900)));
  return project;
}

/** What an undisturbed sync leaves behind, and the calls that it made. */
async function undisturbed(watched: "stripe" | "everything") {
  const project = await outdatedProject();
  const deps = interrupt(project.deps, null, watched);
  await project.sync(deps);
  return { seen: await look(world, project), calls: deps.calls };
}

describe.each(momentsOfDeath)("a process that dies %s", (when) => {
  test(
    "any call to Stripe or D1 leaves what the next sync makes whole",
    async () => {
      const { seen, calls } = await undisturbed("everything");
      expect(calls.filter((name) => name === "hold").length).toBeGreaterThan(5);
      for (const at of effectsOf(calls)) {
        const project = await outdatedProject();
        await expect(project.sync(interrupt(project.deps, { at, when }, "everything"))).rejects.toThrow(ProcessDied);
        await expectSellable(world, project);
        project.wait(leaseMs);
        expect((await project.sync()).status).toBe("synced");
        expect([calls[at], await look(world, project)]).toEqual([calls[at], seen]);
        await expectSellable(world, project);
      }
    },
    patienceMs,
  );
});

test(
  "what died is finished by the cron, once the dead one's lease is over and not before",
  async () => {
    const { seen, calls } = await undisturbed("stripe");
    for (const at of effectsOf(calls)) {
      const project = await outdatedProject();
      await expect(project.sync(interrupt(project.deps, { at, when: "after" }))).rejects.toThrow(ProcessDied);
      const left = await look(world, project);
      project.wait(leaseMs - 1);
      await project.runCron();
      expect(await look(world, project)).toEqual(left);
      project.wait(1);
      await project.runCron();
      expect([calls[at], await look(world, project)]).toEqual([calls[at], seen]);
    }
  },
  patienceMs,
);

test(
  "a first sync that dies at any call leaves neither a product nor a price twice",
  async () => {
    const newProject = () => world.newProject({ tiers: [tier("basic", 900), tier("pro", 2900)] });
    const twin = await newProject();
    const undisturbed = interrupt(twin.deps, null);
    await twin.sync(undisturbed);
    const seen = await look(world, twin);
    for (const at of effectsOf(undisturbed.calls)) {
      const project = await newProject();
      await expect(project.sync(interrupt(project.deps, { at, when: "after" }))).rejects.toThrow(ProcessDied);
      project.wait(leaseMs);
      await project.sync();
      expect(await look(world, project)).toEqual(seen);
    }
  },
  patienceMs,
);
