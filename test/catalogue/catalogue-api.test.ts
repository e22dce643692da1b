/** The catalogue over HTTP, as a developer's dashboard and a developer's server use it. */
import { createProducts, productSchema, tierSchema } from "@dream-api/contract";
import { beforeAll, describe, expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { call, callUrl, track } from "../world/world.ts";
import {
  connectAccount,
  type Developer,
  inDashboard,
  newDeveloper,
  newProject,
  pricesOn,
  saas,
  sandboxOf,
  sessionOf,
  store,
  withKey,
} from "./catalogue-world.ts";

const world = useWholeWorld();
let ada: Developer;

beforeAll(async () => {
  ada = await newDeveloper(world);
});

const create = (developer: Developer, body: object, headers: Record<string, string> = {}) =>
  callUrl(`${world.urls.oauth}/create-products`, {
    method: "POST",
    body,
    headers: { ...sessionOf(world, developer), ...headers },
  });
const names = (list: { name: string }[]) => list.map(({ name }) => name);
const asked = (plan: { steps: { action: string; kind: string; name: string }[] }) =>
  plan.steps.map(({ action, kind, name }) => `${action} ${kind} ${name}`);

describe("POST /create-products", () => {
  test("makes a SaaS that counts at once, without any Stripe account", async () => {
    const answer = await create(ada, saas);
    expect(answer.status).toBe(201);
    const { project, keys, stripe } = createProducts.reply?.parse(answer.json) ?? {};
    expect(project).toMatchObject({
      type: "saas",
      currency: "usd",
      modes: { test: { tiers: 2, customers: 0, hasSold: false }, live: null },
    });
    expect(stripe).toEqual({ status: "not_connected", plan: { steps: [] } });
    const counted = await track(world, { secretKey: keys?.secretKey ?? "" }, "user-1");
    expect([counted.status, counted.json.usage]).toMatchObject([200, { plan: "free", count: 1, limit: 100 }]);
  });

  test("makes a store whose products are listed at once", async () => {
    const project = await newProject(world, ada, { ...store, currency: "eur" });
    const { json } = await call(world, "/api/products", { publishableKey: project.publishableKey });
    expect(json.data).toMatchObject([
      { name: "mug", unitAmount: 1800, currency: "eur", stock: 3, soldOut: false, priceId: null, position: 0 },
      { name: "print", unitAmount: 9000, currency: "eur", stock: null, position: 1 },
    ]);
  });

  test("with an account connected brings the catalogue to Stripe before it answers", async () => {
    const owner = await newDeveloper(world);
    const account = await connectAccount(world, owner);
    const answer = await create(owner, saas);
    expect(answer.json.stripe.status).toBe("synced");
    expect(asked(answer.json.stripe.plan)).toEqual(["leave tier free", "create tier pro", "create price pro"]);
    const [price] = await pricesOn(world, account);
    expect(price).toMatchObject({ item: "test_tier_pro", amount: 2900 });
    const { json } = await call(world, "/api/tiers", { secretKey: answer.json.keys.secretKey });
    expect(json.data).toMatchObject([
      { name: "free", priceId: null },
      { name: "pro", priceId: price?.id },
    ]);
  });

  test("a repeat with the same Idempotency-Key is the same project, without its secret", async () => {
    const headers = { "Idempotency-Key": "first project" };
    const first = await create(ada, saas, headers);
    const again = await create(ada, saas, headers);
    expect([again.status, again.json.project.id]).toEqual([201, first.json.project.id]);
    expect(again.json.keys).toEqual({ ...first.json.keys, secretKey: null });
  });

  test("has a quota, which many calls at once can't pass either", async () => {
    const owner = await newDeveloper(world);
    const answers = await Promise.all(Array.from({ length: 55 }, () => create(owner, saas)));
    const codes = answers.map(({ status, json }) => json.code ?? status);
    expect(codes.filter((code) => code === 201)).toHaveLength(50);
    expect(codes.filter((code) => code === "project_limit_reached")).toHaveLength(5);
  });
});

describe("tiers", () => {
  test("are added, changed, put in order and removed, and each change acts on the next call", async () => {
    const project = await newProject(world, ada);
    const added = await withKey(world, project, "/tiers/add", {
      body: { tier: { name: "team", displayName: "Team", unitAmount: 9900, limit: null } },
    });
    expect(tierSchema.parse(added.json.tier)).toMatchObject({
      name: "team",
      position: 2,
      interval: "month",
      trialDays: 0,
    });
    const changed = await inDashboard(world, project, "/tiers", {
      method: "PUT",
      body: { name: "free", changes: { limit: 1, features: ["One a month"] } },
    });
    expect(changed.json.tier).toMatchObject({ limit: 1, features: ["One a month"] });
    expect((await track(world, project, "ada")).status).toBe(200);
    expect((await track(world, project, "ada")).json.code).toBe("tier_limit_reached");
    const ordered = await withKey(world, project, "/tiers/order", {
      method: "PUT",
      body: { names: ["team", "pro", "free"] },
    });
    expect(names(ordered.json.data)).toEqual(["team", "pro", "free"]);
    const removed = await withKey(world, project, "/tiers?name=free", { method: "DELETE" });
    expect(removed.json.tier).toMatchObject({ name: "free", archived: true });
    expect((await track(world, project, "bob")).json.code).toBe("no_plan");
    const { json } = await inDashboard(world, project, "/tiers");
    expect(json.data.map(({ name, archived }: { name: string; archived: boolean }) => [name, archived])).toEqual(
      expect.arrayContaining([
        ["team", false],
        ["pro", false],
        ["free", true],
      ]),
    );
    expect(names((await call(world, "/api/tiers", project)).json.data)).toEqual(["team", "pro"]);
  });

  test("a removed one comes back under its name with its new values", async () => {
    const project = await newProject(world, ada);
    await withKey(world, project, "/tiers?name=pro", { method: "DELETE" });
    const tier = { name: "pro", displayName: "Pro again", unitAmount: 4900, limit: 5 };
    const { json } = await withKey(world, project, "/tiers/add", { body: { tier } });
    expect(json.tier).toMatchObject({ ...tier, archived: false });
  });

  const free = { name: "gratis", displayName: "Gratis", unitAmount: 0, limit: 1 };
  test.each<[string, string, string, object]>([
    ["a name that is taken", "POST /tiers/add", "name_taken", { tier: { ...free, name: "pro", unitAmount: 1 } }],
    ["a second free tier", "POST /tiers/add", "free_tier_exists", { tier: free }],
    [
      "a paid tier made free beside a free one",
      "PUT /tiers",
      "free_tier_exists",
      { name: "pro", changes: { unitAmount: 0 } },
    ],
    ["a tier that is not there", "PUT /tiers", "not_found", { name: "gold", changes: { limit: 1 } }],
    ["an order that leaves one out", "PUT /tiers/order", "validation_failed", { names: ["pro"] }],
    ["an order with one too many", "PUT /tiers/order", "validation_failed", { names: ["pro", "free", "gold"] }],
    ["a trial of the free tier", "PUT /tiers", "validation_failed", { name: "free", changes: { trialDays: 7 } }],
    [
      "a product in a SaaS",
      "POST /products",
      "wrong_project_type",
      { product: { name: "mug", displayName: "Mug", unitAmount: 1 } },
    ],
  ])("refuse %s and change nothing", async (_what, call_, code, body) => {
    const project = await newProject(world, ada);
    const [method = "", path = ""] = call_.split(" ");
    const before = (await withKey(world, project, "/tiers")).json;
    const answer = await withKey(world, project, path, { method, body });
    expect(answer.json.code).toBe(code);
    expect((await withKey(world, project, "/tiers")).json).toEqual(before);
  });

  test("there are ten paid ones at most, also when they are added at once", async () => {
    const project = await newProject(world, ada);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        withKey(world, project, "/tiers/add", {
          body: { tier: { name: `tier-${index}`, displayName: "A tier", unitAmount: 100, limit: 1 } },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(9);
    expect(answers.filter(({ json }) => json.code === "catalogue_limit_reached")).toHaveLength(3);
    expect((await withKey(world, project, "/tiers")).json.data).toHaveLength(11);
  });
});

describe("products", () => {
  test("are added, changed and removed; stock is left to what sells", async () => {
    const project = await newProject(world, ada, store);
    const product = {
      name: "cap",
      displayName: "Cap",
      unitAmount: 2500,
      stock: 7,
      imageUrl: "https://img.example/cap.png",
    };
    const added = await withKey(world, project, "/products", { body: { product } });
    expect(productSchema.parse(added.json.product)).toMatchObject({ ...product, position: 2, soldOut: false });
    const changed = await inDashboard(world, project, "/products", {
      method: "PUT",
      body: { name: "cap", changes: { unitAmount: 2600, soldOut: true } },
    });
    expect(changed.json.product).toMatchObject({ unitAmount: 2600, soldOut: true, stock: 7 });
    const stocked = await withKey(world, project, "/products", {
      method: "PUT",
      body: { name: "cap", changes: { stock: 9 } },
    });
    expect(stocked.json.issues).toContainEqual({ path: "body.changes.stock", message: "is not known here" });
    const removed = await withKey(world, project, "/products?name=cap", { method: "DELETE" });
    expect(removed.json.product).toMatchObject({ name: "cap", archived: true });
    expect(names((await call(world, "/api/products", project)).json.data)).toEqual(["mug", "print"]);
  });

  test("are listed in pages, archived ones too", async () => {
    const project = await newProject(world, ada, store);
    await withKey(world, project, "/products?name=mug", { method: "DELETE" });
    const first = (await withKey(world, project, "/products?limit=1")).json;
    expect([names(first.data), first.data[0].archived, first.hasMore]).toEqual([["mug"], true, true]);
    const rest = (await withKey(world, project, `/products?limit=1&cursor=${first.nextCursor}`)).json;
    expect([names(rest.data), rest.hasMore, rest.nextCursor]).toEqual([["print"], false, null]);
  });
});

describe("Stripe follows", () => {
  test("a new amount is a new price there, and what is listed names it", async () => {
    const owner = await newDeveloper(world);
    const account = await connectAccount(world, owner);
    const project = await newProject(world, owner);
    const body = { name: "pro", changes: { unitAmount: 3900 } };
    const { json } = await withKey(world, project, "/tiers", { method: "PUT", body });
    const [price] = await pricesOn(world, account);
    expect([json.stripe.status, json.tier.priceId, price?.amount]).toEqual(["synced", price?.id, 3900]);
    expect(asked(json.stripe.plan)).toEqual(["change tier pro", "create price pro", "archive price pro"]);
  });

  test("an edit stands when Stripe does not answer, and the cron brings it there", async () => {
    const owner = await newDeveloper(world);
    const account = await connectAccount(world, owner);
    const project = await newProject(world, owner);
    sandboxOf(world).faults.add({ match: "POST /v1/prices", kind: "rate_limit", times: 1 });
    const body = { name: "pro", changes: { unitAmount: 3900 } };
    const { status, json } = await withKey(world, project, "/tiers", { method: "PUT", body });
    expect([status, json.stripe.status, json.tier]).toMatchObject([
      200,
      "pending",
      { unitAmount: 3900, priceId: null },
    ]);
    await world.lab.setClock({ real: 60_000, business: 60_000 });
    await world.lab.runCrons();
    await world.lab.setClock({ real: 0, business: 0 });
    expect(await pricesOn(world, account)).toMatchObject([{ amount: 3900 }]);
  });

  test("connecting later, a sync shows what it would do, does it, and then finds nothing to do", async () => {
    const owner = await newDeveloper(world);
    const project = await newProject(world, owner);
    expect((await withKey(world, project, "/sync", { method: "POST" })).json.code).toBe("stripe_not_connected");
    const account = await connectAccount(world, owner);
    const dry = await inDashboard(world, project, "/sync", { body: { dryRun: true } });
    expect([dry.json.status, asked(dry.json.plan)]).toEqual([
      "pending",
      ["leave tier free", "create tier pro", "create price pro"],
    ]);
    expect(await pricesOn(world, account)).toEqual([]);
    const done = await withKey(world, project, "/sync", { method: "POST" });
    expect([done.status, done.json.status]).toEqual([200, "synced"]);
    expect(await pricesOn(world, account)).toHaveLength(1);
    const again = await withKey(world, project, "/sync", { method: "POST" });
    expect(asked(again.json.plan)).toEqual(["leave tier free", "leave tier pro"]);
  });

  test.each([
    ["rate_limit", 503, "provider_unavailable"],
    ["server_error", 503, "provider_unavailable"],
    ["card_declined", 502, "provider_refused"],
    ["reset_before", 503, "provider_unavailable"],
  ] as const)("a sync that meets %s says so, and its repeat succeeds", async (kind, status, code) => {
    const owner = await newDeveloper(world);
    const project = await newProject(world, owner);
    const account = await connectAccount(world, owner);
    // Twice, because the SDK tries once more by itself.
    sandboxOf(world).faults.add({ match: "POST /v1/prices", kind, times: kind === "card_declined" ? 1 : 2 });
    const failed = await withKey(world, project, "/sync", { method: "POST" });
    sandboxOf(world).faults.clear();
    expect([failed.status, failed.json.code]).toEqual([status, code]);
    expect((await withKey(world, project, "/sync", { method: "POST" })).json.status).toBe("synced");
    expect(await pricesOn(world, account)).toMatchObject([{ item: "test_tier_pro", amount: 2900 }]);
  });
});

test("an answer of Stripe that got lost costs nothing: the SDK asks again under the same key", async () => {
  const owner = await newDeveloper(world);
  const project = await newProject(world, owner);
  const account = await connectAccount(world, owner);
  sandboxOf(world).faults.add({ match: "POST /v1/prices", kind: "reset_after", times: 1 });
  expect((await withKey(world, project, "/sync", { method: "POST" })).json.status).toBe("synced");
  expect(await pricesOn(world, account)).toMatchObject([{ item: "test_tier_pro", amount: 2900 }]);
});

describe("another developer's project", () => {
  test("is not found, whatever is asked of it, and stays as it is", async () => {
    const project = await newProject(world, ada);
    const stranger = await newDeveloper(world);
    const before = (await inDashboard(world, project, "/tiers")).json;
    const tier = { name: "theirs", displayName: "Theirs", unitAmount: 1, limit: 1 };
    const product = { name: "theirs", displayName: "Theirs", unitAmount: 1 };
    const calls: [string, string, object?][] = [
      ["GET", "/tiers"],
      ["POST", "/tiers/add", { tier }],
      ["PUT", "/tiers", { name: "pro", changes: { limit: 1 } }],
      ["PUT", "/tiers/order", { names: ["pro", "free"] }],
      ["DELETE", "/tiers?name=pro"],
      ["GET", "/products"],
      ["POST", "/products", { product }],
      ["PUT", "/products", { name: "mug", changes: { unitAmount: 1 } }],
      ["DELETE", "/products?name=mug"],
      ["POST", "/sync", { dryRun: false }],
    ];
    for (const [method, path, body] of calls) {
      const asStranger = { ...project, owner: stranger };
      const answer = await inDashboard(world, asStranger, path, { method, ...(body ? { body } : {}) });
      expect([method, path, answer.status, answer.json?.code]).toEqual([method, path, 404, "not_found"]);
    }
    expect((await inDashboard(world, project, "/tiers")).json).toEqual(before);
  });
});
