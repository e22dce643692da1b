import type { Scope } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { type FlushedCount, tenantCustomers, tenantErasure, tenantProjects, tenantUsage } from "../src/index.ts";
import { changedBy, makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();

const counted = (count: number, seq: number, more: Partial<FlushedCount> = {}): FlushedCount => ({
  userId: "ada",
  anchor: 0,
  periodStart: 0,
  count,
  tier: "free",
  seq,
  lastAt: 1,
  planSource: "free",
  ...more,
});

const flush = (scope: Scope, counts: FlushedCount[], days: { count: number; seq: number }[] = []) =>
  tenantUsage(world.database).flush(scope, 0, {
    counts,
    days: days.map((day) => ({ day: 1, tier: "free", ...day })),
    secrets: [],
  });

const stored = async ({ projectId, mode }: Scope) => {
  const { results } = await world.database.$client
    .prepare("SELECT count, seq FROM usage_counts WHERE project_id = ? AND mode = ? ORDER BY user_id")
    .bind(projectId, mode)
    .all();
  return results;
};

const storedDays = async ({ projectId }: Scope) => {
  const { results } = await world.database.$client
    .prepare("SELECT count, shard FROM usage_days WHERE project_id = ? ORDER BY shard")
    .bind(projectId)
    .all();
  return results;
};

describe("counts that arrive in D1", () => {
  test("twice are there once", async () => {
    const scope = await makeProject(world.database);
    await flush(scope, [counted(5, 10)]);
    await flush(scope, [counted(5, 10)]);
    expect(await stored(scope)).toEqual([{ count: 5, seq: 10 }]);
  });

  test("late, after newer ones, change nothing", async () => {
    const scope = await makeProject(world.database);
    await flush(scope, [counted(7, 12)], [{ count: 7, seq: 12 }]);
    await flush(scope, [counted(5, 10)], [{ count: 5, seq: 10 }]);
    expect(await stored(scope)).toEqual([{ count: 7, seq: 12 }]);
    expect(await storedDays(scope)).toEqual([{ count: 7, shard: 0 }]);
  });

  test("may be fewer than before, when calls were given back", async () => {
    const scope = await makeProject(world.database);
    await flush(scope, [counted(7, 12)]);
    await flush(scope, [counted(3, 13)]);
    expect(await stored(scope)).toEqual([{ count: 3, seq: 13 }]);
  });

  test("of two Meters have a row each for the same day", async () => {
    const scope = await makeProject(world.database);
    for (const shard of [0, 1]) {
      await tenantUsage(world.database).flush(scope, shard, {
        counts: [],
        days: [{ day: 1, tier: "free", count: 4, seq: 1 }],
        secrets: [],
      });
    }
    expect(await storedDays(scope)).toEqual([
      { count: 4, shard: 0 },
      { count: 4, shard: 1 },
    ]);
  });

  test("of an erased user or a deleted project are dropped", async () => {
    const scope = await makeProject(world.database);
    await flush(scope, [counted(5, 10)]);
    await tenantErasure(world.database, now).erase(scope, changedBy, "ada", "ers_0000000000000000");
    await flush(scope, [counted(6, 11), counted(1, 11, { userId: "bob" })]);
    expect(await stored(scope)).toEqual([{ count: 1, seq: 11 }]);
    await tenantProjects(world.database, now).deleteProject(scope);
    await flush(scope, [counted(9, 12, { userId: "bob" })], [{ count: 9, seq: 12 }]);
    expect(await stored(scope)).toEqual([{ count: 1, seq: 11 }]);
    expect(await storedDays(scope)).toEqual([]);
  });

  test("never touch the plan that a developer assigned, but keep the others' up to date", async () => {
    const scope = await makeProject(world.database);
    await tenantCustomers(world.database, now).assignTier(scope, "ada", "free");
    await flush(scope, [counted(1, 1, { tier: "pro", planSource: "header" }), counted(1, 1, { userId: "bob" })]);
    await flush(scope, [counted(2, 2, { userId: "bob", tier: "pro", planSource: "header" })]);
    const { results } = await world.database.$client
      .prepare("SELECT user_id, plan, plan_source FROM end_users WHERE project_id = ? ORDER BY user_id")
      .bind(scope.projectId)
      .all();
    expect(results).toEqual([
      { user_id: "ada", plan: "free", plan_source: "assigned" },
      { user_id: "bob", plan: "pro", plan_source: "header" },
    ]);
  });
});
