import { describe, expect, test } from "vitest";
import { call, createProject, freeTier, proTier, type TestProject, track, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();
const minuteMs = 60_000;

/** Just after a full minute, so that no test meets the next one by accident. */
const minuteStart = Date.UTC(2027, 2, 10, 12, 0, 1);

async function stopClock(project: TestProject, real = minuteStart): Promise<void> {
  await world.lab.setClock({ real, business: real, stopped: true }, project.projectId);
}

async function limitedProject(rateLimitPerMinute: number, limit: number | null = null): Promise<TestProject> {
  const project = await createProject(world, { tiers: [{ ...freeTier, limit, rateLimitPerMinute }, proTier] });
  await stopClock(project);
  return project;
}

const statuses = (answers: { status: number }[]) => {
  const counted: Record<number, number> = {};
  for (const { status } of answers) counted[status] = (counted[status] ?? 0) + 1;
  return counted;
};

describe("the rate limit", () => {
  test("lets exactly its number of calls pass per user and minute; the rest wait and count nothing", async () => {
    const project = await limitedProject(20);
    const answers = await Promise.all(Array.from({ length: 100 }, () => track(world, project, "ada")));
    expect(statuses(answers)).toEqual({ 200: 20, 429: 80 });
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.json.code).toBe("rate_limited");
    expect(refused?.headers.get("Retry-After")).toBe("59");
    expect(refused?.headers.get("RateLimit")).toBe('"user";r=0;t=59');
    expect(refused?.headers.get("RateLimit-Policy")).toBe('"user";q=20;w=60');
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 20 });
    expect((await track(world, project, "bob")).status).toBe(200);
  });

  test("still knows how many passed after the Meter lost its memory", async () => {
    const project = await limitedProject(10);
    for (let index = 0; index < 6; index++) await track(world, project, "ada");
    await world.lab.evict(project.tenant);
    const answers = await Promise.all(Array.from({ length: 20 }, () => track(world, project, "ada")));
    expect(statuses(answers)).toEqual({ 200: 4, 429: 16 });
  });

  test("begins anew with the next UTC minute", async () => {
    const project = await limitedProject(2);
    await Promise.all([track(world, project, "ada"), track(world, project, "ada")]);
    expect((await track(world, project, "ada")).status).toBe(429);
    await stopClock(project, minuteStart - 1000 + minuteMs - 1);
    expect((await track(world, project, "ada")).status).toBe(429);
    await stopClock(project, minuteStart - 1000 + minuteMs);
    expect((await track(world, project, "ada")).status).toBe(200);
  });

  test("counts calls that a spent tier refused, so that nobody hammers at the end of their tier", async () => {
    const project = await limitedProject(5, 2);
    const answers = [];
    for (let index = 0; index < 7; index++) answers.push((await track(world, project, "ada")).status);
    expect(answers).toEqual([200, 200, 403, 403, 403, 429, 429]);
  });

  test("leaves looking, checking with amount 0 and repeats alone", async () => {
    const project = await limitedProject(1);
    await track(world, project, "ada", { idempotencyKey: "same" });
    expect((await track(world, project, "ada", { amount: 0 })).status).toBe(200);
    expect((await track(world, project, "ada", { idempotencyKey: "same" })).status).toBe(200);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 1 });
    expect((await track(world, project, "ada")).status).toBe(429);
  });

  test("takes a batch for one call of each of its users", async () => {
    const project = await limitedProject(2);
    const batch = () =>
      call(world, "/api/data/batch", {
        secretKey: project.secretKey,
        body: { events: Array.from({ length: 30 }, (_, index) => ({ userId: index % 2 ? "ada" : "bob" })) },
      });
    for (const expected of [200, 200, 429]) {
      const { json } = await batch();
      expect(new Set(json.results.map((result: { status: number }) => result.status))).toEqual(new Set([expected]));
    }
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 30 });
  });

  test("goes on within the minute when the user's period or tier changes, also after memory was lost", async () => {
    const project = await limitedProject(4);
    await world.lab.changeTier(project.tenant, "pro", { rateLimitPerMinute: 4 });
    await track(world, project, "ada");
    await track(world, project, "ada");
    await world.lab.putSubscription(project.tenant, {
      userId: "ada",
      tier: "pro",
      status: "active",
      usageAnchor: minuteStart,
      currentPeriodStart: minuteStart,
      currentPeriodEnd: minuteStart + 30 * 24 * 60 * minuteMs,
    });
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "pro", count: 1 });
    await world.lab.evict(project.tenant);
    expect((await track(world, project, "ada")).status).toBe(200);
    expect((await track(world, project, "ada")).status).toBe(429);
  });
});
