import { type Actor, type PlatformScope, platformScopeOf, type Scope, scopeOf } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { openDatabase, platformProjects, tenantKeys } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const actor: Actor = { name: "developer", requestId: "req_1" };
const ownerOf = ({ projectId }: Scope): PlatformScope => platformScopeOf(`plt_${projectId}`);
const repository = () => platformProjects(world.database, now);
const run = (query: string, ...values: unknown[]) =>
  world.database.$client
    .prepare(query)
    .bind(...values)
    .all<Record<string, unknown>>();
const auditOf = async (scope: Scope) =>
  (await run("SELECT action, mode, actor, request_id FROM audit_log WHERE project_id = ? ORDER BY id", scope.projectId))
    .results;

async function subscribe({ projectId }: Scope, mode: string, status: string) {
  await run(
    `INSERT INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status, interval,
      usage_anchor, current_period_start, current_period_end, rev)
     VALUES ('acct_1', ?, ?, ?, 'ada', 'pro', ?, 'month', 0, 0, 0, 1)`,
    `sub_${projectId}_${mode}`,
    projectId,
    mode,
    status,
  );
}

describe("an overview", () => {
  test("tells keys, counts and whether Stripe is connected, mode by mode", async () => {
    const scope = await makeProject(world.database);
    const secret = { secretHash: `hash ${scope.projectId}`, hint: "sk_test_…abcd", createdAt: now() };
    await tenantKeys(world.database, now).addPair(scope, {
      publishableKey: `pk ${scope.projectId}`,
      label: "ci",
      secret,
      room: { active: 20 },
    });
    await run(
      "INSERT INTO end_users (project_id, mode, user_id, status, created_at) VALUES (?, 'test', 'ada', 'active', 0)",
      scope.projectId,
    );
    await run(
      "INSERT INTO end_users (project_id, mode, user_id, status, created_at) VALUES (?, 'test', 'bob', 'erased', 0)",
      scope.projectId,
    );
    const [project] = await repository().list(ownerOf(scope));
    expect(project?.modes.live).toBeNull();
    expect(project?.modes.test).toMatchObject({
      itemCount: 1,
      customerCount: 1,
      hasSold: false,
      stripe: "not_connected",
    });
    expect(project?.modes.test?.keys).toMatchObject([{ label: "ci", secrets: [{ hint: "sk_test_…abcd" }] }]);
    expect(JSON.stringify(project)).not.toContain("hash");
  });

  test("knows a sale to a guest, mode by mode, and takes an order that was not paid for none", async () => {
    const scope = await makeProject(world.database);
    const hasSold = async () => (await repository().find(ownerOf(scope), scope.projectId))?.modes.test?.hasSold;
    const order = (id: string, mode: string, paidAt: number | null) =>
      run(
        `INSERT INTO orders (order_id, project_id, mode, stripe_account_id, status, is_reserved, amount_total, currency,
          created_at, expires_at, paid_at, updated_at)
         VALUES (?, ?, ?, 'acct_1', 'refunded', 0, 900, 'usd', 0, 0, ?, 0)`,
        `${id}_${scope.projectId}`,
        scope.projectId,
        mode,
        paidAt,
      );
    await order("ord_open", "test", null);
    await order("ord_elsewhere", "live", 1);
    expect(await hasSold()).toBe(false);
    await order("ord_paid", "test", 1);
    expect(await hasSold()).toBe(true);
  });

  test("shows a platform nothing of another", async () => {
    const [mine, theirs] = [await makeProject(world.database), await makeProject(world.database)];
    expect((await repository().list(ownerOf(mine))).map(({ projectId }) => projectId)).toEqual([mine.projectId]);
    expect(await repository().find(ownerOf(mine), theirs.projectId)).toBeNull();
  });

  test("finds everything by an index", async () => {
    const scope = await makeProject(world.database);
    const asked: { query: string; values: unknown[] }[] = [];
    const { $client } = world.database;
    const listening = new Proxy($client, {
      get(target, name) {
        if (name === "batch") return target.batch.bind(target);
        if (name !== "prepare") return Reflect.get(target, name);
        return (query: string) => {
          const bind = (...values: unknown[]) => {
            asked.push({ query, values });
            return target.prepare(query).bind(...values);
          };
          return { bind };
        };
      },
    });
    const listened = platformProjects(openDatabase(listening), now);
    await listened.list(ownerOf(scope));
    await listened.find(ownerOf(scope), scope.projectId);
    await listened.listPrices(ownerOf(scope), scope.projectId);
    expect(asked).toHaveLength(11);
    for (const { query, values } of asked) {
      const { results } = await run(`EXPLAIN QUERY PLAN ${query}`, ...values);
      expect(results.map(({ detail }) => String(detail)).filter((detail) => detail.startsWith("SCAN"))).toEqual([]);
    }
  });
});

describe("settings", () => {
  const change = {
    name: "Renamed",
    mode: "test",
    settings: { allowedOrigins: ["https://a.example"], brandName: null },
  } as const;

  test("change with an entry in the audit log, and leave the rest as it is", async () => {
    const scope = await makeProject(world.database);
    expect(await repository().changeSettings(ownerOf(scope), scope.projectId, change, actor)).toBe(true);
    const project = await repository().find(ownerOf(scope), scope.projectId);
    expect(project).toMatchObject({
      name: "Renamed",
      modes: { test: { allowedOrigins: ["https://a.example"], redirectUris: [] } },
    });
    expect(await auditOf(scope)).toEqual([
      { action: "project.changed", mode: "test", actor: "developer", request_id: "req_1" },
    ]);
  });

  test.each([
    ["of another platform", (_scope: Scope) => platformScopeOf("plt_other"), change],
    ["of a mode that is not there", ownerOf, { ...change, mode: "live" } as const],
  ])("%s stay, and nothing is written down", async (_kind, platformOf, wanted) => {
    const scope = await makeProject(world.database);
    expect(await repository().changeSettings(platformOf(scope), scope.projectId, wanted, actor)).toBe(false);
    expect((await repository().find(ownerOf(scope), scope.projectId))?.name).toBe("A project");
    expect(await auditOf(scope)).toEqual([]);
  });
});

describe("the end of a project", () => {
  const end = (scope: Scope, name = "A project", platform = ownerOf(scope)) =>
    repository().end(platform, scope.projectId, name, actor);

  test("bumps the rev of every mode and announces it, once", async () => {
    const scope = await makeProject(world.database);
    await run("INSERT INTO project_modes (project_id, mode, rev) VALUES (?, 'live', 7)", scope.projectId);
    expect(await end(scope)).toMatchObject({ outcome: "deleted" });
    const { results } = await run(
      "SELECT payload ->> 'mode' AS mode, payload ->> 'rev' AS rev FROM outbox WHERE topic LIKE ? ORDER BY mode",
      `meter:${scope.projectId}:%`,
    );
    expect(results).toEqual([
      { mode: "live", rev: 8 },
      { mode: "test", rev: 2 },
    ]);
    expect(await end(scope)).toEqual({ outcome: "not_found" });
    expect(await repository().list(ownerOf(scope))).toEqual([]);
    expect((await auditOf(scope)).map(({ action }) => action)).toEqual(["project.deleted"]);
  });

  test.each(["trialing", "active", "past_due", "unpaid", "paused", "incomplete"])(
    "waits for a live subscription that is %s",
    async (status) => {
      const scope = await makeProject(world.database);
      await subscribe(scope, "live", status);
      expect(await end(scope)).toEqual({ outcome: "has_subscribers" });
      expect(await auditOf(scope)).toEqual([]);
    },
  );

  test("does not wait for ended subscriptions, nor for those of test mode", async () => {
    const scope = await makeProject(world.database);
    await subscribe(scope, "live", "canceled");
    await subscribe(scope, "test", "active");
    expect(await end(scope)).toMatchObject({ outcome: "deleted" });
  });

  test("wants the project's name, and its owner", async () => {
    const scope = await makeProject(world.database);
    expect(await end(scope, "a project")).toEqual({ outcome: "other_name" });
    expect(await end(scope, "A project", platformScopeOf("plt_other"))).toEqual({ outcome: "not_found" });
    expect(await repository().find(ownerOf(scope), scope.projectId)).not.toBeNull();
  });
});

test("a key's making, rotation and end are written down with who did it", async () => {
  const scope = await makeProject(world.database);
  const keys = tenantKeys(world.database, now);
  const publishableKey = `pk ${scope.projectId}`;
  const secret = (name: string) => ({
    secretHash: `${name} ${scope.projectId}`,
    hint: "sk_test_…abcd",
    createdAt: now(),
  });
  await keys.addPair(scope, { publishableKey, label: "ci", secret: secret("a"), room: { active: 20 }, actor });
  await keys.addSecret(scope, { publishableKey, secret: secret("b"), othersExpireAt: 0, actor });
  await keys.revokePair(scope, { publishableKey, at: now(), actor });
  await keys.revokePair(scopeOf(scope.projectId, "live"), { publishableKey, at: now(), actor });
  expect((await auditOf(scope)).map(({ action }) => action)).toEqual(["key.created", "key.rotated", "key.revoked"]);
});
