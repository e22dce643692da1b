/** What a developer sees of all projects together, and that nobody else does. */
import { totalsSchema } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { newDeveloper, type PlatformDeveloper } from "../plan/developer.ts";
import { callAs, signUpDeveloper, useWholeWorld } from "../world/whole-world.ts";
import { call, createProject, type TestProject } from "../world/world.ts";
import { movementRow, orderRow, type Rows, rowsOf, subscriptionRow } from "./rows.ts";

const world = useWholeWorld();
const path = "/api/dashboard/totals";
let rows: Rows;
let ada: PlatformDeveloper;
let bob: PlatformDeveloper;
let projects: TestProject[];

beforeAll(async () => {
  rows = await rowsOf(world);
  ada = await newDeveloper(world);
  bob = await newDeveloper(world);
  const own = (mode: "test" | "live") => createProject(world, { platformId: ada.platformId, mode });
  projects = [await own("live"), await own("live"), await own("test"), await own("live")];
  const [first, second, onTest, deleted] = projects as [TestProject, TestProject, TestProject, TestProject];
  await rows.run("UPDATE projects SET currency = 'eur' WHERE project_id = ?", second.projectId);
  const at = Date.now() - 1000;
  for (const project of projects) {
    const currency = project === second ? "eur" : "usd";
    await rows.put("mrr_movements", [movementRow(project, "new", 12_000, at, { currency })]);
    await rows.put("subscriptions", [
      subscriptionRow(project, "sub_1", { currency }),
      subscriptionRow(project, "sub_2", { currency, cancel_at: at }),
      subscriptionRow(project, "sub_3", { currency, status: "trialing" }),
    ]);
    const order = { currency, paid_at: at, updated_at: at, amount_total: 500 };
    await rows.put("orders", [orderRow(project, `ord_${project.projectId}`, order)]);
    await rows.run("UPDATE orders SET amount_refunded = 120 WHERE order_id = ?", `ord_${project.projectId}`);
  }
  expect([first.tenant.mode, onTest.tenant.mode]).toEqual(["live", "test"]);
  await world.lab.deleteProject(deleted.tenant);
});

test("adds up live projects that are there, and money by currency only", async () => {
  const { status, json } = await callAs(world, ada, "api", path);
  expect([status, totalsSchema.parse(json)]).toMatchObject([
    200,
    {
      ...{ range: "month", projects: 2, active: 4, canceling: 2, trialing: 2 },
      currencies: [
        { currency: "eur", mrr: 1000, revenue: 500, refunded: 120, sales: 1 },
        { currency: "usd", mrr: 1000, revenue: 500, refunded: 120, sales: 1 },
      ],
    },
  ]);
});

test("another developer's are their own: none", async () => {
  const { json } = await callAs(world, bob, "api", path);
  expect(json).toMatchObject({ projects: 0, active: 0, currencies: [] });
});

test("who signed up and has no account yet is told so", async () => {
  const { status, json } = await callAs(world, signUpDeveloper(world), "api", path);
  expect([status, json.code]).toEqual([403, "no_platform"]);
});

test("no key opens them, not even of one's own project", async () => {
  const [first] = projects as [TestProject];
  for (const { secretKey, publishableKey } of [first]) {
    expect((await call(world, path, { secretKey })).status).toBe(401);
    expect((await call(world, path, { publishableKey })).status).toBe(401);
  }
  expect((await call(world, path)).status).toBe(401);
});

test("a field that they have not is refused by name", async () => {
  const { status, json } = await callAs(world, ada, "api", `${path}?range=decade&projectId=x`);
  expect(status).toBe(422);
  expect(json.issues.map(({ path: at }: { path: string }) => at)).toEqual(["query.range", "query.projectId"]);
});

describe("a developer's session", () => {
  const tables = ["", "/customers", "/events"];

  test.each(tables)("opens /api/dashboard%s of an own project, and nobody else's", async (table) => {
    const [first] = projects as [TestProject];
    const query = `projectId=${first.projectId}&mode=live`;
    expect((await callAs(world, ada, "api", `/api/dashboard${table}?${query}`)).status).toBe(200);
    const answer = await callAs(world, bob, "api", `/api/dashboard${table}?${query}`);
    expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
  });

  test.each(["", "?format=csv"])("finds no orders of another developer's store%s", async (format) => {
    const store = await createProject(world, { platformId: ada.platformId, type: "store", tiers: [], products: [] });
    const query = `projectId=${store.projectId}&mode=test`;
    const at = `/api/dashboard/orders${format ? `${format}&` : "?"}${query}`;
    expect((await callAs(world, ada, "api", at)).status).toBe(200);
    expect((await callAs(world, bob, "api", at)).status).toBe(404);
  });

  test("has no dashboard in a mode that the project has not", async () => {
    const [, , onTest] = projects as [TestProject, TestProject, TestProject];
    const query = `projectId=${onTest.projectId}&mode=live`;
    expect((await callAs(world, ada, "api", `/api/dashboard?${query}`)).status).toBe(404);
  });
});
