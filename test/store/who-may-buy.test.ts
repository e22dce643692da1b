/** Who may buy what and come back where: browsers are anybody, servers are the developer's own. */
import { describe, expect, test } from "vitest";
import { type ApiCall, call, createProject } from "../world/world.ts";
import { type Shop, useStore } from "./use-store.ts";

describe("who may buy", () => {
  const { world, newShop, database, settle } = useStore();
  const mug = [{ product: "mug", quantity: 1 }];

  const browse = (shop: Shop, body: object, request: ApiCall = {}) =>
    call(world, "/api/cart/checkout", { publishableKey: shop.publishableKey, body, ...request });
  const from = (address: string): ApiCall => ({ headers: { "CF-Connecting-IP": address } });
  const allow = (shop: Shop, origins: string[]) =>
    database(
      "UPDATE project_modes SET allowed_origins = ? WHERE project_id = ?",
      JSON.stringify(origins),
      shop.projectId,
    );

  async function urlsOf(shop: Shop, sessionId: string) {
    const { success_url, cancel_url } = await shop.stripe("GET", `/v1/checkout/sessions/${sessionId}`);
    return [success_url, cancel_url];
  }

  test("a browser returns to the project's allowed origins only", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    await allow(shop, ["https://shop.example.com"]);
    for (const successUrl of [
      "https://evil.example.com/",
      "https://shop.example.com.evil.com/",
      "http://localhost:3000/",
    ]) {
      const answer = await browse(shop, { items: mug, successUrl });
      expect([answer.status, answer.json.issues]).toEqual([
        422,
        [{ path: "body.successUrl", message: "is not on an allowed origin of the project" }],
      ]);
    }
    const successUrl = "https://shop.example.com/thanks?s={CHECKOUT_SESSION_ID}";
    const { json } = await browse(shop, { items: mug, successUrl });
    expect((await urlsOf(shop, json.sessionId))[0]).toBe(successUrl);
    expect(await shop.stockOf("mug")).toBe(8);
  });

  test("a server returns to any https page, and to http on its own machine only", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    const local = await shop.buy(mug, { successUrl: "http://localhost:3000/ok", cancelUrl: "https://any.example/no" });
    expect(await urlsOf(shop, local.json.sessionId)).toEqual(["http://localhost:3000/ok", "https://any.example/no"]);
    expect((await shop.buy(mug, { successUrl: "http://any.example/" })).status).toBe(422);
  });

  test("without URLs the project's own count, else plain pages of ours", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    const { json } = await browse(shop, { items: mug });
    const [success, cancel] = (await urlsOf(shop, json.sessionId)) as unknown as [string, string];
    expect(success).toBe(`${world.apiUrl}/checkout/success?session_id={CHECKOUT_SESSION_ID}`);
    const page = await call(world, new URL(success).pathname);
    expect([page.status, page.text]).toEqual([200, expect.stringContaining("<h1>Thank you</h1>")]);
    expect((await call(world, new URL(cancel).pathname)).status).toBe(200);

    await database(
      "UPDATE project_modes SET success_url = 'https://my.example/a', cancel_url = 'https://my.example/b' WHERE project_id = ?",
      shop.projectId,
    );
    const own = await shop.buy(mug);
    expect(await urlsOf(shop, own.json.sessionId)).toEqual(["https://my.example/a", "https://my.example/b"]);
  });

  test("a browser may not say who it is", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    const answer = await browse(shop, { items: mug }, { userId: "ada" });
    expect([answer.status, answer.json.issues[0].path]).toEqual([422, "headers.X-User-Id"]);
  });

  test("one address holds five open orders at most, another one is free to, and paid ones don't count", async () => {
    const shop = await newShop([{ name: "mug", stock: 50 }]);
    const answers = [];
    for (let index = 0; index < 6; index += 1) answers.push(await browse(shop, { items: mug }, from("203.0.113.1")));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(answers[5]?.json.code).toBe("too_many_open_orders");
    expect(answers[5]?.headers.get("Retry-After")).toBe("60");
    expect(await shop.stockOf("mug")).toBe(45);
    expect((await browse(shop, { items: mug }, from("203.0.113.2"))).status).toBe(200);
    await shop.pay(answers[0]?.json.sessionId);
    await settle();
    expect((await browse(shop, { items: mug }, from("203.0.113.1"))).status).toBe(200);
  });

  test("a dozen calls at once from one address are capped as well", async () => {
    const shop = await newShop([{ name: "mug", stock: 50 }]);
    await shop.buy(mug);
    const calls = Array.from({ length: 12 }, () => browse(shop, { items: mug }, from("203.0.113.9")));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(await shop.stockOf("mug")).toBe(44);
  });

  test("a browser orders fifty units at once at most, a server more", async () => {
    const shop = await newShop([{ name: "mug", stock: null }]);
    const items = [{ product: "mug", quantity: 51 }];
    expect((await browse(shop, { items })).json.issues[0].path).toBe("body.items");
    expect((await shop.buy(items)).status).toBe(200);
  });

  test("a call that is repeated with its Idempotency-Key is one order", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    const first = await shop.buy(mug, {}, { idempotencyKey: "cart-1" });
    const again = await shop.buy(mug, {}, { idempotencyKey: "cart-1" });
    expect(again.text).toBe(first.text);
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    const other = await shop.buy([{ product: "mug", quantity: 2 }], {}, { idempotencyKey: "cart-1" });
    expect(other.json.code).toBe("idempotency_key_reused");
    expect(await shop.stockOf("mug")).toBe(8);
  });

  test("a product may be named by its current price, another project's price is not sold here", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    const other = await newShop([{ name: "mug", stock: 9 }]);
    await shop.buy(mug);
    const { json } = await shop.ask("/api/products");
    const items = [{ priceId: json.data[0].priceId, quantity: 2 }];
    expect((await shop.buy(items)).status).toBe(200);
    expect(await shop.stockOf("mug")).toBe(6);
    await other.buy(mug);
    expect((await other.buy(items)).json.issues).toEqual([
      { path: "body.items.0.priceId", message: "is not sold here" },
    ]);
  });

  test("what its developer took off the shelf is sold out, whatever the stock", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    await database("UPDATE products SET sold_out = 1 WHERE project_id = ?", shop.projectId);
    expect((await shop.buy(mug)).json.lines).toEqual([{ product: "mug", requested: 1, available: 0 }]);
  });

  test("nobody buys for a user who was erased, nor under an id that we never gave", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }]);
    await world.lab.eraseUser(shop.tenant, "ada");
    expect((await shop.buy(mug, {}, { userId: "ada" })).json.code).toBe("user_erased");
    expect((await shop.buy(mug, {}, { userId: "usr_madeup" })).json.code).toBe("validation_failed");
  });

  test("live sales take the owner's plan and an account of that mode; a SaaS project has no carts", async () => {
    const shop = await newShop([{ name: "mug", stock: 9 }], "live");
    expect((await shop.buy(mug)).json.code).toBe("plan_required");
    await world.lab.coverPlatform(shop.platformId, world.clock.now() + 60_000_000);
    expect((await shop.buy(mug)).status).toBe(200);
    const unconnected = await createProject(world, {
      type: "store",
      tiers: [],
      products: [{ name: "mug", displayName: "Mug", unitAmount: 900, stock: 3 }],
    });
    const ask = (project: { secretKey: string }) =>
      call(world, "/api/cart/checkout", { secretKey: project.secretKey, body: { items: mug } });
    expect((await ask(unconnected)).json.code).toBe("stripe_not_connected");
    expect((await ask(await createProject(world))).json.code).toBe("wrong_project_type");
  });
});
