/** What a developer does with the customers of a project, over HTTP. */
import { customerSchema } from "@dream-api/contract";
import { describe, expect, test } from "vitest";
import { call, createProject, freeTier, track, usageOf, useWorld } from "../world/world.ts";
import { change, createCustomer, listCustomers, ofCustomer, rowsOf } from "./customer-calls.ts";

const world = useWorld();

describe("a customer who is made", () => {
  test("under the developer's own id is active, on the free tier and in the list", async () => {
    const project = await createProject(world);
    const made = await createCustomer(world, project, { id: "ada", email: "Ada@Example.com", name: "Ada L." });
    expect(made.status).toBe(201);
    expect(customerSchema.parse(made.json)).toMatchObject({
      id: "ada",
      email: "Ada@Example.com",
      name: "Ada L.",
      status: "active",
      plan: "free",
      planSource: "free",
      subscription: null,
      usage: { count: 0, limit: 100 },
      lastActiveAt: null,
    });
    expect((await ofCustomer(world, project, "ada")).json).toEqual(made.json);
    expect(await listCustomers(world, project)).toEqual([made.json]);
  });

  test("by an address alone is invited under an id that we make", async () => {
    const project = await createProject(world);
    const { status, json } = await createCustomer(world, project, { email: "bob@example.com", plan: "pro" });
    expect([status, json]).toMatchObject([201, { status: "invited", plan: "pro", planSource: "assigned" }]);
    expect(json.id).toMatch(/^usr_[0-9A-Za-z]{16}$/);
    expect((await track(world, project, json.id)).json).toMatchObject({ usage: { plan: "pro", count: 1 } });
  });

  test("a second time is refused and stays as they were", async () => {
    const project = await createProject(world);
    await createCustomer(world, project, { id: "ada", name: "Ada" });
    await createCustomer(world, project, { email: "bob@example.com" });
    for (const body of [{ id: "ada", name: "Other" }, { email: "BOB@example.com" }]) {
      const again = await createCustomer(world, project, body);
      expect([again.status, again.json.code]).toEqual([409, "customer_exists"]);
    }
    expect((await ofCustomer(world, project, "ada")).json.name).toBe("Ada");
    expect(await listCustomers(world, project)).toHaveLength(2);
  });

  test("fifty times at once is one customer", async () => {
    const project = await createProject(world);
    const makers: unknown[] = Array.from({ length: 50 }, (_, index) => ({ id: "ada", name: `Ada ${index}` }));
    const inviters: unknown[] = Array.from({ length: 20 }, () => ({ email: "bob@example.com" }));
    const answers = await Promise.all([...makers, ...inviters].map((body) => createCustomer(world, project, body)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.slice(0, 50).filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.slice(50).filter((status) => status === 201)).toHaveLength(1);
    expect(new Set(statuses)).toEqual(new Set([201, 409]));
    const made = answers.find(({ status }) => status === 201)?.json;
    expect((await ofCustomer(world, project, "ada")).json.name).toBe(made.name);
    expect(await listCustomers(world, project)).toHaveLength(2);
  });

  test("while the counters can't be reached is made all the same, and the answer says that they will hear", async () => {
    const project = await createProject(world);
    await world.lab.setFaults(project.projectId, { shardsDown: [0] });
    const made = await createCustomer(world, project, { id: "ada", plan: "pro" });
    expect([made.status, made.json]).toMatchObject([201, { plan: "pro", usage: { count: 0 }, pending: true }]);
    expect((await change(world, project, "ada", { plan: null })).json).toMatchObject({ plan: "free", pending: true });
    await world.lab.setFaults(project.projectId, {});
    expect((await ofCustomer(world, project, "ada")).json).toMatchObject({ plan: "free" });
  });

  test("with a repeat of the same Idempotency-Key is made once and answered alike", async () => {
    const project = await createProject(world);
    const request = { method: "POST", secretKey: project.secretKey, idempotencyKey: "sign-up-7", body: { id: "ada" } };
    const first = await call(world, "/api/customers", request);
    const again = await call(world, "/api/customers", request);
    expect([again.status, again.text, again.headers.get("Idempotent-Replayed")]).toEqual([201, first.text, "true"]);
  });

  test("who counted before, and of whom only the counter knows yet, can be read, changed and listed", async () => {
    const project = await createProject(world);
    await track(world, project, "early", { amount: 3 });
    expect((await ofCustomer(world, project, "early")).json).toMatchObject({ plan: "free", usage: { count: 3 } });
    await track(world, project, "soon", { amount: 2 });
    expect((await change(world, project, "soon", { plan: "pro" })).json).toMatchObject({ plan: "pro" });
    expect((await listCustomers(world, project)).map(({ id }) => id).sort()).toEqual(["early", "soon"]);
  });
});

describe("a plan that the developer gives", () => {
  test("counts from the next call on, and so does taking it away", async () => {
    const project = await createProject(world);
    await createCustomer(world, project, { id: "ada" });
    await track(world, project, "ada");
    const given = await change(world, project, "ada", { plan: "pro" });
    expect([given.status, given.json]).toMatchObject([200, { plan: "pro", planSource: "assigned" }]);
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "pro", limit: 10_000 });
    const taken = await change(world, project, "ada", { plan: null, name: "Ada" });
    expect(taken.json).toMatchObject({ plan: "free", planSource: "free", name: "Ada" });
    expect((await track(world, project, "ada")).json.usage).toMatchObject({ plan: "free", limit: 100 });
  });

  test("is what the list's filter goes by, from the moment it is given", async () => {
    const project = await createProject(world);
    for (const id of ["ada", "bob", "eve"]) await createCustomer(world, project, { id });
    await change(world, project, "bob", { plan: "pro" });
    const idsOn = async (plan: string) => (await listCustomers(world, project, `&plan=${plan}`)).map(({ id }) => id);
    expect([await idsOn("pro"), (await idsOn("free")).sort()]).toEqual([["bob"], ["ada", "eve"]]);
    await change(world, project, "bob", { plan: null });
    expect([await idsOn("pro"), (await idsOn("free")).sort()]).toEqual([[], ["ada", "bob", "eve"]]);
  });

  test("waits behind a subscription and is there when that ends", async () => {
    const project = await createProject(world, { tiers: [freeTier, { ...freeTier, name: "gift", unitAmount: 900 }] });
    await createCustomer(world, project, { id: "ada", plan: "gift" });
    const at = Date.now();
    const subscription = {
      userId: "ada",
      tier: "free",
      status: "active",
      usageAnchor: at,
      currentPeriodStart: at,
      currentPeriodEnd: at + 2_592_000_000,
    };
    await world.lab.putSubscription(project.tenant, subscription);
    const read = async () => (await ofCustomer(world, project, "ada")).json;
    expect(await read()).toMatchObject({
      planSource: "subscription",
      subscription: { plan: "free", status: "active" },
    });
    expect((await change(world, project, "ada", { plan: "gift" })).json.planSource).toBe("subscription");
    await world.lab.putSubscription(project.tenant, { ...subscription, status: "canceled" });
    expect(await read()).toMatchObject({ plan: "gift", planSource: "assigned", subscription: null });
  });

  test("has to be one of the project's tiers, and the project one that counts", async () => {
    const project = await createProject(world);
    const store = await createProject(world, { type: "store", tiers: [] });
    const unknown = await createCustomer(world, project, { id: "ada", plan: "gold" });
    expect([unknown.status, unknown.json.code]).toEqual([422, "unknown_tier"]);
    expect((await createCustomer(world, store, { id: "ada", plan: "pro" })).json.code).toBe("wrong_project_type");
    const made = await createCustomer(world, store, { id: "ada" });
    expect(made.json).toMatchObject({ plan: null, planSource: null, usage: null });
    expect((await change(world, store, "ada", { plan: "pro" })).json.code).toBe("wrong_project_type");
    expect((await ofCustomer(world, project, "ada")).status).toBe(404);
  });
});

test("the list says what was used once the counter has told, a single customer at once", async () => {
  const project = await createProject(world);
  await createCustomer(world, project, { id: "ada" });
  await track(world, project, "ada", { amount: 5 });
  expect((await ofCustomer(world, project, "ada")).json.usage.count).toBe(5);
  await world.lab.flush(project.tenant);
  const [listed] = await listCustomers(world, project);
  expect(listed).toMatchObject({ usage: await usageOf(world, project, "ada") });
  expect(listed?.lastActiveAt).not.toBeNull();
});

test("another project's customers are not there, by whatever call", async () => {
  const project = await createProject(world);
  const other = await createProject(world);
  const { json } = await createCustomer(world, project, { email: "ada@example.com" });
  await createCustomer(world, project, { id: "ada" });
  for (const id of ["ada", json.id, "nobody"]) {
    for (const request of [{}, { method: "PATCH", body: { name: "Mine" } }, { method: "DELETE" }]) {
      const answer = await ofCustomer(world, other, id, request);
      expect([answer.status, answer.json.code]).toEqual([404, "not_found"]);
    }
  }
  expect(await listCustomers(world, other)).toEqual([]);
  expect(await listCustomers(world, project)).toHaveLength(2);
});

test("each change stands in the audit log, without name or address", async () => {
  const project = await createProject(world);
  await createCustomer(world, project, { id: "ada", email: "ada@example.com", name: "Ada" });
  await change(world, project, "ada", { plan: "pro" });
  await change(world, project, "ada", { name: "Countess" });
  const entries = await rowsOf(world, "SELECT * FROM audit_log WHERE project_id = ?1 ORDER BY id", project.projectId);
  expect(entries.map(({ action }) => action)).toEqual(["customer.created", "customer.changed", "customer.changed"]);
  expect(entries.every(({ actor }) => String(actor).startsWith("key sk_test_"))).toBe(true);
  expect(JSON.stringify(entries)).not.toMatch(/example\.com|Ada|Countess/);
});

describe("bad input", () => {
  const long = "x".repeat(129);
  test.each([
    ["nothing", {}],
    ["neither id nor address", { name: "Ada" }],
    ["an id of ours", { id: "usr_0000000000000000" }],
    ["an empty id", { id: "" }],
    ["an id with a space at its end", { id: "ada " }],
    ["an id with a line break", { id: "a\nb" }],
    ["an id beyond ASCII", { id: "ädä" }],
    ["an id that is too long", { id: long }],
    ["an id that is a number", { id: 7 }],
    ["no address", { email: "ada" }],
    ["an address that is too long", { email: `${"x".repeat(250)}@example.com` }],
    ["a name that is too long", { id: "ada", name: "x".repeat(101) }],
    ["a name with control characters", { id: "ada", name: "A\u0007da" }],
    ["a tier that is no name", { id: "ada", plan: "Pro!" }],
    ["an invitation to nowhere", { id: "ada", invite: true }],
    ["a field that is not known", { id: "ada", status: "active" }],
  ])("%s is refused, and nothing is made", async (_kind, body) => {
    const project = await createProject(world);
    const answer = await createCustomer(world, project, body);
    expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
    expect(await listCustomers(world, project)).toEqual([]);
  });

  test.each([
    ["nothing", {}],
    ["an address", { email: "new@example.com" }],
    ["a status", { status: "invited" }],
    ["an empty name", { name: "" }],
    ["a plan that is no name", { plan: "Pro!" }],
  ])("a change of %s is refused", async (_kind, body) => {
    const project = await createProject(world);
    const made = await createCustomer(world, project, { id: "ada", name: "Ada" });
    const answer = await change(world, project, "ada", body);
    expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
    expect((await ofCustomer(world, project, "ada")).json).toEqual(made.json);
  });

  test.each(["limit=0", "limit=101", "plan=Pro!", "status=erased", "search=", "cursor=YWZ0ZXI6WzFd", "order=name"])(
    "a list with %s is refused",
    async (query) => {
      const { secretKey } = await createProject(world);
      const answer = await call(world, `/api/customers?${query}`, { secretKey });
      expect([answer.status, answer.json.code]).toEqual([422, "validation_failed"]);
    },
  );
});
