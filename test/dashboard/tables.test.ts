/** The tables: found, sorted and paged as asked, stable while rows come in, and nobody else's. */
import { listDashboardCustomers, listDashboardOrders } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { call, createProject, type TestProject, track, useWorld } from "../world/world.ts";
import { customerRow, itemRow, orderRow, type Rows, rowsOf, subscriptionRow } from "./rows.ts";

const world = useWorld();
let rows: Rows;

beforeAll(async () => {
  rows = await rowsOf(world);
});

type Item = { id: string };

async function pageOf(project: TestProject, table: string, query: Record<string, string>) {
  const answer = await call(world, `/api/dashboard/${table}?${new URLSearchParams(query)}`, project);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  (table === "orders" ? listDashboardOrders : listDashboardCustomers).reply?.parse(answer.json);
  return answer.json as { data: Item[]; hasMore: boolean; nextCursor: string | null };
}

/** Through all pages. @param between done after each page */
async function idsOf(
  project: TestProject,
  table: string,
  query: Record<string, string>,
  between?: () => Promise<unknown>,
) {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page = await pageOf(project, table, { limit: "3", ...query, ...(cursor === null ? {} : { cursor }) });
    ids.push(...page.data.map(({ id }) => id));
    expect(page.hasMore).toBe(page.nextCursor !== null);
    cursor = page.nextCursor;
    await between?.();
  } while (cursor !== null);
  return ids;
}

describe("customers", () => {
  let project: TestProject;
  const people = ["Zoe", "ada", "Bob", "ádám", "Cleo", "dan", "Eve", "Finn"];

  beforeAll(async () => {
    project = await createProject(world);
    await rows.put("end_users", [
      ...people.map((name, index) => {
        const email = index % 3 === 2 ? null : `${name}@example.com`;
        return customerRow(project, `User-${index}`, { name, email, created_at: 1000 - (index % 4), plan: "pro" });
      }),
      customerRow(project, "nameless", { created_at: 5, status: "invited", email: "ADA.two@example.com" }),
      customerRow(project, "gone", { status: "erased", email: "ada@example.com" }),
    ]);
  });

  test("newest and oldest are each other's reverse, with nothing twice where times are the same", async () => {
    const newest = await idsOf(project, "customers", {});
    expect(newest).toHaveLength(people.length + 1);
    expect(new Set(newest).size).toBe(newest.length);
    expect(await idsOf(project, "customers", { sort: "oldest" })).toEqual([...newest].reverse());
    expect(newest.slice(0, 2)).toEqual(["User-4", "User-0"]);
  });

  test("sorted by e-mail or name, whatever the case, those without come last", async () => {
    const byEmail = await idsOf(project, "customers", { sort: "email" });
    expect(byEmail.slice(0, 2)).toEqual(["nameless", "User-1"]);
    expect(byEmail.slice(-2)).toEqual(["User-2", "User-5"]);
    const byName = await idsOf(project, "customers", { sort: "name" });
    expect(byName).toEqual([
      "User-1",
      "User-2",
      "User-4",
      "User-5",
      "User-6",
      "User-7",
      "User-0",
      "User-3",
      "nameless",
    ]);
  });

  test.each([
    ["AD", ["User-1", "nameless"]],
    ["ada@", ["User-1"]],
    ["user-", people.map((_, index) => `User-${index}`)],
    ["cl", ["User-4"]],
    ["ÁD", ["User-3"]],
    ["da", ["User-5"]],
    ["%", []],
    ["example", []],
  ])("a search for %s finds what begins with it", async (search, found) => {
    expect((await idsOf(project, "customers", { search })).sort()).toEqual(found);
  });

  test("filters leave what is asked for", async () => {
    expect(await idsOf(project, "customers", { status: "invited" })).toEqual(["nameless"]);
    expect(await idsOf(project, "customers", { plan: "pro" })).toHaveLength(people.length);
    expect(await idsOf(project, "customers", { plan: "pro", status: "invited" })).toEqual([]);
    expect(await idsOf(project, "customers", { plan: "pro", search: "ada", sort: "name" })).toEqual(["User-1"]);
  });

  test("each comes with the subscription that runs and what was used of its period", async () => {
    const own = await createProject(world);
    const anchor = Date.UTC(2026, 0, 31);
    await track(world, own, "counted", { amount: 4 });
    await world.lab.flush(own.tenant, { everything: true });
    await rows.put("end_users", [
      customerRow(own, "paying", { plan: "pro", plan_source: "subscription", created_at: Date.now() + 60_000 }),
    ]);
    await rows.put("subscriptions", [
      subscriptionRow(own, "sub_old", { user_id: "paying", status: "canceled" }),
      subscriptionRow(own, "sub_now", {
        user_id: "paying",
        usage_anchor: anchor,
        current_period_end: Date.now() + 60_000,
      }),
      subscriptionRow(own, "sub_twin", { user_id: "paying", duplicate_of: "sub_now" }),
    ]);
    const { data } = await pageOf(own, "customers", {});
    expect(data).toMatchObject([
      { id: "paying", planSource: "subscription", subscription: { id: "sub_now" }, usage: { plan: "pro", count: 0 } },
      { id: "counted", plan: "free", subscription: null, usage: { count: 4, limit: 100, remaining: 96 } },
    ]);
  });

  test("who comes in while it is paged through moves nobody", async () => {
    const own = await createProject(world);
    const before = Array.from({ length: 10 }, (_, index) => `old-${index}`);
    await rows.put(
      "end_users",
      before.map((id, index) => customerRow(own, id, { created_at: index })),
    );
    let come = 0;
    const ids = await idsOf(own, "customers", {}, () => {
      come += 1;
      const newer = customerRow(own, `new-${come}`, { created_at: 100 + come });
      const older = customerRow(own, `ancient-${come}`, { created_at: -come });
      return come > 3 ? Promise.resolve() : rows.put("end_users", [newer, older]);
    });
    expect(ids.filter((id) => id.startsWith("old-"))).toEqual([...before].reverse());
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.some((id) => id.startsWith("new-"))).toBe(false);
  });

  test("more matches than are sorted are still found in order", async () => {
    const own = await createProject(world);
    const many = Array.from({ length: 2300 }, (_, index) => `many-${String(index).padStart(5, "0")}`);
    for (let from = 0; from < many.length; from += 500) {
      const piece = many.slice(from, from + 500);
      await rows.put(
        "end_users",
        piece.map((id, index) => customerRow(own, id, { created_at: from + index })),
      );
    }
    const { data } = await pageOf(own, "customers", { search: "MANY-", limit: "100" });
    expect(data.map(({ id }) => id)).toEqual(many.slice(-100).reverse());
    expect(await idsOf(own, "customers", { search: "many-0000", limit: "4" })).toEqual(many.slice(0, 10).reverse());
  });

  test.each(["nonsense", btoa("after:[1]"), btoa('after:[0,"x"]'), btoa("after:{}")])(
    "a cursor that is not of the table is refused: %s",
    async (cursor) => {
      const answer = await call(world, `/api/dashboard/customers?cursor=${encodeURIComponent(cursor)}`, project);
      expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
    },
  );

  test("another project sees none of them", async () => {
    expect(await idsOf(await createProject(world), "customers", {})).toEqual([]);
  });
});

describe("orders", () => {
  let store: TestProject;

  beforeAll(async () => {
    store = await createProject(world, { type: "store", tiers: [], products: [] });
    await rows.put("orders", [
      orderRow(store, "ord_Aa1", { created_at: 1, email: "Ada@example.com" }),
      orderRow(store, "ord_aB2", { created_at: 2, email: "bob@example.com", status: "expired" }),
      orderRow(store, "ord_C3", { created_at: 3, status: "expired", user_id: "ada" }),
      orderRow(store, "ord_D4", { created_at: 3, shipping_address: JSON.stringify(address) }),
    ]);
    await rows.put("order_items", [itemRow(store, "ord_Aa1", "mug", { quantity: 2 })]);
  });

  const address = {
    ...{ name: "Ada", line1: "1 Main St", line2: null, city: "X", state: null, postalCode: "1", country: "US" },
  };

  test("come newest first with their items", async () => {
    expect(await idsOf(store, "orders", {})).toEqual(["ord_D4", "ord_C3", "ord_aB2", "ord_Aa1"]);
    const { data } = await pageOf(store, "orders", { sort: "oldest", limit: "1" });
    expect(data).toMatchObject([{ id: "ord_Aa1", items: [{ product: "mug", quantity: 2 }] }]);
  });

  test.each([
    [{ search: "ORD_A" }, ["ord_aB2", "ord_Aa1"]],
    [{ search: "ada@" }, ["ord_Aa1"]],
    [{ status: "expired" }, ["ord_C3", "ord_aB2"]],
    [{ status: "expired", search: "ord_a" }, ["ord_aB2"]],
  ])("%j", async (query, found) => {
    expect(await idsOf(store, "orders", query as Record<string, string>)).toEqual(found);
  });

  test("a SaaS has none to show", async () => {
    const answer = await call(world, "/api/dashboard/orders", await createProject(world));
    expect([answer.status, answer.json.code]).toEqual([409, "wrong_project_type"]);
  });
});
