/** With 100,000 customers and a year behind them, every question of the dashboard is answered from an index. */
import type { D1Database } from "@cloudflare/workers-types";
import { type Scope, spanOf } from "@dream-api/domain";
import { type Database, openDatabase, tenantDashboard, tenantDashboardTables } from "@dream-api/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { layConnection, layCustomers, layOrders } from "../../bench/dashboard/lay-history.ts";
import { makeProject, now, useDatabase } from "../../packages/storage/test/database.ts";

const world = useDatabase();
const rows = 100_000;
let scope: Scope;

interface Asked {
  readonly query: string;
  readonly values: unknown[];
}

const asked: Asked[] = [];
let watched: Database;

beforeAll(async () => {
  scope = await makeProject(world.database);
  const { projectId, mode } = scope;
  const d1 = world.database.$client;
  const history = { projectId, mode, accountId: "acct_1", now: now(), rows, usageMonths: 1 };
  await layConnection(d1, { platformId: `plt_${projectId}`, mode, accountId: "acct_1" });
  await layCustomers(d1, history);
  await layOrders(d1, history);
  watched = openDatabase(recording(d1));
}, 120_000);

/** The same database, with what it was asked written down. */
function recording(d1: D1Database): D1Database {
  return new Proxy(d1, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (name !== "prepare") return typeof value === "function" ? value.bind(target) : value;
      return (query: string) => {
        const statement = target.prepare(query);
        return new Proxy(statement, {
          get(of, method) {
            const own = Reflect.get(of, method);
            if (method !== "bind") return typeof own === "function" ? own.bind(of) : own;
            return (...values: unknown[]) => {
              asked.push({ query, values });
              return of.bind(...values);
            };
          },
        });
      };
    },
  });
}

/** What the plans of all that was asked say, without the lines that only name a subquery. */
async function plansOf(ask: () => Promise<unknown>): Promise<string[]> {
  asked.length = 0;
  await ask();
  expect(asked.length).toBeGreaterThan(0);
  const plans = await Promise.all(
    asked.map(({ query, values }) =>
      world.database.$client
        .prepare(`EXPLAIN QUERY PLAN ${query}`)
        .bind(...values)
        .all<{ detail: string }>(),
    ),
  );
  return plans.flatMap(({ results }) => results.map(({ detail }) => detail));
}

/** Reading a table or a whole index from end to end. What a JSON list or a subquery holds is small. */
const wholeTable = /^SCAN (?!json_each|CONSTANT ROW|w\b|\(|day|tier VIRTUAL)/;

async function expectIndexes(ask: () => Promise<unknown>): Promise<string[]> {
  const plans = await plansOf(ask);
  expect(plans.filter((line) => wholeTable.test(line))).toEqual([]);
  return plans;
}

const page = { limit: 26, after: undefined } as const;

describe("figures", () => {
  test.each(["day", "week", "month", "year"] as const)("of a SaaS and a store over a %s", async (range) => {
    const figures = tenantDashboard(watched);
    const span = spanOf(range, now());
    const saas = await expectIndexes(() => figures.readSaas(scope, "usd", span));
    expect(saas).toContainEqual(expect.stringContaining("COVERING INDEX mrr_movements_by_time"));
    expect(saas).toContainEqual(expect.stringContaining("COVERING INDEX subscriptions_by_status"));
    expect(saas.filter((line) => line.includes("TEMP B-TREE FOR GROUP BY"))).toEqual([]);
    const store = await expectIndexes(() => figures.readStore(scope, "usd", span));
    expect(store).toContainEqual(expect.stringContaining("COVERING INDEX orders_by_payment"));
  });
});

describe("the table of customers", () => {
  const list = (wish: object) => () =>
    tenantDashboardTables(watched).listCustomers(scope, { sort: "newest", ...page, ...wish });

  test.each([
    [{ sort: "newest" }, "end_users_by_time"],
    [{ sort: "oldest", after: [0, 1_780_000_000_000, "user_000500"] }, "end_users_by_time"],
    [{ sort: "email", after: [0, "aa", "user_000500"] }, "end_users_by_email"],
    [{ sort: "email", after: [1, "", "user_000500"] }, "end_users_by_email"],
    [{ sort: "name" }, "end_users_by_name"],
    [{ plan: "pro" }, "end_users_by_plan"],
    [{ status: "invited" }, "end_users_invited"],
    [{ search: "user_0" }, "end_users_by_time"],
  ])("%j walks along %s without sorting", async (wish, index) => {
    const plans = await expectIndexes(list(wish));
    expect(plans).toContainEqual(
      expect.stringMatching(new RegExp(`^SEARCH end_users USING (COVERING )?INDEX ${index} `)),
    );
    expect(plans.filter((line) => line.includes("FOR ORDER BY"))).toEqual([]);
  });

  test("a search starts from the index of each field", async () => {
    const plans = await expectIndexes(list({ search: "user_00012" }));
    for (const index of ["end_users_by_id", "end_users_by_email", "end_users_by_name"]) {
      expect(plans).toContainEqual(expect.stringContaining(`INDEX ${index} `));
    }
    expect(plans.filter((line) => line.includes("end_users_by_time"))).toEqual([]);
  });
});

describe("the table of orders", () => {
  const list = (wish: object) => () =>
    tenantDashboardTables(watched).listOrders(scope, { sort: "newest", ...page, ...wish });

  test.each([
    [{ sort: "newest" }, "orders_by_time"],
    [{ sort: "oldest" }, "orders_by_time"],
    [{ status: "expired" }, "orders_by_status"],
    [{ search: "ord_00" }, "orders_by_id"],
    [{ search: "00a1b" }, "orders_by_email"],
  ])("%j uses %s", async (wish, index) => {
    expect(await expectIndexes(list(wish))).toContainEqual(expect.stringContaining(`INDEX ${index} `));
  });
});

describe("the table of events", () => {
  const list = (wish: object) => () =>
    tenantDashboardTables(watched).listEvents(scope, { sort: "newest", ...page, ...wish });

  test.each([
    [{ sort: "newest" }, "inbox_of_account"],
    [{ outcome: "processed" }, "inbox_of_account"],
    [{ outcome: "failed" }, "inbox_by_object"],
    [{ search: "sub_4217" }, "inbox_by_object"],
    [{ search: "charge." }, "inbox_by_type"],
    [{ search: "customer." }, "inbox_of_account"],
  ])("%j uses %s", async (wish, index) => {
    expect(await expectIndexes(list(wish))).toContainEqual(expect.stringContaining(`INDEX ${index} `));
  });

  test("a search with few matches does not walk past the others", async () => {
    const plans = await expectIndexes(list({ search: "sub_4217" }));
    expect(plans.filter((line) => line.includes("inbox_of_account"))).toEqual([]);
  });

  test("one event is found by its id", async () => {
    await expectIndexes(() => tenantDashboardTables(watched).find(scope, "evt_1"));
  });
});
