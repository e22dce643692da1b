/** The manual of the SDK: what a developer does with it, in the order they come to it, against the real Workers. */
import { describe, expect, it } from "vitest";
import DreamAPI, {
  AuthenticationError,
  ConflictError,
  type DreamAPIOptions,
  NotFoundError,
  RateLimitError,
  ValidationError,
} from "../../packages/client/src/index.ts";
import type { LabProject } from "../../scripts/local/lab-methods.ts";
import { createProject, freeTier, proTier, useWorld } from "../world/world.ts";

const world = useWorld();

async function openProject(project: Partial<LabProject> = {}, options: DreamAPIOptions = {}) {
  const { secretKey, publishableKey, tenant, projectId } = await createProject(world, project);
  return {
    tenant,
    projectId,
    publishableKey,
    secretKey,
    api: new DreamAPI(secretKey, { baseUrl: world.apiUrl, ...options }),
    page: new DreamAPI(publishableKey, { baseUrl: world.apiUrl, ...options }),
  };
}

const tiersWithLimit = (limit: number) => [{ ...freeTier, limit }, proTier];

describe("a SaaS", () => {
  it("shows its pricing with the key that anybody may see", async () => {
    const { page } = await openProject();
    const tiers = await page.tiers();
    expect(tiers.map(({ name, unitAmount, limit }) => ({ name, unitAmount, limit }))).toEqual([
      { name: "free", unitAmount: 0, limit: 100 },
      { name: "pro", unitAmount: 2900, limit: 10_000 },
    ]);
  });

  it("counts a use before it does the work", async () => {
    const { api } = await openProject();
    const use = await api.trackUsage("alice");
    expect(use).toMatchObject({ allowed: true, usage: { plan: "free", count: 1, limit: 100, remaining: 99 } });
  });

  it("stops a user whose tier is spent, and counts nothing for that call", async () => {
    const { api } = await openProject({ tiers: tiersWithLimit(10) });
    await api.trackUsage("alice", { amount: 9 });
    const use = await api.trackUsage("alice", { amount: 2 });
    expect(use).toMatchObject({ allowed: false, reason: "tier_limit_reached", usage: { count: 9, remaining: 1 } });
  });

  it("lets exactly as many through as the tier has, however many come at once", async () => {
    const { api } = await openProject({ tiers: tiersWithLimit(7) });
    const uses = await Promise.all(Array.from({ length: 20 }, () => api.trackUsage("alice")));
    expect(uses.filter(({ allowed }) => allowed)).toHaveLength(7);
  });

  it("shows a user where they are, counting nothing", async () => {
    const { api } = await openProject();
    await api.trackUsage("alice", { amount: 3 });
    await api.checkUsage("alice");
    expect(await api.checkUsage("alice")).toMatchObject({ usage: { count: 3, remaining: 97 } });
  });

  it("can check before it counts", async () => {
    const { api } = await openProject({ tiers: tiersWithLimit(1) });
    expect(await api.trackUsage("alice", { amount: 0 })).toMatchObject({ allowed: true, usage: { count: 0 } });
  });

  it("names the tier of a user whom only its own books know", async () => {
    const { api } = await openProject();
    const use = await api.trackUsage("alice", { plan: "pro" });
    expect(use).toMatchObject({ usage: { plan: "pro", limit: 10_000 } });
  });

  it("gives back what a failed job had used, once", async () => {
    const { api } = await openProject();
    const use = await api.trackUsage("alice", { amount: 5 });
    expect(await api.releaseUsage("alice", use.idempotencyKey)).toMatchObject({ released: true, usage: { count: 0 } });
    expect(await api.releaseUsage("alice", use.idempotencyKey)).toMatchObject({ released: false, usage: { count: 0 } });
    await expect(api.releaseUsage("alice", "never-made")).rejects.toBeInstanceOf(NotFoundError);
  });

  it("reports the uses of a night in one call, and can give any of them back", async () => {
    const { api } = await openProject({ tiers: tiersWithLimit(5) });
    const { results } = await api.trackUsageBatch([
      { userId: "alice", amount: 5 },
      { userId: "alice" },
      { userId: "bob", amount: 2 },
      { userId: "carol", plan: "gold" },
    ]);
    expect(results).toMatchObject([
      { allowed: true, usage: { count: 5 } },
      { allowed: false, reason: "tier_limit_reached", usage: { count: 5 } },
      { allowed: true, usage: { count: 2 } },
      { allowed: false, reason: "refused", error: { code: "unknown_tier", status: 422 } },
    ]);
    const released = await api.releaseUsage("bob", results[2]?.idempotencyKey ?? "");
    expect(released).toMatchObject({ released: true, usage: { count: 0 } });
  });
});

describe("a network that loses answers", () => {
  /** Lets the call through, then loses what came back. */
  function losingAnswers(count: number): typeof fetch {
    let lost = 0;
    return async (input, init) => {
      const response = await fetch(input, init);
      if (lost === count) return response;
      lost += 1;
      await response.text();
      throw new TypeError("terminated");
    };
  }

  it("never makes a use count twice", async () => {
    const { api } = await openProject({}, { fetch: losingAnswers(2) });
    expect(await api.trackUsage("alice")).toMatchObject({ allowed: true, usage: { count: 1 } });
    expect(await api.checkUsage("alice")).toMatchObject({ usage: { count: 1 } });
  });

  it("never makes a batch count twice", async () => {
    const { api } = await openProject({}, { fetch: losingAnswers(1) });
    await api.trackUsageBatch([{ userId: "alice" }, { userId: "alice", amount: 2 }]);
    expect(await api.checkUsage("alice")).toMatchObject({ usage: { count: 3 } });
  });

  it("still tells the call that gave a use back that it did", async () => {
    const { api, secretKey } = await openProject();
    const unlucky = new DreamAPI(secretKey, { baseUrl: world.apiUrl, fetch: losingAnswers(1) });
    const use = await api.trackUsage("alice");
    expect(await unlucky.releaseUsage("alice", use.idempotencyKey)).toMatchObject({ released: true });
  });
});

describe("an outage", () => {
  it("denies by default, and the same call goes on afterwards", async () => {
    const { api, projectId } = await openProject({}, { maxRetries: 0 });
    await world.lab.setFaults(projectId, { databaseDown: true });
    const use = await api.trackUsage("alice");
    expect(use).toMatchObject({ allowed: false, reason: "unavailable", error: { code: "storage_unavailable" } });
    await world.lab.setFaults(projectId, {});
    const again = await api.trackUsage("alice", { idempotencyKey: use.idempotencyKey });
    expect(again).toMatchObject({ allowed: true, usage: { count: 1 } });
  });

  it("lets users through where the developer prefers that", async () => {
    const { api, projectId } = await openProject({}, { maxRetries: 0, onUnavailable: "allow" });
    await world.lab.setFaults(projectId, { databaseDown: true });
    expect(await api.trackUsage("alice")).toMatchObject({ allowed: true, reason: "unavailable", usage: null });
  });
});

describe("what is wrong is said", () => {
  it("of a key that was revoked", async () => {
    const { api, tenant, publishableKey } = await openProject();
    await world.lab.revokeKeys(tenant, publishableKey);
    const error = await api.trackUsage("alice").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ code: "unauthorized", requestId: expect.stringMatching(/^req_/) });
  });

  it("of the input, field by field, with a page that explains the code", async () => {
    const { api } = await openProject();
    const error = await api.trackUsage("alice", { amount: -1 }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ValidationError);
    const { issues, docs } = error as ValidationError;
    expect(issues.map(({ path }) => path)).toEqual(["body.amount"]);
    expect((await fetch(docs ?? "")).status).toBe(200);
  });

  it("of a user in a hurry, with when to come back", async () => {
    const { api } = await openProject({ tiers: [{ ...freeTier, rateLimitPerMinute: 1 }] });
    // Two of three fall into one minute, even around its end.
    const calls = [1, 2, 3].map(() => api.trackUsage("alice"));
    const error = await Promise.all(calls).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitError);
    expect((error as RateLimitError).retryAfterSeconds).toSatisfy((seconds: number) => seconds > 0 && seconds <= 60);
  });
});

describe("a store", () => {
  const products = ["cap", "hat", "mug", "pen", "tee"].map((name) => ({
    name,
    displayName: name.toUpperCase(),
    unitAmount: 1500,
    stock: name === "mug" ? 0 : 3,
  }));
  const store: Partial<LabProject> = { type: "store", tiers: [], products };

  it("shows a page of its products", async () => {
    const { page } = await openProject(store);
    const first = await page.products({ limit: 2 });
    expect(first).toMatchObject({ data: [{ name: "cap" }, { name: "hat" }], hasMore: true });
    const second = await page.products({ limit: 2, cursor: first.nextCursor ?? "" });
    expect(second.data).toMatchObject([{ name: "mug", soldOut: true }, { name: "pen" }]);
  });

  it("walks through all of them", async () => {
    const { page } = await openProject(store);
    const names: string[] = [];
    for await (const product of page.products({ limit: 2 })) names.push(product.name);
    expect(names).toEqual(["cap", "hat", "mug", "pen", "tee"]);
  });

  it("counts no usage", async () => {
    const { api } = await openProject(store);
    await expect(api.trackUsage("alice")).rejects.toBeInstanceOf(ConflictError);
  });
});
