/** An erased customer: gone from every table and answer, except for what the books need and what keeps them gone. */
import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { call, createProject, type TestProject, track, usageOf, useWorld } from "../world/world.ts";
import { change, createCustomer, erase, listCustomers, ofCustomer, rowsOf } from "./customer-calls.ts";

const world = useWorld();

/** Who is in no other test: what is looked for in all tables must be found in these. */
function newPerson() {
  const mark = randomBytes(6).toString("hex");
  return { id: `ada-${mark}`, email: `ada.${mark}@example.com`, name: `Ada ${mark.toUpperCase()}` };
}
type Person = ReturnType<typeof newPerson>;

/** Rows as sales and subscriptions leave them. */
async function leaveTraces({ projectId }: TestProject, person: Person): Promise<void> {
  const account = `acct_${projectId}`;
  const address = JSON.stringify({ name: person.name });
  const write = (statement: string, ...values: unknown[]) => rowsOf(world, statement, projectId, person.id, ...values);
  await write(
    `INSERT INTO orders (order_id, project_id, mode, stripe_account_id, user_id, status, is_reserved, amount_total,
       currency, email, search_email, phone, shipping_address, browser_hash, created_at, expires_at, updated_at)
     VALUES ('ord_' || ?1, ?1, 'test', ?3, ?2, 'paid', 0, 1800, 'usd', ?4, ?4, '+44 20 7946 0000', ?5, 'h', 1, 2, 3)`,
    account,
    person.email,
    address,
  );
  await write(
    `INSERT INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status, interval,
       usage_anchor, current_period_start, current_period_end, rev)
     VALUES (?3, 'sub_' || ?1, ?1, 'test', ?2, 'pro', 'canceled', 'month', 1, 1, 2, 1)`,
    account,
  );
  await write(
    `INSERT INTO mrr_movements (project_id, mode, user_id, stripe_account_id, subscription_id, kind, annual_amount,
       currency, tier, at, row_rev) VALUES (?1, 'test', ?2, ?3, 'sub_' || ?1, 'new', 34800, 'usd', 'pro', 1, 1)`,
    account,
  );
  await write(
    `INSERT INTO stripe_customers (stripe_account_id, customer_id, project_id, mode, user_id, created_at)
     VALUES (?3, 'cus_' || ?1, ?1, 'test', ?2, 1)`,
    account,
  );
  await write(
    `INSERT INTO checkout_sessions (checkout_id, project_id, mode, user_id, stripe_account_id, url, parameters_hash,
       status, created_at, expires_at)
     VALUES ('chk_' || ?1, ?1, 'test', ?2, ?3, 'https://pay.example/' || ?2, 'h', 'expired', 1, 2)`,
    account,
  );
}

/** Every row of every table that says something of the text. */
async function mentionsOf(text: string): Promise<string[]> {
  const tables = await rowsOf(
    world,
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  );
  const found = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await rowsOf(world, `SELECT * FROM ${name}`);
      return rows
        .filter((row) => JSON.stringify(row).toLowerCase().includes(text.toLowerCase()))
        .map(() => String(name));
    }),
  );
  return found.flat().sort();
}

const tables = ["orders", "subscriptions", "mrr_movements", "stripe_customers", "checkout_sessions"];

async function namesInBooks({ projectId }: TestProject): Promise<unknown[]> {
  const names = await Promise.all(
    tables.map((table) => rowsOf(world, `SELECT user_id FROM ${table} WHERE project_id = ?1`, projectId)),
  );
  return names.flat().map(({ user_id }) => user_id);
}

async function projectWithTraces(person = newPerson()) {
  const project = await createProject(world);
  const { secretKey } = project;
  await call(world, "/api/customers", { method: "POST", secretKey, body: person, idempotencyKey: "first" });
  await change(world, project, person.id, { plan: "pro" });
  await track(world, project, person.id, { amount: 7, idempotencyKey: "job" });
  await world.lab.flush(project.tenant);
  await leaveTraces(project, person);
  return { project, person };
}

describe("erasing a customer", () => {
  test("leaves a tombstone, an entry of the log, and books that lead to nobody", async () => {
    const { project, person } = await projectWithTraces();
    expect(await mentionsOf(person.email)).toEqual(["end_users", "idempotency_keys", "orders"]);
    const answer = await erase(world, project, person.id);
    expect([answer.status, answer.json]).toEqual([200, { deleted: true }]);
    expect(await mentionsOf(person.email)).toEqual([]);
    expect(await mentionsOf(person.name)).toEqual([]);
    expect(await mentionsOf(person.id)).toEqual(["audit_log", "audit_log", "audit_log", "end_users"]);
    const names = await namesInBooks(project);
    expect(names).toHaveLength(tables.length);
    expect(new Set(names).size).toBe(1);
    expect(names[0]).toMatch(/^ers_[0-9A-Za-z]{16}$/);
    const [order] = await rowsOf(world, "SELECT * FROM orders WHERE project_id = ?1", project.projectId);
    expect(order).toMatchObject({ status: "paid", amount_total: 1800, phone: null, shipping_address: null });
  });

  test("is known everywhere at once", async () => {
    const { project, person } = await projectWithTraces();
    await erase(world, project, person.id);
    const counted = await track(world, project, person.id);
    expect([counted.status, counted.json.code]).toEqual([409, "user_erased"]);
    expect((await ofCustomer(world, project, person.id)).status).toBe(404);
    expect((await change(world, project, person.id, { name: "Back" })).status).toBe(404);
    expect((await erase(world, project, person.id)).status).toBe(404);
    for (const query of ["", "&search=ada", `&search=${person.email}`, "&plan=pro", "&status=active"]) {
      expect(await listCustomers(world, project, query)).toEqual([]);
    }
  });

  test("is not undone by counts that come late", async () => {
    const project = await createProject(world);
    await track(world, project, "bob", { amount: 3 });
    expect((await erase(world, project, "bob")).status).toBe(200);
    await world.lab.flush(project.tenant, { everything: true });
    expect(await rowsOf(world, "SELECT * FROM usage_counts WHERE project_id = ?1", project.projectId)).toEqual([]);
    expect(await listCustomers(world, project)).toEqual([]);
  });

  test("at the same time from many sides happens once", async () => {
    const { project, person } = await projectWithTraces();
    const answers = await Promise.all(Array.from({ length: 20 }, () => erase(world, project, person.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(404)]);
  });

  test("touches nobody else, and not the same id elsewhere", async () => {
    const { project, person } = await projectWithTraces();
    const { project: other } = await projectWithTraces(person);
    await createCustomer(world, project, { id: "bob", email: "bob@example.org" });
    await erase(world, project, person.id);
    expect((await listCustomers(world, project)).map(({ id }) => id)).toEqual(["bob"]);
    expect((await ofCustomer(world, other, person.id)).json).toMatchObject({ email: person.email, plan: "pro" });
    expect(new Set(await namesInBooks(other))).toEqual(new Set([person.id]));
    expect(await usageOf(world, other, person.id)).toMatchObject({ count: 7 });
  });

  test("waits for a subscription that runs, and changes nothing until then", async () => {
    const { project, person } = await projectWithTraces();
    const at = Date.now();
    await world.lab.putSubscription(project.tenant, {
      userId: person.id,
      tier: "pro",
      status: "past_due",
      usageAnchor: at,
      currentPeriodStart: at,
      currentPeriodEnd: at + 1_000_000,
    });
    const before = await ofCustomer(world, project, person.id);
    const refused = await erase(world, project, person.id);
    expect([refused.status, refused.json.code]).toEqual([409, "live_subscription_exists"]);
    expect((await ofCustomer(world, project, person.id)).json).toEqual(before.json);
    expect((await erase(world, project, person.id, "?cancelSubscription=yes")).status).toBe(422);
  });
});

describe("creating an erased customer anew", () => {
  test("begins at nothing: no count, no order, no plan of before", async () => {
    const { project, person } = await projectWithTraces();
    await erase(world, project, person.id);
    const again = await createCustomer(world, project, { id: person.id });
    expect([again.status, again.json]).toMatchObject([
      201,
      { id: person.id, email: null, name: null, status: "active", plan: "free", usage: { count: 0 } },
    ]);
    const repeat = await track(world, project, person.id, { amount: 7, idempotencyKey: "job" });
    expect([repeat.json.usage.count, repeat.headers.get("Idempotent-Replayed")]).toEqual([7, null]);
    expect(await namesInBooks(project)).not.toContain(person.id);
  });

  test("works from many sides at once, for one", async () => {
    const { project, person } = await projectWithTraces();
    await erase(world, project, person.id);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => createCustomer(world, project, { id: person.id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(19).fill(409)]);
  });
});
