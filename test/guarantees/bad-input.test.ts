/** What bad input gets: a clear error that names it, and nothing changed. */
import { beforeAll, describe, expect, test } from "vitest";
import { call, createProject, type TestProject, usageOf, useWorld } from "../world/world.ts";

const world = useWorld();
let project: TestProject;

beforeAll(async () => {
  project = await createProject(world);
});

const post = (path: string, request: Parameters<typeof call>[2]) =>
  call(world, path, { method: "POST", secretKey: project.secretKey, userId: "ada", ...request });

describe("bad numbers", () => {
  test.each(["-1", "1.5", "1e400", "9007199254740992", '"1"', "null", "true", "[1]"])(
    "amount %s is refused",
    async (amount) => {
      const answer = await post("/api/data", { body: `{"amount":${amount}}` });
      expect(answer.status).toBe(422);
      expect(answer.json.issues[0].path).toBe("body.amount");
      expect(await usageOf(world, project, "ada")).toMatchObject({ count: 0 });
    },
  );

  test("NaN is not JSON", async () => {
    expect((await post("/api/data", { body: '{"amount":NaN}' })).status).toBe(400);
  });
});

describe("bad users", () => {
  test("a call without one says so", async () => {
    const answer = await call(world, "/api/data", { method: "POST", secretKey: project.secretKey });
    expect(answer.status).toBe(422);
    expect(answer.json.issues[0].path).toBe("headers.X-User-Id");
  });

  test.each([
    ["too long", "x".repeat(129)],
    ["with a tab", "a\tb"],
    ["beyond ASCII", "zoë"],
  ])("%s", async (_kind, userId) => {
    expect((await post("/api/data", { userId })).status).toBe(422);
    const batch = await post("/api/data/batch", { body: { events: [{ userId }] } });
    expect(batch.json.issues[0].path).toBe("body.events.0.userId");
  });

  test("an id that only we may give out, in a header or in a batch", async () => {
    const single = await post("/api/data", { userId: "usr_0000000000000000" });
    expect([single.status, single.json.code]).toEqual([422, "validation_failed"]);
    const { json } = await post("/api/data/batch", {
      body: { events: [{ userId: "usr_x" }, { userId: "ada", amount: 0 }] },
    });
    expect(json.results.map(({ status }: { status: number }) => status)).toEqual([422, 200]);
  });

  test("the longest and the strangest good ones work", async () => {
    for (const userId of ["x".repeat(128), "a@b.example", "a/b?c=d&e#f", "'; DROP TABLE users; --", "12345"]) {
      expect((await post("/api/data", { userId })).status).toBe(200);
      expect(await usageOf(world, project, userId)).toMatchObject({ count: 1 });
    }
  });
});

describe("bad keys, plans and cursors", () => {
  test.each([
    ["too long", "x".repeat(256)],
    ["beyond ASCII", "schlüssel"],
  ])("an Idempotency-Key %s", async (_kind, idempotencyKey) => {
    const answer = await post("/api/data", { idempotencyKey });
    expect([answer.status, answer.json.issues[0].path]).toEqual([422, "headers.Idempotency-Key"]);
  });

  test.each(["Pro", "../pro", "-pro", "x".repeat(65)])("the plan %s", async (plan) => {
    expect((await post("/api/data", { plan })).json.code).toBe("validation_failed");
  });

  test.each(["limit=0", "limit=101", "limit=1.5", "limit=x", "cursor=nonsense", "cursor=Zm9v", "page=2"])(
    "the query %s",
    async (query) => {
      const answer = await call(world, `/api/products?${query}`, { publishableKey: project.publishableKey });
      expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
    },
  );
});

describe("batches", () => {
  test("of nothing, and of more than a thousand", async () => {
    expect((await post("/api/data/batch", { body: { events: [] } })).status).toBe(422);
    const many = Array.from({ length: 1001 }, () => ({ userId: "ada" }));
    expect((await post("/api/data/batch", { body: { events: many } })).status).toBe(422);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 0 });
  });

  test("with one bad event are refused whole, naming it", async () => {
    const body = { events: [{ userId: "ada" }, { userId: "ada", amount: -1 }, { userId: "ada", cost: 2 }] };
    const answer = await post("/api/data/batch", { body });
    expect(answer.json.issues.map(({ path }: { path: string }) => path)).toEqual([
      "body.events.1.amount",
      "body.events.2.cost",
    ]);
    expect(await usageOf(world, project, "ada")).toMatchObject({ count: 0 });
  });
});

test("the call that the reference prints works as printed: no Content-Type, body as text", async () => {
  const response = await fetch(`${world.apiUrl}/api/data`, {
    method: "POST",
    headers: { Authorization: `Bearer ${project.secretKey}`, "X-User-Id": "printed" },
    body: JSON.stringify({ amount: 1 }),
  });
  expect(await response.json()).toMatchObject({ allowed: true, usage: { count: 1 } });
});

test("pages of a list follow each other without gap or repeat", async () => {
  const products = Array.from({ length: 7 }, (_, index) => ({
    name: `p${index}`,
    displayName: "P",
    unitAmount: 100,
    stock: 1,
  }));
  const store = await createProject(world, { type: "store", tiers: [], products });
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : "";
    const { json } = await call(world, `/api/products?limit=3${query}`, { publishableKey: store.publishableKey });
    names.push(...json.data.map(({ name }: { name: string }) => name));
    expect(json.hasMore).toBe(json.nextCursor !== null);
    cursor = json.nextCursor;
  }
  expect(names).toEqual(["p0", "p1", "p2", "p3", "p4", "p5", "p6"]);
});
