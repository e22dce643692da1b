/** The whole way of a developer, over HTTP only, for a SaaS and for a store; what stands at Stripe is looked at after each step. */
import { describe, expect, test } from "vitest";
import { type Connector, type Mode, newConnector } from "../connect/connect-world.ts";
import { ownStripe } from "../plan/own-stripe.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { call } from "../world/world.ts";

const world = useWholeWorld();

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
type Json = any;

/** What is for sale on a connected account: name, amount and whether it is the product's price now. */
async function onSaleAt(account: string, mode: Mode): Promise<string[]> {
  const { stripe } = world.providers;
  const ask = async (path: string): Promise<Json> => {
    const headers = {
      Authorization: `Bearer ${stripe.sandbox.accounts.platform.secretKey[mode]}`,
      "Stripe-Account": account,
    };
    return (await fetch(stripe.url + path, { headers })).json();
  };
  const products = (await ask("/v1/products?limit=100&active=true")).data;
  const prices = (await ask("/v1/prices?limit=100&active=true")).data;
  return products
    .map(({ id, name, default_price }: Json) => {
      const own = prices.filter(({ product }: Json) => product === id);
      expect(own.map((price: Json) => price.id)).toEqual([default_price]);
      return `${name} ${own[0].unit_amount}`;
    })
    .sort();
}

class Journey {
  readonly connector: Connector;
  projectId = "";

  constructor(connector: Connector) {
    this.connector = connector;
  }

  async good(path: string, request: Json = {}, service: "oauth" | "frontAuth" = "oauth"): Promise<Json> {
    const answer = await this.connector.call(path, request, service);
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([
      expect.toSatisfy((status) => status < 300),
      answer.text.slice(0, 300),
    ]);
    return answer.json;
  }

  in(mode: Mode, path: string): string {
    return `${path}${path.includes("?") ? "&" : "?"}projectId=${this.projectId}&mode=${mode}`;
  }

  async create(body: Json): Promise<{ publishableKey: string; secretKey: string }> {
    const { project, keys, stripe } = await this.good("/create-products", { body });
    this.projectId = project.id;
    expect(stripe.status).toBe("not_connected");
    return keys;
  }

  promote(dryRun = false): Promise<Json> {
    return this.good("/promote-to-live", { body: { projectId: this.projectId, dryRun } });
  }

  rollBack(): Promise<Json> {
    return this.good("/promote-to-live/rollback", { body: { projectId: this.projectId } });
  }

  async buyPlan(): Promise<void> {
    const { url } = await this.good("/create-checkout", { method: "POST" }, "frontAuth");
    await ownStripe(world).pay(url);
    expect(await this.good("/subscription", {}, "frontAuth")).toMatchObject({ status: "trialing", locked: null });
  }
}

const statusOf = async (secretKey: string, path: string, request: Json = {}) =>
  (await call(world, path, { secretKey, ...request })).status;

describe("from sign-up to live, and back", () => {
  test("with a SaaS", async () => {
    const journey = new Journey(await newConnector(world));
    const keys = await journey.create({
      name: "Writer",
      projectType: "saas",
      tiers: [
        { name: "free", displayName: "Free", unitAmount: 0, limit: 2 },
        { name: "pro", displayName: "Pro", unitAmount: 2900, limit: 1000 },
      ],
    });
    const count = (secretKey: string) => call(world, "/api/data", { method: "POST", secretKey, userId: "ada" });
    expect((await count(keys.secretKey)).json.usage).toMatchObject({ plan: "free", count: 1, limit: 2 });

    // Stripe follows once it is connected, the free tier stays with us.
    const account = await journey.connector.connect("test");
    await journey.good(journey.in("test", "/sync"), { body: {} });
    expect(await onSaleAt(account, "test")).toEqual(["Pro 2900"]);

    // An edit acts on the next call; a new amount is a new price.
    await journey.good(journey.in("test", "/tiers"), { method: "PUT", body: { name: "free", changes: { limit: 3 } } });
    expect((await count(keys.secretKey)).json.usage).toMatchObject({ count: 2, limit: 3 });
    await journey.good(journey.in("test", "/tiers"), {
      method: "PUT",
      body: { name: "pro", changes: { unitAmount: 3900 } },
    });
    expect(await onSaleAt(account, "test")).toEqual(["Pro 3900"]);

    // Live takes the plan and a live connection.
    const refused = await journey.connector.call("/promote-to-live", { body: { projectId: journey.projectId } });
    expect([refused.status, refused.json.code]).toEqual([403, "plan_required"]);
    await journey.buyPlan();
    await journey.connector.connect("live", account);
    expect((await journey.promote(true)).plan).toMatchObject({ applied: false });
    const promoted = await journey.promote();
    expect(promoted.plan.applied).toBe(true);
    expect(await onSaleAt(account, "live")).toEqual(["Pro 3900"]);
    const live = promoted.keys;
    expect((await count(live.secretKey)).json.usage).toMatchObject({ plan: "free", count: 1, limit: 3 });

    // Promote an edit, roll it back, promote it again.
    await journey.good(journey.in("test", "/tiers"), {
      method: "PUT",
      body: { name: "pro", changes: { unitAmount: 4900 } },
    });
    expect((await journey.promote()).keys).toBeNull();
    expect(await onSaleAt(account, "live")).toEqual(["Pro 4900"]);
    await journey.rollBack();
    expect(await onSaleAt(account, "live")).toEqual(["Pro 3900"]);
    await journey.promote();
    expect(await onSaleAt(account, "live")).toEqual(["Pro 4900"]);

    // Rotate at once, then revoke: each acts on the next call.
    const pair = `/projects/${journey.projectId}/keys/${live.publishableKey}`;
    const rotated = await journey.good(`${pair}/rotate`, { body: { overlapSeconds: 0 } }, "frontAuth");
    expect((await count(live.secretKey)).status).toBe(401);
    expect((await count(rotated.secretKey)).json.usage).toMatchObject({ count: 2 });
    await journey.good(pair, { method: "DELETE" }, "frontAuth");
    expect((await count(rotated.secretKey)).status).toBe(401);
    expect((await count(keys.secretKey)).status).toBe(200);

    // Disconnected, counting goes on; connected again, the same prices are found.
    const before = await journey.good(`/get-credentials?projectId=${journey.projectId}`, {}, "frontAuth");
    await journey.good("/connection?mode=test", { method: "DELETE" });
    expect((await count(keys.secretKey)).status).toBe(403);
    expect(await journey.connector.readConnection("test")).toMatchObject({ status: "disconnected" });
    expect(await journey.connector.connect("test", account)).toBe(account);
    await journey.good(journey.in("test", "/sync"), { body: {} });
    expect(await onSaleAt(account, "test")).toEqual(["Pro 4900"]);
    const after = await journey.good(`/get-credentials?projectId=${journey.projectId}`, {}, "frontAuth");
    expect(after.prices).toEqual(before.prices);

    // All of it is on record, and no secret is.
    const audit = JSON.stringify((await journey.good("/audit-log?limit=100", {}, "frontAuth")).data);
    for (const secret of [keys.secretKey, live.secretKey, rotated.secretKey]) expect(audit).not.toContain(secret);
    expect(JSON.parse(audit).length).toBeGreaterThan(8);
  });

  test("with a store", async () => {
    const journey = new Journey(await newConnector(world));
    const keys = await journey.create({
      name: "Pottery",
      projectType: "store",
      products: [
        { name: "mug", displayName: "Mug", unitAmount: 1800, stock: 5 },
        { name: "bowl", displayName: "Bowl", unitAmount: 2400 },
      ],
    });
    const products = async (secretKey: string) => (await call(world, "/api/products", { secretKey })).json.data;
    expect((await products(keys.secretKey)).map(({ name, priceId }: Json) => [name, priceId])).toEqual([
      ["bowl", null],
      ["mug", null],
    ]);
    expect(await statusOf(keys.secretKey, "/api/data", { method: "POST", userId: "ada" })).toBe(409);

    const account = await journey.connector.connect("test");
    await journey.good(journey.in("test", "/sync"), { body: {} });
    expect(await onSaleAt(account, "test")).toEqual(["Bowl 2400", "Mug 1800"]);
    for (const { priceId } of await products(keys.secretKey)) expect(priceId).toMatch(/^price_/);

    await journey.good(journey.in("test", "/products"), {
      method: "PUT",
      body: { name: "mug", changes: { unitAmount: 2000 } },
    });
    await journey.good(journey.in("test", "/products?name=bowl"), { method: "DELETE" });
    expect(await onSaleAt(account, "test")).toEqual(["Mug 2000"]);

    await journey.buyPlan();
    await journey.connector.connect("live", account);
    const { keys: live } = await journey.promote();
    expect(await onSaleAt(account, "live")).toEqual(["Mug 2000"]);
    expect(await products(live.secretKey)).toMatchObject([{ name: "mug", stock: 5, unitAmount: 2000 }]);

    // Stock is live's own after the first time.
    await journey.good(journey.in("test", "/products"), {
      method: "PUT",
      body: { name: "mug", changes: { displayName: "Big mug" } },
    });
    await journey.promote();
    expect(await onSaleAt(account, "live")).toEqual(["Big mug 2000"]);
    await journey.rollBack();
    expect(await onSaleAt(account, "live")).toEqual(["Mug 2000"]);
    await journey.promote();
    expect(await products(live.secretKey)).toMatchObject([{ name: "mug", displayName: "Big mug", stock: 5 }]);

    const rotate = `/projects/${journey.projectId}/keys/${live.publishableKey}/rotate`;
    const rotated = await journey.good(rotate, { body: {} }, "frontAuth");
    // Both work while they overlap.
    expect(await statusOf(live.secretKey, "/api/products")).toBe(200);
    expect(await statusOf(rotated.secretKey, "/api/products")).toBe(200);
    await journey.good(`/projects/${journey.projectId}/keys/${live.publishableKey}`, { method: "DELETE" }, "frontAuth");
    expect(await statusOf(rotated.secretKey, "/api/products")).toBe(401);

    await journey.good("/connection?mode=live", { method: "DELETE" });
    const other = await journey.connector.connect("live");
    expect(other).not.toBe(account);
    await journey.good(journey.in("live", "/sync"), { body: {} });
    expect(await onSaleAt(other, "live")).toEqual(["Big mug 2000"]);
  });
});
