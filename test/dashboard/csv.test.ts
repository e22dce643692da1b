/** Tables as CSV: whole, harmless to a spreadsheet, in memory that does not grow with them. */
import { beforeAll, describe, expect, test } from "vitest";
import { csvAnswer, csvCell } from "../../packages/http/src/csv.ts";
import { call, createProject, type TestProject, useWorld } from "../world/world.ts";
import { customerRow, itemRow, orderRow, type Rows, rowsOf } from "./rows.ts";

const world = useWorld();
let rows: Rows;

beforeAll(async () => {
  rows = await rowsOf(world);
});

async function csvOf(project: TestProject, table: string, query = "") {
  const answer = await fetch(`${world.apiUrl}/api/dashboard/${table}?format=csv${query}`, {
    headers: { Authorization: `Bearer ${project.secretKey}` },
  });
  return { answer, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

const textOf = (bytes: Uint8Array) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);

describe("a cell", () => {
  test.each([
    ["=1+1", "'=1+1"],
    ["+49 30 1", "'+49 30 1"],
    ["-2", "'-2"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
    ["a=b", "a=b"],
    ["a,b", '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ["two\nlines", '"two\nlines"'],
    [-5, "-5"],
    [null, ""],
    ["", ""],
  ])("%j is written %j", (value, written) => {
    expect(csvCell(value)).toBe(written);
  });
});

describe("customers", () => {
  let project: TestProject;

  beforeAll(async () => {
    project = await createProject(world);
    await rows.put("end_users", [
      customerRow(project, "=cmd|' /C calc'!A0", { created_at: 3, name: 'Ada, "Lady" Lovelace', email: "a@b.example" }),
      customerRow(project, "bob", { created_at: 2, name: "Zoë 東京" }),
      customerRow(project, "cleo", { created_at: 1, name: "@cleo", assigned_tier: "pro" }),
    ]);
  });

  test("begin with a byte order mark and a head, one line each, as the filters leave them", async () => {
    const { answer, bytes } = await csvOf(project, "customers", "&limit=1");
    expect(answer.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="customers.csv"');
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = textOf(bytes).slice(1).split("\r\n");
    expect(lines[0]).toMatch(/^id,email,name,status,plan,/);
    expect(lines[1]).toMatch(/^'=cmd\|' \/C calc'!A0,a@b\.example,"Ada, ""Lady"" Lovelace",active,/);
    expect(lines[2]).toMatch(/^bob,,Zoë 東京,active,free,free,,,,0,100,/);
    expect(lines[3]).toMatch(/^cleo,,'@cleo,active,pro,assigned,/);
    expect(lines.slice(4)).toEqual([""]);
    const filtered = await csvOf(project, "customers", "&search=bo");
    expect(textOf(filtered.bytes).split("\r\n")).toHaveLength(3);
  });

  test("of an empty table there is the head", async () => {
    const { bytes } = await csvOf(await createProject(world), "customers");
    expect(textOf(bytes).split("\r\n")).toHaveLength(2);
  });

  test("more than one page of the database holds comes whole and in order", async () => {
    const own = await createProject(world);
    const ids = Array.from({ length: 1201 }, (_, index) => `user-${String(index).padStart(4, "0")}`);
    for (let from = 0; from < ids.length; from += 400) {
      const piece = ids.slice(from, from + 400);
      await rows.put(
        "end_users",
        piece.map((id) => customerRow(own, id)),
      );
    }
    const { bytes } = await csvOf(own, "customers", "&sort=oldest");
    const lines = textOf(bytes).split("\r\n").slice(1, -1);
    expect(lines.map((line) => line.split(",")[0])).toEqual(ids);
  });
});

test("orders are written with what was bought and where it goes", async () => {
  const store = await createProject(world, { type: "store", tiers: [], products: [] });
  await rows.put("orders", [orderRow(store, "ord_1", { phone: "+1555", amount_refunded: 5 })]);
  await rows.put("order_items", [itemRow(store, "ord_1", "mug", { quantity: 2 }), itemRow(store, "ord_1", "print")]);
  const { bytes } = await csvOf(store, "orders");
  expect(textOf(bytes).split("\r\n")[1]).toMatch(/^ord_1,paid,,,2 x mug; 1 x print,1000,5,usd,'\+1555,/);
});

test("a publishable key gets none of it", async () => {
  const { publishableKey } = await createProject(world);
  expect((await call(world, "/api/dashboard/customers?format=csv", { publishableKey })).status).toBe(401);
});

test("rows are asked for only as they are taken: a reader that stops leaves the rest unread", async () => {
  let pages = 0;
  const { body } = csvAnswer<{ id: string }, number>({
    fileName: "x.csv",
    columns: [{ name: "id", value: ({ id }) => id }],
    pageAfter: async (after = 0) => {
      pages += 1;
      return Array.from({ length: 500 }, (_, index) => ({ item: { id: `${after + index}` }, position: after + index }));
    },
  });
  const reader = body?.getReader();
  expect(pages).toBe(0);
  for (let read = 0; read < 3; read++) await reader?.read();
  expect(pages).toBe(3);
  await reader?.cancel();
  expect(pages).toBe(3);
});

test("a failure on the way breaks the file off instead of ending it", async () => {
  const answer = csvAnswer<{ id: string }, number>({
    fileName: "x.csv",
    columns: [{ name: "id", value: ({ id }) => id }],
    pageAfter: async (after) => {
      if (after !== undefined) throw new Error("D1 is gone");
      return [{ item: { id: "a" }, position: 1 }];
    },
  });
  await expect(answer.text()).rejects.toThrow("D1 is gone");
});
