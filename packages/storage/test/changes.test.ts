import type { Scope } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import {
  cronLeaseStore,
  outboxStore,
  tenantCustomers,
  tenantErasure,
  tenantKeys,
  tenantProjects,
} from "../src/index.ts";
import { changedBy, makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();

const revOf = ({ projectId }: Scope) =>
  world.database.$client.prepare("SELECT rev FROM project_modes WHERE project_id = ?").bind(projectId).first("rev");
const outboxOf = async ({ projectId }: Scope) => {
  const { results } = await world.database.$client
    .prepare("SELECT payload ->> 'rev' AS rev FROM outbox WHERE topic LIKE ? ORDER BY id")
    .bind(`meter:${projectId}%`)
    .all<{ rev: number }>();
  return results.map(({ rev }) => rev);
};

describe("a change of a project", () => {
  test("bumps its rev and leaves an announcement, together with the change", async () => {
    const scope = await makeProject(world.database);
    const projects = tenantProjects(world.database, now);
    expect(await projects.changeTier(scope, "free", { limit: 7 })).toBe(2);
    expect(await projects.changeTier(scope, "free", { limit: 8 })).toBe(3);
    expect(await revOf(scope)).toBe(3);
    expect(await outboxOf(scope)).toEqual([2, 3]);
    await outboxStore(world.database).announced(scope, 2);
    expect(await outboxOf(scope)).toEqual([3]);
  });

  test("that finds nothing to change leaves no trace: no rev, no announcement", async () => {
    const scope = await makeProject(world.database);
    const [projects, customers, keys] = [tenantProjects, tenantCustomers, tenantKeys].map((create) =>
      create(world.database, now),
    ) as [ReturnType<typeof tenantProjects>, ReturnType<typeof tenantCustomers>, ReturnType<typeof tenantKeys>];
    expect(await projects.changeTier(scope, "gold", { limit: 7 })).toBeNull();
    expect(await customers.assignTier(scope, "ada", "gold")).toBeNull();
    expect(await keys.revokePair(scope, { publishableKey: "pk_test_none", at: 1 })).toBeNull();
    expect(await revOf(scope)).toBe(1);
    expect(await outboxOf(scope)).toEqual([]);
  });

  test("of a deleted project is refused", async () => {
    const scope = await makeProject(world.database);
    const projects = tenantProjects(world.database, now);
    expect(await projects.deleteProject(scope)).toEqual([{ mode: "test", rev: 2 }]);
    expect(await projects.changeTier(scope, "free", { limit: 7 })).toBeNull();
    expect(await projects.deleteProject(scope)).toBeNull();
  });

  test("that breaks a rule of the schema is rolled back whole, and the error is not swallowed", async () => {
    const scope = await makeProject(world.database);
    const projects = tenantProjects(world.database, now);
    await expect(projects.changeTier(scope, "free", { limit: -1 })).rejects.toThrow();
    expect(await revOf(scope)).toBe(1);
    expect(await outboxOf(scope)).toEqual([]);
  });

  test("of a hundred made at once each gets a rev of its own", async () => {
    const scope = await makeProject(world.database);
    const projects = tenantProjects(world.database, now);
    const revs = await Promise.all(
      Array.from({ length: 100 }, (_, limit) => projects.changeTier(scope, "free", { limit })),
    );
    expect(new Set(revs).size).toBe(100);
    expect(await revOf(scope)).toBe(101);
  });
});

describe("erasing a user", () => {
  test("works once for each time that they were there", async () => {
    const scope = await makeProject(world.database);
    const customers = tenantCustomers(world.database, now);
    const eraseAda = () => tenantErasure(world.database, now).erase(scope, changedBy, "ada", "ers_0000000000000000");
    expect(await eraseAda()).toBe("gone");
    await customers.adopt(scope, "ada");
    expect(await eraseAda()).toBe(2);
    expect(await eraseAda()).toBe("gone");
    expect(await customers.assignTier(scope, "ada", "free")).toBe(3);
    expect(await eraseAda()).toBe(4);
  });
});

describe("work under a lease", () => {
  test("an entry of the outbox is taken by one, and again when its holder died", async () => {
    const scope = await makeProject(world.database);
    await tenantProjects(world.database, now).changeTier(scope, "free", { limit: 7 });
    const store = outboxStore(world.database);
    const at = now() + 60_000;
    const take = (time: number) => store.take({ at: time, leaseMs: 60_000, limit: 1000 });
    const own = (entries: Awaited<ReturnType<typeof take>>) =>
      entries.filter(({ payload }) => payload.projectId === scope.projectId);
    expect(own(await take(at))).toHaveLength(1);
    expect(own(await take(at + 59_999))).toHaveLength(0);
    const [again] = own(await take(at + 60_000));
    expect(again?.attempts).toBe(2);
    await store.done(again?.id ?? 0);
    expect(own(await take(at + 600_000))).toHaveLength(0);
  });

  test("a cron has one holder, until it is released or its lease ends", async () => {
    const leases = cronLeaseStore(world.database);
    const take = (holder: string, at: number) => leases.take({ name: "a cron", holder, at, until: at + 60_000 });
    const tries = await Promise.all(["a", "b", "c"].map((holder) => take(holder, 1000)));
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await take("d", 60_999)).toBe(false);
    expect(await take("d", 61_000)).toBe(true);
    await leases.release({ name: "a cron", holder: "a" });
    expect(await take("e", 61_001)).toBe(false);
    await leases.release({ name: "a cron", holder: "d", doneAt: 61_002 });
    expect(await take("e", 61_003)).toBe(true);
  });
});
