/** Orders of events that are rare and were once answered wrongly. */
import { describe, expect, test } from "vitest";
import { call, createProject, track, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();
const dayMs = 24 * 60 * 60 * 1000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await pause(5);
}

const release = ({ secretKey }: { secretKey: string }, userId: string, key: string) =>
  call(world, "/api/data/release", { secretKey, userId, body: { idempotencyKey: key } });

const live = async ({ secretKey }: { secretKey: string }) =>
  (await call(world, "/api/dashboard/live", { secretKey })).json;

describe("bringing counts to D1", () => {
  test("goes on about once a minute while the Meter stays awake and has answers to expire", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await lab.setClock({ real: -70_000, business: 0 }, project.projectId);
    await track(world, project, "ada", { idempotencyKey: "k" });
    await lab.runAlarm(project.tenant);
    await lab.setClock({ real: 0, business: 0 }, project.projectId);
    await track(world, project, "ada");
    const deadline = Date.now() + 20_000;
    const flushed = async () => (await lab.readDatabaseUsage(project.tenant)).counts[0]?.count;
    while ((await flushed()) !== 2 && Date.now() < deadline) await usageOf(world, project, "ada");
    expect(await flushed()).toBe(2);
  });

  test("takes a released call out of its day, also when the user's tier changed before the flush", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 5, idempotencyKey: "k" });
    await lab.flush(project.tenant);
    await release(project, "ada", "k");
    await lab.assignTier(project.tenant, "ada", "pro");
    await track(world, project, "ada");
    await lab.flush(project.tenant);
    const { days } = await lab.readDatabaseUsage(project.tenant);
    expect(days.map(({ tier, count }) => [tier, count])).toEqual([
      ["free", 0],
      ["pro", 1],
    ]);
  });

  test("takes a released call out of its day, also when the user was erased before the flush", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 5, idempotencyKey: "k" });
    await lab.flush(project.tenant);
    await release(project, "ada", "k");
    await lab.eraseUser(project.tenant, "ada");
    await lab.flush(project.tenant);
    expect((await lab.readDatabaseUsage(project.tenant)).days).toMatchObject([{ count: 0 }]);
  });

  test("counts a release once on its day, also months of business time later", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 5 });
    await track(world, project, "ada", { amount: 2, idempotencyKey: "k" });
    await lab.setClock({ real: 0, business: 140 * dayMs }, project.projectId);
    await lab.runAlarm(project.tenant);
    expect((await release(project, "ada", "k")).json.released).toBe(true);
    await lab.flush(project.tenant);
    expect((await lab.readDatabaseUsage(project.tenant)).days).toMatchObject([{ count: 5 }]);
  });
});

describe("what the Meter learns", () => {
  test("a key revoked while it looks at its project for the first time does not work", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await lab.setFaults(project.projectId, { holdDatabaseAnswers: true });
    const slow = track(world, project, "ada");
    await until(async () => (await lab.heldAnswers(project.projectId)) === 1);
    const revoked = lab.revokeKeys(project.tenant, project.publishableKey);
    const gone = async () =>
      (await call(world, "/api/tiers", { publishableKey: project.publishableKey })).status === 401;
    await until(gone);
    await lab.releaseAnswers(project.projectId);
    await Promise.all([slow, revoked]);
    expect((await track(world, project, "ada")).status).toBe(401);
  });

  test("a user erased and created anew between two looks begins at nothing, and no old answer is repeated", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada", { amount: 5, idempotencyKey: "k" });
    await lab.flush(project.tenant);
    await lab.setFaults(project.projectId, { shardsDown: [0] });
    await lab.eraseUser(project.tenant, "ada");
    await lab.setFaults(project.projectId, {});
    await lab.assignTier(project.tenant, "ada", "free");
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 0 });
    const again = await track(world, project, "ada", { amount: 5, idempotencyKey: "k" });
    expect(again.headers.get("Idempotent-Replayed")).toBeNull();
    await lab.evict(project.tenant);
    await lab.assignTier(project.tenant, "ada", "pro");
    expect(await usageOf(world, project, "ada")).toMatchObject({ plan: "pro", count: 5 });
  });

  test("a first look whose keeping failed does not cost the user their plan", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await lab.assignTier(project.tenant, "bob", "pro");
    await track(world, project, "ada");
    await lab.setFaults(project.projectId, { failCommits: 1 });
    await track(world, project, "bob");
    expect((await track(world, project, "bob")).json.usage.plan).toBe("pro");
    await lab.evict(project.tenant);
    expect((await track(world, project, "bob")).json.usage.plan).toBe("pro");
  });

  test("a user assigned to a tier that was made just before is on that tier", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await track(world, project, "ada");
    await lab.changeTier(project.tenant, "pro", { limit: 5 }, { announce: false });
    await lab.assignTier(project.tenant, "bob", "pro", { announce: false });
    expect((await track(world, project, "bob")).json.usage).toMatchObject({ plan: "pro", limit: 5 });
  });

  test("a refused caller costs D1 nothing and leaves nothing behind", async () => {
    const project = await createProject(world);
    const { lab } = world;
    await lab.assignTier(project.tenant, "bob", "pro");
    await track(world, project, "ada");
    await lab.revokeKeys(project.tenant, project.publishableKey);
    await lab.resetCounters(project.projectId);
    for (const userId of ["x", "y", "bob"]) expect((await track(world, project, userId)).status).toBe(401);
    expect(await lab.readCounters(project.projectId)).toMatchObject({ databaseOperations: 0, meterRowsWritten: 0 });
  });

  test("a project that is deleted ends in both modes", async () => {
    const project = await createProject(world);
    const { lab } = world;
    const database = await world.stack.miniflare.getD1Database("DB", "dream-api-multi");
    for (const statement of [
      "INSERT INTO project_modes (project_id, mode, rev) VALUES (?, 'live', 1)",
      `INSERT INTO tiers (project_id, mode, name, display_name, unit_amount, interval, usage_limit, features, position, rev)
       SELECT project_id, 'live', name, display_name, unit_amount, interval, usage_limit, features, position, 1
       FROM tiers WHERE project_id = ?`,
    ]) {
      await database.prepare(statement).bind(project.projectId).run();
    }
    await lab.coverPlatform(project.platformId, Date.now() + dayMs);
    const keys = await lab.mintKeys({ projectId: project.projectId, mode: "live" }, "live");
    expect((await track(world, keys, "ada")).status).toBe(200);
    await lab.deleteProject(project.tenant);
    expect((await track(world, keys, "ada")).status).toBe(401);
  });
});

describe("answers", () => {
  test("of a batch are the events' own when one Meter fails and the others have counted", async () => {
    const project = await createProject(world, { mode: "live" });
    const { lab } = world;
    await lab.coverPlatform(project.platformId, Date.now() + dayMs);
    const events = Array.from({ length: 16 }, (_, index) => ({ userId: `user_${index}` }));
    for (const { userId } of events) await usageOf(world, project, userId);
    await lab.setFaults(project.projectId, { failSyncs: 1 });
    const { status, json } = await call(world, "/api/data/batch", { secretKey: project.secretKey, body: { events } });
    expect(status).toBe(200);
    const statuses = json.results.map((result: { status: number }) => result.status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
  });

  test("to a retry are the first ones, also after the owner's plan lapsed", async () => {
    const project = await createProject(world, { mode: "live" });
    const { lab } = world;
    await lab.coverPlatform(project.platformId, Date.now() + dayMs);
    const first = await track(world, project, "ada", { idempotencyKey: "k" });
    await lab.coverPlatform(project.platformId, null);
    expect((await track(world, project, "ada", { idempotencyKey: "k" })).text).toBe(first.text);
    expect((await track(world, project, "ada")).json.code).toBe("plan_required");
  });

  test("to checks and to fruitless releases are not stored, for no limit would hold them", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { idempotencyKey: "job" });
    await release(project, "ada", "job");
    await world.lab.resetCounters(project.projectId);
    for (const idempotencyKey of ["a", "b", "c"]) {
      await track(world, project, "ada", { amount: 0, idempotencyKey });
      const body = { idempotencyKey: "job" };
      await call(world, "/api/data/release", { secretKey: project.secretKey, userId: "ada", idempotencyKey, body });
    }
    expect((await world.lab.readCounters(project.projectId)).meterRowsWritten).toBe(0);
  });
});

describe("what is happening now", () => {
  test("does not name a user who was erased", async () => {
    const project = await createProject(world);
    await live(project);
    await track(world, project, "ada");
    await world.lab.eraseUser(project.tenant, "ada");
    expect((await live(project)).lastCall).toBeNull();
  });

  test("counts a user once in a minute, though they changed tier and memory was lost", async () => {
    const project = await createProject(world);
    const now = Date.now();
    await world.lab.setClock({ real: now, business: now, stopped: true }, project.projectId);
    await live(project);
    await track(world, project, "ada");
    await world.lab.putSubscription(project.tenant, {
      userId: "ada",
      tier: "pro",
      status: "active",
      usageAnchor: now,
      currentPeriodStart: now,
      currentPeriodEnd: now + 30 * dayMs,
    });
    await track(world, project, "ada");
    const before = await live(project);
    expect(before.minutes.at(-1)).toMatchObject({ calls: 2, users: 1 });
    await world.lab.evict(project.tenant);
    expect((await live(project)).minutes).toEqual(before.minutes);
  });
});

describe("names that mean something to JavaScript", () => {
  test.each(["constructor", "toString", "__proto__", "hasOwnProperty"])("%s is a name like any other", async (name) => {
    const project = await createProject(world);
    expect((await call(world, `/docs/${name}`)).status).toBe(404);
    const answer = await call(world, "/api/data", {
      secretKey: project.secretKey,
      userId: "ada",
      body: `{"${name}":1}`,
    });
    expect([answer.status, answer.json.issues]).toEqual([
      422,
      [{ path: `body.${name}`, message: "is not known here" }],
    ]);
    expect((await track(world, project, name)).json.usage.count).toBe(1);
  });

  test("a dot in a path of ours is a dot", async () => {
    expect((await call(world, "/openapiXjson", { method: "POST" })).status).toBe(404);
  });
});
