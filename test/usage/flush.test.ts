import { describe, expect, test } from "vitest";
import { call, createProject, track, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();
const dayMs = 24 * 60 * 60 * 1000;

describe("bringing counts to D1", () => {
  test("happens by itself within seconds of the first call", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { amount: 3 });
    const { lab } = world;
    const deadline = Date.now() + 10_000;
    while ((await lab.readDatabaseUsage(project.tenant)).counts.length === 0 && Date.now() < deadline) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect((await lab.readDatabaseUsage(project.tenant)).counts).toMatchObject([{ userId: "ada", count: 3 }]);
    expect(await lab.endUserIds(project.tenant)).toEqual(["ada"]);
    expect(await lab.lastUsedAt(project.publishableKey)).toBeGreaterThan(Date.now() - 60_000);
  });

  test("again and again changes nothing, and a restored D1 gets everything back", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 3 });
    await lab.setClock({ real: 0, business: dayMs }, project.projectId);
    await track(world, project, "ada", { amount: 4 });
    await lab.flush(project.tenant);
    const before = await lab.readDatabaseUsage(project.tenant);
    await lab.flush(project.tenant);
    await lab.flush(project.tenant, { everything: true });
    expect(await lab.readDatabaseUsage(project.tenant)).toEqual(before);
    await lab.forgetDatabaseUsage(project.tenant);
    await lab.flush(project.tenant);
    expect((await lab.readDatabaseUsage(project.tenant)).counts).toEqual([]);
    await lab.flush(project.tenant, { everything: true });
    expect(await lab.readDatabaseUsage(project.tenant)).toEqual(before);
    expect(before.days.map(({ count }) => count)).toEqual([3, 4]);
  });

  test("sees more users than fit in one statement or one page", async () => {
    const project = await createProject(world);
    const events = Array.from({ length: 1000 }, (_, index) => ({ userId: `user_${index}` }));
    for (const part of ["a", "b", "c", "d", "e"]) {
      const body = { events: events.map(({ userId }) => ({ userId: `${part}_${userId}` })) };
      expect((await call(world, "/api/data/batch", { secretKey: project.secretKey, body })).status).toBe(200);
    }
    await world.lab.flush(project.tenant);
    const stored = await world.lab.readDatabaseUsage(project.tenant);
    expect(stored.counts).toHaveLength(5000);
    expect(stored.days).toMatchObject([{ tier: "free", count: 5000 }]);
  });

  test("keeps the finished day apart from the new one, per tier", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 3, idempotencyKey: "yesterday" });
    await lab.assignTier(project.tenant, "ada", "pro");
    await track(world, project, "ada", { amount: 5 });
    await lab.setClock({ real: 0, business: dayMs }, project.projectId);
    await track(world, project, "ada", { amount: 1 });
    const release = { secretKey: project.secretKey, userId: "ada", body: { idempotencyKey: "yesterday" } };
    expect((await call(world, "/api/data/release", release)).json.released).toBe(true);
    await lab.flush(project.tenant);
    const { days } = await lab.readDatabaseUsage(project.tenant);
    expect(days.map(({ tier, count }) => [tier, count])).toEqual([
      ["free", 0],
      ["pro", 5],
      ["pro", 1],
    ]);
  });
});

describe("an erased user", () => {
  test("is refused until created anew, and nothing of them is flushed", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 5, idempotencyKey: "k" });
    await lab.flush(project.tenant);
    await track(world, project, "ada", { amount: 1 });
    await lab.eraseUser(project.tenant, "ada");
    const refused = await track(world, project, "ada", { amount: 5, idempotencyKey: "k" });
    expect(refused.status).toBe(409);
    expect(refused.json.code).toBe("user_erased");
    await lab.flush(project.tenant);
    const stored = await lab.readDatabaseUsage(project.tenant);
    expect(stored.counts).toEqual([]);
    expect(stored.days).toMatchObject([{ count: 6 }]);
    await lab.assignTier(project.tenant, "ada", "free");
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 0 });
    await track(world, project, "ada", { amount: 2 });
    await lab.flush(project.tenant);
    expect((await lab.readDatabaseUsage(project.tenant)).counts).toMatchObject([{ userId: "ada", count: 2 }]);
  });
});

describe("what is happening now", () => {
  test("shows the first call at once, and adds up over all Meters of a live project", async () => {
    const project = await createProject(world, { mode: "live" });
    await world.lab.coverPlatform(project.platformId, Date.now() + dayMs);
    const live = async () => (await call(world, "/api/dashboard/live", { secretKey: project.secretKey })).json;
    expect(await live()).toMatchObject({ today: 0, lastCall: null });
    await track(world, project, "ada", { amount: 2 });
    await track(world, project, "bob");
    const now = await live();
    expect(now.today).toBe(3);
    expect(now.lastCall).toMatchObject({ userId: "bob", plan: "free" });
    const sum = (field: string) =>
      now.minutes.reduce((total: number, minute: Record<string, number>) => total + (minute[field] ?? 0), 0);
    expect([sum("calls"), sum("users")]).toEqual([2, 2]);
    expect(now.minutes).toHaveLength(15);
  });

  test("survives the Meter's loss of memory", async () => {
    const project = await createProject(world);
    const live = async () => (await call(world, "/api/dashboard/live", { secretKey: project.secretKey })).json;
    await live();
    await track(world, project, "ada", { amount: 4 });
    const before = await live();
    await world.lab.evict(project.tenant);
    expect({ ...(await live()), at: "" }).toEqual({ ...before, at: "" });
  });
});
