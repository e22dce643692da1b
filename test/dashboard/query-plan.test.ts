/** Every question of the dashboard is answered from an index. SQLite plans without counting rows; only a search counts. */
import { type Scope, spanOf } from "@dream-api/domain";
import { tenantDashboard, tenantDashboardTables } from "@dream-api/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { layConnection, layCustomers, layOrders } from "../../bench/dashboard/lay-history.ts";
import { makeProject, now, useDatabase } from "../../packages/storage/test/database.ts";
import { type QueryPlans, watchQueries } from "../world/query-plans.ts";

const world = useDatabase();
/** More than a search sorts, so that some walk. */
const rows = 3000;
let scope: Scope;
let plans: QueryPlans;

beforeAll(async () => {
  scope = await makeProject(world.database);
  const { projectId, mode } = scope;
  const d1 = world.database.$client;
  const history = { projectId, mode, accountId: "acct_1", now: now(), rows, usageMonths: 1 };
  await layConnection(d1, { platformId: `plt_${projectId}`, mode, accountId: "acct_1" });
  await layCustomers(d1, history);
  await layOrders(d1, history);
  plans = watchQueries(d1);
});

const expectIndexes = (ask: () => Promise<unknown>) => plans.expectIndexes(ask);

const page = { limit: 26, after: undefined } as const;

describe("figures", () => {
  test.each(["day", "week", "month", "year"] as const)("of a SaaS and a store over a %s", async (range) => {
    const figures = tenantDashboard(plans.database);
    const span = spanOf(range, now());
    const saas = await expectIndexes(() => figures.readSaas(scope, "usd", span));
    expect(saas).toContainEqual(expect.stringContaining("COVERING INDEX mrr_movements_by_time"));
    expect(saas).toContainEqual(expect.stringContaining("COVERING INDEX subscriptions_by_status"));
    expect(saas.filter((line) => line.includes("TEMP B-TREE FOR GROUP BY"))).toEqual([]);
    const store = await expectIndexes(() => figures.readStore(scope, "usd", span));
    expect(store).toContainEqual(expect.stringContaining("COVERING INDEX orders_by_payment"));
    expect(store).toContainEqual(expect.stringContaining("SEARCH product_days USING INDEX"));
  });
});

describe("the table of customers", () => {
  const list = (wish: object) => () =>
    tenantDashboardTables(plans.database).listCustomers(scope, { sort: "newest", ...page, ...wish });

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
    const lines = await expectIndexes(list(wish));
    expect(lines).toContainEqual(
      expect.stringMatching(new RegExp(`^SEARCH end_users USING (COVERING )?INDEX ${index} `)),
    );
    expect(lines.filter((line) => line.includes("FOR ORDER BY"))).toEqual([]);
  });

  test("a search starts from the index of each field", async () => {
    const lines = await expectIndexes(list({ search: "user_00012" }));
    for (const index of ["end_users_by_id", "end_users_by_email", "end_users_by_name"]) {
      expect(lines).toContainEqual(expect.stringContaining(`INDEX ${index} `));
    }
    expect(lines.filter((line) => line.includes("end_users_by_time"))).toEqual([]);
  });
});

describe("the table of orders", () => {
  const list = (wish: object) => () =>
    tenantDashboardTables(plans.database).listOrders(scope, { sort: "newest", ...page, ...wish });

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
    tenantDashboardTables(plans.database).listEvents(scope, { sort: "newest", ...page, ...wish });

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
    const lines = await expectIndexes(list({ search: "sub_4217" }));
    expect(lines.filter((line) => line.includes("inbox_of_account"))).toEqual([]);
  });

  test("one event is found by its id", async () => {
    await expectIndexes(() => tenantDashboardTables(plans.database).find(scope, "evt_1"));
  });
});

test("a question whose index is gone is found out", async () => {
  const year = () => tenantDashboard(plans.database).readStore(scope, "usd", spanOf("year", now()));
  const d1 = world.database.$client;
  const name = "refund_movements_by_time";
  const index = await d1.prepare("SELECT sql FROM sqlite_schema WHERE name = ?").bind(name).first<{ sql: string }>();
  await d1.prepare(`DROP INDEX ${name}`).run();
  await expect(expectIndexes(year)).rejects.toThrow("SCAN r");
  await d1.prepare(index?.sql ?? "").run();
  await expectIndexes(year);
});
