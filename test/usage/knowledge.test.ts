import { describe, expect, test } from "vitest";
import { call, createProject, freeTier, proTier, type TestProject, track, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();
const dayMs = 24 * 60 * 60 * 1000;

const subscription = (tier: string, more: { status?: string; cancelAt?: number } = {}) => {
  const now = Date.now();
  return {
    userId: "ada",
    tier,
    status: "active",
    usageAnchor: now,
    currentPeriodStart: now,
    currentPeriodEnd: now + 30 * dayMs,
    ...more,
  };
};

describe("a change acts on the next call", () => {
  test("a revoked key", async () => {
    const project = await createProject(world);
    expect((await track(world, project, "ada")).status).toBe(200);
    await world.lab.revokeKeys(project.tenant, project.publishableKey);
    expect((await track(world, project, "ada")).status).toBe(401);
    expect((await call(world, "/api/tiers", { publishableKey: project.publishableKey })).status).toBe(401);
    expect((await call(world, "/api/tiers", { secretKey: project.secretKey })).status).toBe(401);
  });

  test("a lowered limit, and a raised one", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { amount: 10 });
    await world.lab.changeTier(project.tenant, "free", { limit: 5 });
    expect((await track(world, project, "ada")).json).toMatchObject({
      code: "tier_limit_reached",
      usage: { limit: 5, remaining: 0 },
    });
    await world.lab.changeTier(project.tenant, "free", { limit: 11 });
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ count: 11, limit: 11 });
  });

  test("an assigned tier, and its end", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    await world.lab.assignTier(project.tenant, "ada", "pro");
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "pro", count: 2 });
    await world.lab.assignTier(project.tenant, "ada", null);
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "free", count: 3 });
  });

  test("a subscription starts a fresh count, keeps it across paid tiers, and its end resumes the month's own", async () => {
    const project = await createProject(world, {
      tiers: [freeTier, proTier, { ...proTier, name: "max", unitAmount: 9900 }],
    });
    await track(world, project, "ada", { amount: 7 });
    const started = subscription("pro");
    await world.lab.putSubscription(project.tenant, started);
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "pro", count: 1 });
    await world.lab.putSubscription(project.tenant, { ...started, tier: "max" });
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "max", count: 2 });
    await world.lab.putSubscription(project.tenant, { ...started, status: "canceled" });
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "free", count: 8 });
  });

  test("a subscription that ends by the clock, without any news", async () => {
    const project = await createProject(world);
    await world.lab.putSubscription(project.tenant, subscription("pro", { cancelAt: Date.now() + dayMs }));
    expect((await track(world, project, "ada")).json.usage.plan).toBe("pro");
    await world.lab.setClock({ real: 0, business: 2 * dayMs }, project.projectId);
    expect((await track(world, project, "ada")).json.usage.plan).toBe("free");
  });

  test("a deleted project: its keys open nothing, and nothing of it stays in the Meter", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    await world.lab.deleteProject(project.tenant);
    expect((await track(world, project, "ada")).status).toBe(401);
    expect((await call(world, "/api/tiers", { publishableKey: project.publishableKey })).status).toBe(401);
    expect(await world.lab.readMeterUsage(project.tenant)).toEqual({ counts: [], days: [] });
    await world.lab.flush(project.tenant);
    expect(await world.lab.readDatabaseUsage(project.tenant)).toEqual({ counts: [], days: [] });
  });

  test("an owner's lapsed plan stops live counting and lets the rest go on", async () => {
    const project = await createProject(world, { mode: "live" });
    expect((await track(world, project, "ada")).json.code).toBe("plan_required");
    await world.lab.coverPlatform(project.platformId, Date.now() + dayMs);
    expect((await track(world, project, "ada", { idempotencyKey: "k" })).status).toBe(200);
    await world.lab.setClock({ real: 0, business: 2 * dayMs }, project.projectId);
    expect((await track(world, project, "ada")).json.code).toBe("plan_required");
    expect((await call(world, "/api/usage", { secretKey: project.secretKey, userId: "ada" })).status).toBe(200);
    expect((await call(world, "/api/tiers", { secretKey: project.secretKey })).status).toBe(200);
  });
});

describe("old knowledge never comes back", () => {
  async function counting(): Promise<TestProject> {
    const project = await createProject(world);
    await track(world, project, "ada");
    return project;
  }

  async function until(isTrue: () => Promise<boolean>): Promise<void> {
    while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  test("a slow revalidation that was overtaken by a revocation does not revive the key", async () => {
    const project = await counting();
    const { lab } = world;
    await lab.setClock({ real: 61_000, business: 0 }, project.projectId);
    await lab.setFaults(project.projectId, { holdDatabaseAnswers: true });
    // Asks D1 because its knowledge is a minute old; the answer, from before the revocation, is held.
    const slow = track(world, project, "ada");
    await until(async () => (await lab.heldAnswers(project.projectId)) === 1);
    const revoked = lab.revokeKeys(project.tenant, project.publishableKey);
    await until(
      async () => (await call(world, "/api/tiers", { publishableKey: project.publishableKey })).status === 401,
    );
    await lab.releaseAnswers(project.projectId);
    await Promise.all([slow, revoked]);
    expect((await track(world, project, "ada")).status).toBe(401);
    await lab.announce(project.tenant, 1);
    expect((await track(world, project, "ada")).status).toBe(401);
  });

  test("a slow first look at a user does not undo the plan they were given meanwhile", async () => {
    const project = await counting();
    const { lab } = world;
    await lab.setFaults(project.projectId, { holdDatabaseAnswers: true });
    const slow = track(world, project, "new");
    await until(async () => (await lab.heldAnswers(project.projectId)) === 1);
    await lab.assignTier(project.tenant, "new", "pro", { announce: false });
    await lab.releaseAnswers(project.projectId);
    await slow;
    await lab.announce(project.tenant, 3);
    expect((await track(world, project, "new")).json.usage.plan).toBe("pro");
  });

  test("a change whose announcement was lost is told by the outbox", async () => {
    const project = await counting();
    const { lab } = world;
    await lab.changeTier(project.tenant, "free", { limit: 1 }, { announce: false });
    expect((await track(world, project, "ada")).status).toBe(200);
    expect(await lab.outboxSize(project.tenant)).toBe(1);
    await lab.setClock({ real: 11_000, business: 0 });
    await lab.runCrons();
    await lab.setClock({ real: 0, business: 0 });
    expect(await lab.outboxSize(project.tenant)).toBe(0);
    expect((await track(world, project, "ada")).json.code).toBe("tier_limit_reached");
  });

  test("a change that reached the Meter leaves nothing in the outbox", async () => {
    const project = await counting();
    await world.lab.changeTier(project.tenant, "free", { limit: 1 });
    expect(await world.lab.outboxSize(project.tenant)).toBe(0);
  });

  test("a change that could not be announced says so, and is asked for with the next call", async () => {
    const project = await counting();
    const { lab } = world;
    await lab.setFaults(project.projectId, { databaseDown: true });
    expect(await lab.revokeKeys(project.tenant, project.publishableKey)).toMatchObject({ pending: true });
    await lab.setFaults(project.projectId, {});
    await lab.setClock({ real: 3000, business: 0 }, project.projectId);
    expect((await track(world, project, "ada")).status).toBe(401);
  });
});

describe("with D1 down", () => {
  test("counting goes on for what the Meter knows, and D1 catches up", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada");
    await lab.setFaults(project.projectId, { databaseDown: true });
    await lab.setClock({ real: 10 * 60_000, business: 0 }, project.projectId);
    for (let index = 0; index < 5; index++) expect((await track(world, project, "ada")).status).toBe(200);
    await lab.evict(project.tenant);
    expect((await track(world, project, "ada")).json.usage.count).toBe(7);
    await expect(lab.flush(project.tenant)).rejects.toThrow("D1 down");
    await lab.setFaults(project.projectId, {});
    await lab.flush(project.tenant);
    const { counts } = await lab.readDatabaseUsage(project.tenant);
    expect(counts).toMatchObject([{ userId: "ada", count: 7 }]);
  });

  test("what can't be decided is a clear 503 and counts nothing", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada");
    await lab.setFaults(project.projectId, { databaseDown: true });
    const stranger = await track(world, project, "stranger");
    expect(stranger.status).toBe(503);
    expect(stranger.json.code).toBe("storage_unavailable");
    expect(stranger.headers.get("Retry-After")).toBe("2");
    const mixed = await call(world, "/api/data/batch", {
      secretKey: project.secretKey,
      body: { events: [{ userId: "ada" }, { userId: "stranger" }] },
    });
    expect(mixed.json.results.map((result: { status: number }) => result.status)).toEqual([200, 503]);
    await lab.setClock({ real: 61 * 60_000, business: 0 }, project.projectId);
    expect((await track(world, project, "ada")).status).toBe(503);
    await lab.setFaults(project.projectId, {});
    expect((await track(world, project, "ada")).json.usage.count).toBe(3);
    expect(await usageOf(world, project, "stranger")).toMatchObject({ count: 0 });
  });

  test("a project that was never seen gets a 503 and no storage", async () => {
    const project = await createProject(world);
    await world.lab.setFaults(project.projectId, { databaseDown: true });
    expect((await track(world, project, "ada")).status).toBe(503);
    expect(await world.lab.hasMeterStorage({ ...project.tenant, shard: 0 })).toBe(false);
  });
});

describe("a failing commit", () => {
  test("fails the one call that it belongs to, when others share it", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    // The shared commit fails and then one of the single ones.
    await world.lab.setFaults(project.projectId, { failCommits: 2 });
    const answers = await Promise.all(Array.from({ length: 10 }, () => track(world, project, "ada")));
    expect(answers.filter(({ status }) => status === 503).length).toBeLessThanOrEqual(2);
    const accepted = answers.filter(({ status }) => status === 200).length;
    expect(accepted).toBeGreaterThanOrEqual(8);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: accepted + 1 });
  });

  test("that can't be made durable is acknowledged to nobody, and the Meter goes on", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    await world.lab.setFaults(project.projectId, { failSyncs: 1 });
    const failed = await track(world, project, "ada", { idempotencyKey: "same" });
    expect(failed.status).toBe(503);
    expect((await track(world, project, "ada", { idempotencyKey: "same" })).status).toBe(200);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 2 });
  });
});
