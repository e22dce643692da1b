/** What a deleted project sold is archived at Stripe, whatever dies on the way. */
import { platformScopeOf } from "@dream-api/domain";
import { platformProjects } from "@dream-api/storage";
import { expect, test } from "vitest";
import { interrupt, ProcessDied } from "./interrupt.ts";
import { look } from "./look.ts";
import { connect, disconnect, product, type SyncProject, tier, useSync } from "./use-sync.ts";

const world = useSync();
const leaseMs = 60_000;
const actor = { name: "developer", requestId: null } as const;

async function deletedProject(): Promise<SyncProject> {
  const project = await world.newProject({ tiers: [tier("free", 0), tier("pro", 2900), tier("team", 9900)] });
  await project.sync();
  await endProject(project);
  return project;
}

async function endProject({ platformId, scope, deps }: SyncProject): Promise<void> {
  const projects = platformProjects(world.database, () => deps.clock().real);
  const { outcome } = await projects.end(platformScopeOf(platformId), scope.projectId, "A project", actor);
  expect(outcome).toBe("deleted");
}

/** The default price of an archived product can't be archived, but nobody can buy by it. */
async function expectAllArchived(project: SyncProject, count: number): Promise<void> {
  const { products } = await look(world, project);
  expect(products.map(({ isActive }) => isActive)).toEqual(Array(count).fill(false));
  expect(products.flatMap(({ prices }) => prices).filter(({ isRecorded }) => isRecorded)).toEqual([]);
}

test("the cron archives what a deleted project sold", async () => {
  const project = await deletedProject();
  await project.runCron();
  await expectAllArchived(project, 2);
  expect(project.reports).toEqual([]);
});

test("a process that dies at any call leaves the rest to the next cron", async () => {
  const first = await deletedProject();
  const undisturbed = interrupt(first.deps, null);
  await first.sync(undisturbed);
  expect(undisturbed.calls.filter((name) => name === "changeProduct")).toHaveLength(2);
  for (const at of undisturbed.calls.keys()) {
    const project = await deletedProject();
    await expect(project.sync(interrupt(project.deps, { at, when: "after" }))).rejects.toThrow(ProcessDied);
    project.wait(leaseMs);
    await project.runCron();
    await expectAllArchived(project, 2);
  }
}, 120_000);

test("a deletion in the midst of a sync wins", async () => {
  const project = await world.newProject({ products: [product("mug", 1800), product("print", 900)] });
  const meanwhile = { at: 2, when: "after" as const, instead: () => endProject(project) };
  await project.sync(interrupt(project.deps, meanwhile));
  await project.runCron();
  const { products } = await look(world, project);
  expect(products.filter(({ isActive }) => isActive)).toEqual([]);
});

test("what could not be archived without an account is when the account is back", async () => {
  const project = await world.newProject({ tiers: [tier("pro", 2900)] });
  await project.sync();
  await endProject(project);
  await disconnect(world.database, project.platformId);
  await project.runCron();
  expect((await look(world, project)).products).toMatchObject([{ isActive: true }]);
  await connect(world.database, project.platformId, project.account);
  await project.runCron();
  await expectAllArchived(project, 1);
});
