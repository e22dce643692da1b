/** A deleted project leaves its books and nobody's name. */
import { purgeProjects, type Scope } from "@dream-api/domain";
import { expect, test } from "vitest";
import { purgeableProjects, tenantProjects } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const dayMs = 86_400_000;

const run = (sql: string, ...values: unknown[]) =>
  world.database.$client
    .prepare(sql)
    .bind(...values)
    .run();

async function all(sql: string, ...values: unknown[]) {
  const { results } = await world.database.$client
    .prepare(sql)
    .bind(...values)
    .all<Record<string, unknown>>();
  return results;
}

/** A project with something in every table that its rows are in. */
async function fullProject(): Promise<Scope> {
  const scope = await makeProject(world.database);
  const id = scope.projectId;
  const userId = `ada of ${id}`;
  await run(
    "INSERT INTO end_users (project_id, mode, user_id, email, status, created_at) VALUES (?, 'test', ?, 'a@b.c', 'active', 0)",
    ...[id, userId],
  );
  await run("INSERT INTO usage_counts VALUES (?, 'test', ?, 0, 0, 1, 'free', 1)", id, userId);
  await run("INSERT INTO usage_days VALUES (?, 'test', 1, 'free', 0, 1, 1)", id);
  await run("INSERT INTO api_keys VALUES (?1, ?1, 'test', 'server', 0, NULL, 1)", id);
  await run("INSERT INTO api_secrets VALUES (?1, ?1, ?1, 'test', 'abc', 0, NULL, NULL, 1)", id);
  await run("INSERT INTO stripe_customers VALUES (?1, 'cus_1', ?1, 'test', ?2, 0)", id, userId);
  await run(
    `INSERT INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status, interval,
       usage_anchor, current_period_start, current_period_end, rev)
     VALUES (?1, 'sub_1', ?1, 'test', ?2, 'pro', 'canceled', 'month', 0, 0, 0, 1)`,
    ...[id, userId],
  );
  await run(
    `INSERT INTO mrr_movements (project_id, mode, user_id, stripe_account_id, subscription_id, kind, annual_amount,
       currency, tier, at, row_rev) VALUES (?1, 'test', ?2, ?1, 'sub_1', 'new', 1200, 'usd', 'pro', 0, 1)`,
    ...[id, userId],
  );
  await run(
    `INSERT INTO orders (order_id, project_id, mode, stripe_account_id, user_id, status, is_reserved, amount_total,
       currency, email, search_email, phone, created_at, expires_at, paid_at, updated_at)
     VALUES (?1, ?1, 'test', ?1, NULL, 'paid', 0, 500, 'usd', 'a@b.c', 'a@b.c', '+1', 0, 0, 5, 0)`,
    id,
  );
  await run("INSERT INTO order_items VALUES (?1, ?1, 'test', 'mug', 'Mug', 1, 500, 0)", id);
  return scope;
}

const clockAt = (days: number) => () => ({ real: now() + days * dayMs, business: now() });
const purgeAfter = (days: number) =>
  purgeProjects({ purgeable: purgeableProjects(world.database), clock: clockAt(days) });

const emptied = ["end_users", "usage_counts", "usage_days", "api_keys", "api_secrets", "tiers", "product_days"];

async function leftIn({ projectId }: Scope): Promise<string[]> {
  const left: string[] = [];
  for (const table of emptied) {
    if ((await all(`SELECT 1 FROM ${table} WHERE project_id = ?`, projectId)).length > 0) left.push(table);
  }
  return left;
}

test("what a deleted project held goes after 30 days and not before", async () => {
  const scope = await fullProject();
  await tenantProjects(world.database, now).deleteProject(scope);
  await purgeAfter(30);
  expect(await leftIn(scope)).toEqual(emptied);
  await purgeAfter(30.1);
  expect(await leftIn(scope)).toEqual([]);
  expect(await all("SELECT purged_at > 0 AS done FROM projects WHERE project_id = ?", scope.projectId)).toEqual([
    { done: 1 },
  ]);
});

test("its books stay, and name nobody", async () => {
  const scope = await fullProject();
  await tenantProjects(world.database, now).deleteProject(scope);
  await purgeAfter(31);
  const id = scope.projectId;
  expect(await all("SELECT amount_total, email, search_email, phone FROM orders WHERE project_id = ?", id)).toEqual([
    { amount_total: 500, email: null, search_email: null, phone: null },
  ]);
  expect(await all("SELECT annual_amount FROM mrr_movements WHERE project_id = ?", id)).toHaveLength(1);
  for (const table of ["orders", "mrr_movements", "subscriptions", "stripe_customers"]) {
    expect(await all(`SELECT substr(user_id, 1, 4) AS kind FROM ${table} WHERE project_id = ?`, id)).toEqual([
      { kind: "ers_" },
    ]);
  }
});

test("a project that is not deleted, or whose products Stripe has still to archive, loses nothing", async () => {
  const standing = await fullProject();
  const followed = await fullProject();
  const platformId = `plt_${followed.projectId}`;
  await run(
    `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
     VALUES (?1, 'test', ?1, 'read_write', 'connected', 0)`,
    platformId,
  );
  await tenantProjects(world.database, now).deleteProject(followed);
  await purgeAfter(31);
  expect([await leftIn(standing), await leftIn(followed)]).toEqual([emptied, emptied]);
  await run("UPDATE sync_runs SET status = 'synced' WHERE project_id = ?", followed.projectId);
  await purgeAfter(31);
  expect(await leftIn(followed)).toEqual([]);
});

test("a purge that ended early is gone on with", async () => {
  const scope = await fullProject();
  await tenantProjects(world.database, now).deleteProject(scope);
  await run(
    `INSERT INTO usage_counts SELECT ?, 'test', 'user ' || value, 0, 0, 1, 'free', 1
     FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 1500) SELECT value FROM n)`,
    scope.projectId,
  );
  const purgeable = purgeableProjects(world.database);
  let portions = 0;
  const dies = {
    ...purgeable,
    list: () => purgeable.list(now() + 1, 1000),
    finish: () => Promise.reject(new Error("died")),
    purgeSome: (...input: Parameters<typeof purgeable.purgeSome>) => {
      portions += 1;
      if (portions > 1) throw new Error("died");
      return purgeable.purgeSome(...input);
    },
  };
  await expect(purgeProjects({ purgeable: dies, clock: clockAt(31) })).rejects.toThrow("died");
  expect(await leftIn(scope)).toContain("usage_counts");
  await purgeAfter(31);
  expect(await leftIn(scope)).toEqual([]);
});
