/** Lists of customers: what a search finds, in which order, and that an index serves every page of it. */
import type { CustomerFilter, CustomerPosition, ListedCustomer, Scope } from "@dream-api/domain";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase, tenantCustomerLists, tenantCustomers } from "../src/index.ts";
import { changedBy, makeProject, useDatabase } from "./database.ts";

const world = useDatabase();
const customers = 10_000;
const plans = ["free", "free", "free", "pro"];
let scope: Scope;

/** By ten thousand rows: ids, names and addresses that share their beginnings, and some without. */
async function fill(projectId: string): Promise<void> {
  const rows = Array.from({ length: customers }, (_, index) => ({
    userId: `user-${String(index).padStart(5, "0")}`,
    email: index % 3 === 0 ? null : `Mail${index % 100}.${index}@Example.com`,
    name: index % 5 === 0 ? null : `${index % 2 === 0 ? "Ada" : "Émile"} ${index}`,
    status: index % 50 === 7 ? "invited" : index % 50 === 8 ? "erased" : "active",
    plan: plans[index % 4],
    createdAt: 1_700_000_000_000 + Math.floor(index / 3),
  }));
  for (let from = 0; from < rows.length; from += 2000) {
    const portion = rows.slice(from, from + 2000).map((row) => ({
      ...row,
      searchEmail: row.email?.toLowerCase() ?? null,
      searchName: row.name?.toLowerCase() ?? null,
    }));
    await world.database.$client
      .prepare(
        `INSERT INTO end_users (project_id, mode, user_id, email, search_email, name, search_name, status, plan, created_at)
         SELECT ?1, 'test', value ->> 'userId', value ->> 'email', value ->> 'searchEmail', value ->> 'name',
           value ->> 'searchName', value ->> 'status', value ->> 'plan', value ->> 'createdAt' FROM json_each(?2)`,
      )
      .bind(projectId, JSON.stringify(portion))
      .run();
  }
}

beforeAll(async () => {
  scope = await makeProject(world.database);
  await fill(scope.projectId);
  await fill((await makeProject(world.database)).projectId);
}, 60_000);

async function readAll(filter: CustomerFilter, limit = 500): Promise<ListedCustomer[]> {
  const lists = tenantCustomerLists(world.database);
  const found: ListedCustomer[] = [];
  let after: CustomerPosition | null = null;
  for (;;) {
    const page: ListedCustomer[] = await lists.list(scope, filter, { limit, after });
    found.push(...page);
    after = page.at(-1)?.position ?? null;
    if (page.length < limit) return found;
  }
}

const living = customers - customers / 50;

describe("pages", () => {
  test("show everybody who is not erased once, the newest first", async () => {
    const all = await readAll({}, 333);
    expect(new Set(all.map(({ userId }) => userId)).size).toBe(living);
    expect(all).toHaveLength(living);
    const times = all.map(({ createdAt }) => createdAt);
    expect(times).toEqual([...times].sort((left, right) => right - left));
  });

  test("follow filters", async () => {
    const pro = await readAll({ plan: "pro" });
    expect(pro.every(({ plan }) => plan === "pro")).toBe(true);
    expect((await readAll({ plan: "free" })).length + pro.length).toBe(living);
    const invited = await readAll({ status: "invited" });
    expect(invited).toHaveLength(customers / 50);
    expect(await readAll({ status: "invited", plan: "pro" })).toHaveLength(
      invited.filter(({ plan }) => plan === "pro").length,
    );
  });
});

describe("a search", () => {
  test("finds ids as they are written, addresses and names in any case", async () => {
    expect(await readAll({ search: "user-0123" })).toHaveLength(10);
    expect(await readAll({ search: "USER-0123" })).toEqual([]);
    expect(await readAll({ search: "mAIL7.7@" })).toMatchObject([{ userId: "user-00007" }]);
    expect(await readAll({ search: "éMILE 1001" })).toMatchObject([{ userId: "user-01001" }]);
    expect((await readAll({ search: "a" })).every(({ name }) => name?.startsWith("Ada"))).toBe(true);
  });

  test("shows each customer once, whatever of them begins so, over pages of any size", async () => {
    for (const userId of ["ada", "ada 2", "other"]) {
      const customer = { email: `ada@${userId.replace(" ", "")}.example`, name: "Ada B.", status: "active" } as const;
      const rest = { assignedTier: null, invite: false };
      await tenantCustomers(world.database, Date.now).create(scope, changedBy, { userId, ...customer, ...rest });
    }
    for (const limit of [1, 2, 3, 100]) {
      const found = (await readAll({ search: "ada b" }, limit)).map(({ userId }) => userId);
      expect(found).toEqual(["ada", "ada 2", "other"]);
      const byAddress = (await readAll({ search: "ada@" }, limit)).map(({ userId }) => userId);
      expect(byAddress).toEqual(["ada", "ada 2", "other"]);
    }
    const all = await readAll({ search: "ada" }, 77);
    expect(new Set(all.map(({ userId }) => userId)).size).toBe(all.length);
    expect(all.slice(0, 3).map(({ userId }) => userId)).toEqual(["ada", "ada 2", "other"]);
  });

  test.each(["%", "_ser", "us*r", "user-0012_", "' OR 1=1 --", "\u{10FFFF}"])(
    "takes %s as letters and nothing else",
    async (search) => {
      expect(await readAll({ search })).toEqual([]);
    },
  );

  test("goes together with filters", async () => {
    const found = await readAll({ search: "ada", plan: "free", status: "active" });
    expect(found.length).toBeGreaterThan(100);
    const isRight = ({ name, plan, status }: ListedCustomer) =>
      name?.startsWith("Ada") && plan === "free" && status === "active";
    expect(found.every(isRight)).toBe(true);
  });
});

describe("an index serves", () => {
  /** The plan of each statement that a list asks D1. */
  async function plansOf(filter: CustomerFilter): Promise<string[]> {
    const asked: [string, unknown[]][] = [];
    const { $client } = world.database;
    const watched = new Proxy($client, {
      get: (target, property) => {
        if (property !== "prepare") return Reflect.get(target, property);
        return (statement: string) => ({
          bind(...values: unknown[]) {
            asked.push([statement, values]);
            return target.prepare(statement).bind(...values);
          },
        });
      },
    });
    const lists = tenantCustomerLists(openDatabase(watched));
    const first = await lists.list(scope, filter, { limit: 20, after: null });
    await lists.list(scope, filter, { limit: 20, after: first.at(-1)?.position ?? null });
    const explained = await Promise.all(
      asked.map(async ([statement, values]) => {
        const { results } = await $client
          .prepare(`EXPLAIN QUERY PLAN ${statement}`)
          .bind(...values)
          .all<{ detail: string }>();
        return results.map(({ detail }) => detail).join("; ");
      }),
    );
    expect(explained.length).toBeGreaterThan(1);
    return explained;
  }

  const bySearch =
    /^SEARCH end_users USING INDEX (sqlite_autoindex_end_users_1 \(project_id=\? AND mode=\? AND user_id>|end_users_by_email \(project_id=\? AND mode=\? AND search_email>|end_users_by_name \(project_id=\? AND mode=\? AND search_name>)/;

  test.each<[string, CustomerFilter, RegExp]>([
    ["the whole list", {}, /^SEARCH end_users USING INDEX end_users_by_time/],
    ["a plan", { plan: "pro" }, /^SEARCH end_users USING INDEX end_users_by_plan/],
    ["the invited", { status: "invited" }, /^SEARCH end_users USING INDEX end_users_invited/],
    ["a plan and a status", { plan: "pro", status: "active" }, /^SEARCH end_users USING INDEX end_users_by_plan/],
    ["a search", { search: "ada" }, bySearch],
    ["a search on a plan", { search: "ada", plan: "free" }, bySearch],
    ["a search among the invited", { search: "ada", status: "invited" }, bySearch],
    ["a search with both", { search: "ada", plan: "free", status: "active" }, bySearch],
  ])("%s, with nothing scanned and no whole result sorted", async (_kind, filter, expected) => {
    for (const plan of await plansOf(filter)) {
      expect(plan).toMatch(expected);
      expect(plan).not.toMatch(/SCAN|TEMP B-TREE FOR ORDER BY/);
    }
  });
});
