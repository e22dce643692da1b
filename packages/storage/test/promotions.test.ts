import {
  addProduct,
  addTier,
  changeTier,
  type PromotionDependencies,
  promote,
  type Scope,
  scopeOf,
} from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { tenantProjects, tenantPromotions } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";
import { actor, liveOf, notConnected, promotionBench } from "./promotion-bench.ts";

const world = useDatabase();
const { run, makeReady, dependencies, go, edit } = promotionBench(world);

const pro = {
  name: "pro",
  displayName: "Pro",
  unitAmount: 2900,
  interval: "month",
  limit: 1000,
  rateLimitPerMinute: 100,
  features: ["More"],
  popular: true,
  trialDays: 7,
} as const;
const addPro = (scope: Scope) =>
  edit(scope, (catalogue) => addTier(catalogue, { ...pro, features: [...pro.features] }));
const limitTo = (scope: Scope, limit: number) => edit(scope, (catalogue) => changeTier(catalogue, "free", { limit }));

const rowsOf = ({ projectId, mode }: Scope) =>
  run(
    "SELECT name, usage_limit, unit_amount, archived_at FROM tiers WHERE project_id = ? AND mode = ? ORDER BY name",
    projectId,
    mode,
  );
const countOf = async (table: string, { projectId }: Scope, more = "") =>
  (await run(`SELECT 1 FROM ${table} WHERE project_id = ? ${more}`, projectId)).length;

describe("a first promotion", () => {
  test("makes live with what test has, one key pair whose secret is in the answer, and what must follow", async () => {
    const scope = await makeReady();
    await addPro(scope);
    const { plan, keys } = await go(scope);
    expect(plan.steps.map(({ action, name }) => [action, name])).toEqual([
      ["create", "free"],
      ["create", "pro"],
    ]);
    expect(await rowsOf(liveOf(scope))).toEqual(await rowsOf(scope));
    expect(keys?.secretKey).toMatch(/^sk_live_/);
    expect(await countOf("api_keys", scope, "AND mode = 'live'")).toBe(1);
    expect(await countOf("sync_runs", scope, "AND mode = 'live' AND status = 'pending'")).toBe(1);
    expect(await run("SELECT 1 FROM outbox WHERE topic = ?", `meter:${scope.projectId}:live`)).not.toEqual([]);
    expect(await countOf("audit_log", scope, "AND action = 'catalogue.promoted'")).toBe(1);
  });

  test("repeated does nothing more and shows no secret", async () => {
    const scope = await makeReady();
    await go(scope);
    const { keys, plan } = await go(scope);
    expect(keys).toBeNull();
    expect(plan.steps.every(({ action }) => action === "leave")).toBe(true);
    expect(await countOf("catalogue_snapshots", scope)).toBe(1);
  });

  test("takes the settings along that work beyond the developer's own machine", async () => {
    const scope = await makeReady();
    await run(
      "UPDATE project_modes SET allowed_origins = ?, success_url = ?, brand_name = 'Ada' WHERE project_id = ?",
      JSON.stringify(["http://localhost:3000", "https://ada.example"]),
      "http://localhost:3000/done",
      scope.projectId,
    );
    await go(scope);
    const [live] = await run(
      "SELECT allowed_origins, success_url, brand_name FROM project_modes WHERE project_id = ? AND mode = 'live'",
      scope.projectId,
    );
    expect(live).toEqual({ allowed_origins: '["https://ada.example"]', success_url: null, brand_name: "Ada" });
  });

  test("that is only tried changes nothing and names what is in the way", async () => {
    const scope = await makeProject(world.database);
    const wish = { what: "promotion", dryRun: true } as const;
    const tried = await promote(scope, wish, actor, dependencies());
    expect(tried).toMatchObject({ isApplied: false, obstacles: ["plan_required", "stripe_not_connected"], keys: null });
    expect(tried.plan.steps).toMatchObject([{ action: "create", name: "free" }]);
    expect(await rowsOf(liveOf(scope))).toEqual([]);
    await expect(go(scope)).rejects.toMatchObject({ code: "plan_required" });
  });

  test("needs a plan that covers now, a connection that stands, and a project that is there", async () => {
    const lapsed = await makeReady();
    await run("UPDATE platforms SET covered_until = ? WHERE platform_id = ?", now(), `plt_${lapsed.projectId}`);
    await expect(go(lapsed)).rejects.toMatchObject({ code: "plan_required" });
    const revoked = await makeReady();
    await run("UPDATE stripe_connections SET status = 'revoked' WHERE platform_id = ?", `plt_${revoked.projectId}`);
    await expect(go(revoked)).rejects.toMatchObject({ code: "stripe_not_connected" });
    const deleted = await makeReady();
    await tenantProjects(world.database, now).deleteProject(deleted);
    await expect(go(deleted)).rejects.toMatchObject({ code: "not_found" });
    for (const scope of [lapsed, revoked, deleted]) expect(await rowsOf(liveOf(scope))).toEqual([]);
  });
});

describe("a promotion that ends in the middle", () => {
  const steps = ["announce", "followOnStripe", "mintFirstKeyPair"] as const;

  test.each(steps)("before %s is gone on with by the next: one key pair, shown once", async (step) => {
    const scope = await makeReady();
    const crash = async () => {
      throw new Error("The Worker died");
    };
    await expect(go(scope, "promotion", { ...dependencies(), [step]: crash })).rejects.toThrow("The Worker died");
    expect(await rowsOf(liveOf(scope))).toEqual(await rowsOf(scope));
    expect(await countOf("sync_runs", scope, "AND mode = 'live' AND status = 'pending'")).toBe(1);
    expect(await run("SELECT 1 FROM outbox WHERE topic = ?", `meter:${scope.projectId}:live`)).not.toEqual([]);
    const followed: Scope[] = [];
    const followOnStripe = async (live: Scope) => {
      followed.push(live);
      return notConnected;
    };
    const { keys } = await go(scope, "promotion", { ...dependencies(), followOnStripe });
    expect(keys?.secretKey).toMatch(/^sk_live_/);
    expect(followed).toEqual([liveOf(scope)]);
    expect(await countOf("api_keys", scope, "AND mode = 'live'")).toBe(1);
    expect(await countOf("catalogue_snapshots", scope)).toBe(1);
  });

  test("and is gone on with by many at once makes one key pair, shown once", async () => {
    const scope = await makeReady();
    const mintFirstKeyPair = () => Promise.reject(new Error("The Worker died"));
    await expect(go(scope, "promotion", { ...dependencies(), mintFirstKeyPair })).rejects.toThrow("The Worker died");
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => go(scope)));
    expect(outcomes.filter(({ keys }) => keys !== null)).toHaveLength(1);
    expect(await countOf("api_keys", scope, "AND mode = 'live'")).toBe(1);
  });

  test("in its batch leaves nothing", async () => {
    const scope = await makeReady();
    const write: PromotionDependencies["promotions"]["write"] = async (project, wanted) =>
      tenantPromotions(world.database, now).write(project, {
        ...wanted,
        change: { tiers: wanted.change.tiers.map((tier) => ({ ...tier, rateLimitPerMinute: 0 })), products: [] },
      });
    const deps = dependencies();
    await expect(
      go(scope, "promotion", { ...deps, promotions: { ...deps.promotions, read: deps.promotions.read, write } }),
    ).rejects.toThrow();
    expect(await countOf("project_modes", scope)).toBe(1);
    expect(await countOf("catalogue_snapshots", scope)).toBe(0);
  });
});

describe("at the same time", () => {
  test("of ten first promotions one wins and the others say so", async () => {
    const scope = await makeReady();
    const results = await Promise.allSettled(Array.from({ length: 10 }, () => go(scope)));
    const refusals = results.flatMap((result) => (result.status === "rejected" ? [result.reason.code] : []));
    expect(refusals.length).toBeLessThan(10);
    expect(refusals.every((code) => code === "conflict")).toBe(true);
    expect(await countOf("catalogue_snapshots", scope)).toBe(1);
    expect(await rowsOf(liveOf(scope))).toEqual(await rowsOf(scope));
  });

  test.each(["test", "live"] as const)(
    "an edit in %s between plan and batch: conflict, and nothing changed",
    async (mode) => {
      const scope = await makeReady();
      await go(scope);
      await limitTo(scope, 7);
      const deps = dependencies();
      const read: typeof deps.promotions.read = async (project) => {
        const state = await deps.promotions.read(project);
        await limitTo(scopeOf(scope.projectId, mode), 8);
        return state;
      };
      const promotions = { read, write: deps.promotions.write };
      await expect(go(scope, "promotion", { ...deps, promotions })).rejects.toMatchObject({ code: "conflict" });
      expect(await rowsOf(liveOf(scope))).toMatchObject([{ usage_limit: mode === "live" ? 8 : 100 }]);
      expect(await countOf("catalogue_snapshots", scope)).toBe(1);
      await go(scope);
      expect(await rowsOf(liveOf(scope))).toEqual(await rowsOf(scope));
    },
  );
});

describe("stock", () => {
  test("is copied when a product first goes live, and is live's own from then on", async () => {
    const scope = await makeReady();
    await run("UPDATE projects SET type = 'store' WHERE project_id = ?", scope.projectId);
    const mug = { name: "mug", displayName: "Mug", description: "", unitAmount: 900, imageUrl: null, features: [] };
    const stockOf = async () =>
      (await run("SELECT stock FROM products WHERE project_id = ? AND mode = 'live'", scope.projectId))[0]?.stock;
    await edit(scope, (catalogue) => addProduct(catalogue, { ...mug, stock: 5, shippable: true }));
    await go(scope);
    expect(await stockOf()).toBe(5);
    await run("UPDATE products SET stock = 2 WHERE project_id = ? AND mode = 'live'", scope.projectId);
    await run(
      "UPDATE products SET stock = 90, unit_amount = 1000 WHERE project_id = ? AND mode = 'test'",
      scope.projectId,
    );
    const { plan } = await go(scope);
    expect(plan.steps).toMatchObject([
      { name: "free", action: "leave" },
      { name: "mug", action: "change", fields: [{ field: "unitAmount", from: 900, to: 1000 }] },
    ]);
    expect(await stockOf()).toBe(2);
    await go(scope, "rollback");
    expect(await stockOf()).toBe(2);
  });
});

describe("rolling back", () => {
  const limits = async (scope: Scope) => (await rowsOf(liveOf(scope))).map(({ usage_limit }) => usage_limit);

  test("goes back to what was live before the promotion that stands, and says when there is none before", async () => {
    const scope = await makeReady();
    await expect(go(scope, "rollback")).rejects.toMatchObject({ code: "not_promoted" });
    for (const limit of [1, 2, 3]) {
      await limitTo(scope, limit);
      await go(scope);
    }
    await go(scope, "rollback");
    expect(await limits(scope)).toEqual([2]);
    await go(scope, "rollback");
    expect(await limits(scope)).toEqual([1]);
    await expect(go(scope, "rollback")).rejects.toMatchObject({ code: "not_promoted" });
    await go(scope);
    expect(await limits(scope)).toEqual([3]);
    await go(scope, "rollback");
    expect(await limits(scope)).toEqual([1]);
  });

  test("leaves test as it is, takes off sale what came later, and shows it before", async () => {
    const scope = await makeReady();
    await go(scope);
    await addPro(scope);
    await go(scope);
    const tried = await promote(scope, { what: "rollback", dryRun: true }, actor, dependencies());
    expect(tried.plan.steps).toMatchObject([
      { name: "free", action: "leave" },
      { name: "pro", action: "archive", reason: "not_promoted_then" },
    ]);
    await go(scope, "rollback");
    expect(await rowsOf(liveOf(scope))).toMatchObject([{ name: "free" }, { name: "pro", archived_at: now() }]);
    expect(await rowsOf(scope)).toMatchObject([{ name: "free" }, { name: "pro", archived_at: null }]);
  });
});
