import { describe, expect, test } from "vitest";
import { call, createProject, freeTier, noRateLimit, proTier, track, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();

describe("counting a use", () => {
  test("no body counts one, and the answer says where the user stands", async () => {
    const project = await createProject(world, { tiers: [{ ...freeTier, features: ["chat"] }] });
    const answer = await call(world, "/api/data", { method: "POST", secretKey: project.secretKey, userId: "ada" });
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      allowed: true,
      usage: {
        plan: "free",
        count: 1,
        limit: 100,
        remaining: 99,
        periodStart: expect.stringMatching(/-01T00:00:00\.000Z$/),
        periodEnd: expect.stringMatching(/-01T00:00:00\.000Z$/),
        features: ["chat"],
      },
    });
  });

  test("a refused call counts nothing and says why", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { amount: 98 });
    const refused = await track(world, project, "ada", { amount: 3 });
    expect(refused.status).toBe(403);
    expect(refused.json).toMatchObject({
      code: "tier_limit_reached",
      allowed: false,
      usage: { count: 98, remaining: 2 },
    });
    expect((await track(world, project, "ada", { amount: 2 })).status).toBe(200);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 100, remaining: 0 });
  });

  test("an amount of 0 checks and counts nothing", async () => {
    const project = await createProject(world, { tiers: [{ ...freeTier, limit: 1 }] });
    await track(world, project, "ada");
    expect((await track(world, project, "ada", { amount: 0 })).json).toMatchObject({
      allowed: true,
      usage: { remaining: 0 },
    });
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 1 });
  });

  test("an unlimited tier counts as far as numbers go and never beyond", async () => {
    const project = await createProject(world, { tiers: [{ ...freeTier, limit: null }] });
    const most = Number.MAX_SAFE_INTEGER;
    expect((await track(world, project, "ada", { amount: most })).json.usage).toMatchObject({
      count: most,
      limit: null,
      remaining: null,
    });
    expect((await track(world, project, "ada", { amount: 1 })).json.code).toBe("tier_limit_reached");
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: most });
  });

  test("the plan in the header serves users who have none, and must name a tier", async () => {
    const project = await createProject(world);
    expect((await track(world, project, "ada", { plan: "pro" })).json.usage).toMatchObject({
      plan: "pro",
      limit: 10_000,
    });
    expect((await track(world, project, "ada", { plan: "gold" })).json).toMatchObject({ code: "unknown_tier" });
    await world.lab.assignTier(project.tenant, "ada", "free");
    expect((await track(world, project, "ada", { plan: "pro" })).json.usage).toMatchObject({ plan: "free" });
  });

  test("a project without a free tier says that the user has no plan", async () => {
    const project = await createProject(world, { tiers: [proTier] });
    expect((await track(world, project, "ada")).json).toMatchObject({ code: "no_plan" });
  });

  test("a store does not count usage", async () => {
    const store = await createProject(world, { type: "store", tiers: [] });
    for (const path of ["/api/data", "/api/data/release"]) {
      const body = path.endsWith("release") ? { idempotencyKey: "k" } : {};
      expect((await call(world, path, { secretKey: store.secretKey, userId: "ada", body })).json.code).toBe(
        "wrong_project_type",
      );
    }
    const batch = await call(world, "/api/data/batch", {
      secretKey: store.secretKey,
      body: { events: [{ userId: "ada" }] },
    });
    expect(batch.json.code).toBe("wrong_project_type");
  });
});

describe("a thousand parallel calls on a limit of a hundred", () => {
  test.each(["test", "live"] as const)("allow exactly a hundred in %s mode", async (mode) => {
    const project = await createProject(world, { mode });
    await world.lab.coverPlatform(project.platformId, Date.now() + 86_400_000);
    const answers = await Promise.all(Array.from({ length: 1000 }, () => track(world, project, "ada")));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(100);
    const refused = answers.filter(({ status }) => status === 403);
    expect(refused).toHaveLength(900);
    expect(new Set(refused.map(({ json }) => json.code))).toEqual(new Set(["tier_limit_reached"]));
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 100 });
  });

  test("allow exactly a hundred through batches, and each batch is answered in order", async () => {
    const project = await createProject(world);
    const events = Array.from({ length: 50 }, (_, index) => ({ userId: index % 2 ? "ada" : "bob" }));
    const batches = await Promise.all(
      Array.from({ length: 20 }, () =>
        call(world, "/api/data/batch", { secretKey: project.secretKey, body: { events } }),
      ),
    );
    for (const user of ["ada", "bob"]) {
      const own = batches.flatMap(({ json }) =>
        json.results.filter((_: unknown, index: number) => events[index]?.userId === user),
      );
      expect(own).toHaveLength(500);
      expect(own.filter((result) => result.status === 200)).toHaveLength(100);
      expect(await usageOf(world, project, user)).toMatchObject({ count: 100 });
    }
  });

  test("with amounts from 1 to 7 never pass the limit, and what is counted is what was accepted", async () => {
    const project = await createProject(world);
    const amounts = Array.from({ length: 300 }, (_, index) => 1 + (index % 7));
    const answers = await Promise.all(amounts.map((amount) => track(world, project, "ada", { amount })));
    const accepted = amounts
      .filter((_, index) => answers[index]?.status === 200)
      .reduce((sum, amount) => sum + amount, 0);
    expect(accepted).toBeLessThanOrEqual(100);
    expect(accepted).toBeGreaterThan(93);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: accepted });
  });
});

describe("batches", () => {
  test("each event gets what a single call would have got, with its status, in order", async () => {
    const project = await createProject(world, { tiers: [{ ...freeTier, limit: 2 }, proTier] });
    const body = {
      events: [
        { userId: "ada" },
        { userId: "bob", amount: 3 },
        { userId: "ada" },
        { userId: "ada" },
        { userId: "cy", plan: "gold" },
        { userId: "cy", plan: "pro", amount: 3 },
      ],
    };
    const { status, json } = await call(world, "/api/data/batch", { secretKey: project.secretKey, body });
    expect(status).toBe(200);
    expect(json.results.map((result: { status: number; code?: string }) => [result.status, result.code])).toEqual([
      [200, undefined],
      [403, "tier_limit_reached"],
      [200, undefined],
      [403, "tier_limit_reached"],
      [422, "unknown_tier"],
      [200, undefined],
    ]);
    expect(json.results[5]).toMatchObject({ allowed: true, usage: { plan: "pro", count: 3 } });
  });

  test("a live batch reaches users of every shard and keeps its order", async () => {
    const project = await createProject(world, { mode: "live" });
    await world.lab.coverPlatform(project.platformId, Date.now() + 86_400_000);
    const events = Array.from({ length: 200 }, (_, index) => ({ userId: `user_${index}`, amount: (index % 90) + 1 }));
    const { json } = await call(world, "/api/data/batch", { secretKey: project.secretKey, body: { events } });
    expect(json.results.map((result: { usage: { count: number } }) => result.usage.count)).toEqual(
      events.map(({ amount }) => amount),
    );
  });

  test("a repeated batch under one key counts nothing twice", async () => {
    const project = await createProject(world);
    const send = () =>
      call(world, "/api/data/batch", {
        secretKey: project.secretKey,
        idempotencyKey: "import-7",
        body: {
          events: [
            { userId: "ada", amount: 5 },
            { userId: "ada", amount: 5 },
          ],
        },
      });
    const [first, second] = [await send(), await send()];
    expect(second.text).toBe(first.text);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 10 });
  });

  test("a Meter that does not answer fails its own events only", async () => {
    const project = await createProject(world, { mode: "live" });
    await world.lab.coverPlatform(project.platformId, Date.now() + 86_400_000);
    await world.lab.setFaults(project.projectId, { shardsDown: [3] });
    const body = { events: [{ userId: "ada" }, { userId: "bob" }] };
    const { status, json } = await call(world, "/api/data/batch", { secretKey: project.secretKey, body });
    expect(status).toBe(200);
    expect(json.results[0]).toMatchObject({ status: 503, code: "storage_unavailable" });
    expect(json.results[1]).toMatchObject({ status: 200, allowed: true });
  });
});

describe("giving back a call", () => {
  test("works once, on the count it was booked in, and the call's own repeat still gets its answer", async () => {
    const project = await createProject(world);
    const first = await track(world, project, "ada", { amount: 10, idempotencyKey: "job" });
    const release = () =>
      call(world, "/api/data/release", {
        secretKey: project.secretKey,
        userId: "ada",
        body: { idempotencyKey: "job" },
      });
    expect((await release()).json).toMatchObject({ released: true, usage: { count: 0 } });
    expect((await release()).json).toMatchObject({ released: false, usage: { count: 0 } });
    const repeat = await track(world, project, "ada", { amount: 10, idempotencyKey: "job" });
    expect(repeat.text).toBe(first.text);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 0 });
  });

  test("in parallel gives back once", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { amount: 60 });
    await track(world, project, "ada", { amount: 10, idempotencyKey: "job" });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        call(world, "/api/data/release", {
          secretKey: project.secretKey,
          userId: "ada",
          body: { idempotencyKey: "job" },
        }),
      ),
    );
    expect(answers.filter(({ json }) => json.released)).toHaveLength(1);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 60 });
  });

  test("a retry under its own key gets the first answer", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { idempotencyKey: "job" });
    const release = () =>
      call(world, "/api/data/release", {
        secretKey: project.secretKey,
        userId: "ada",
        idempotencyKey: "release-job",
        body: { idempotencyKey: "job" },
      });
    const [first, second] = [await release(), await release()];
    expect(second.json.released).toBe(true);
    expect(second.text).toBe(first.text);
    expect(second.headers.get("Idempotent-Replayed")).toBe("true");
  });

  test("a call that never was, or was another user's, is not found", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { idempotencyKey: "job" });
    const answer = await call(world, "/api/data/release", {
      secretKey: project.secretKey,
      userId: "bob",
      body: { idempotencyKey: "job" },
    });
    expect(answer.status).toBe(404);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 1 });
  });
});

describe("repeats under an idempotency key", () => {
  test("in parallel and later: counted once, the stored answer byte for byte, and marked", async () => {
    const project = await createProject(world);
    const send = () => track(world, project, "ada", { amount: 2, idempotencyKey: "same" });
    const parallel = await Promise.all(Array.from({ length: 50 }, send));
    const later = await send();
    expect(new Set([...parallel, later].map(({ text }) => text)).size).toBe(1);
    expect(parallel.filter(({ headers }) => headers.get("Idempotent-Replayed") === "true")).toHaveLength(49);
    expect(later.headers.get("Idempotent-Replayed")).toBe("true");
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 2 });
  });

  test("with another amount are refused", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { amount: 2, idempotencyKey: "same" });
    const other = await track(world, project, "ada", { amount: 3, idempotencyKey: "same" });
    expect(other.status).toBe(409);
    expect(other.json.code).toBe("idempotency_key_reused");
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 2 });
  });

  test("of another user are that user's own calls", async () => {
    const project = await createProject(world);
    await track(world, project, "ada", { idempotencyKey: "same" });
    expect(
      (await track(world, project, "bob", { idempotencyKey: "same" })).headers.get("Idempotent-Replayed"),
    ).toBeNull();
    expect(await usageOf(world, project, "bob")).toMatchObject({ count: 1 });
  });

  test("of a refused call are decided anew: only accepted answers are kept", async () => {
    const project = await createProject(world, { tiers: [{ ...freeTier, limit: 1 }] });
    expect((await track(world, project, "ada", { amount: 2, idempotencyKey: "same" })).status).toBe(403);
    await world.lab.changeTier(project.tenant, "free", { limit: 5 });
    expect((await track(world, project, "ada", { amount: 2, idempotencyKey: "same" })).status).toBe(200);
  });

  test("are remembered for 24 hours, also when memory was lost and when the user is spent", async () => {
    const project = await createProject(world, { tiers: [{ ...freeTier, limit: 1, rateLimitPerMinute: noRateLimit }] });
    const first = await track(world, project, "ada", { idempotencyKey: "same" });
    await world.lab.evict(project.tenant);
    expect((await track(world, project, "ada", { idempotencyKey: "same" })).text).toBe(first.text);
    const dayMs = 24 * 60 * 60 * 1000;
    await world.lab.setClock({ real: dayMs, business: 0 }, project.projectId);
    expect((await track(world, project, "ada", { idempotencyKey: "same" })).json.code).toBe("tier_limit_reached");
  });
});
