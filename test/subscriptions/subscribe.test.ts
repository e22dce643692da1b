/** Subscribing over HTTP: on Stripe's page, once, and from then on through the billing portal. */
import { beforeAll, describe, expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { createProject, track } from "../world/world.ts";
import { openShop, type Shop } from "./subscription-world.ts";

const world = useWholeWorld();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(world);
});

describe("a user without a subscription", () => {
  test("pays on Stripe's page, and the next call has the tier", async () => {
    expect((await track(world, shop, "ada")).json.usage).toMatchObject({ plan: "free", count: 1 });
    const { json } = await shop.checkout("ada", "pro");
    expect(json).toMatchObject({ kind: "checkout", sessionId: expect.stringMatching(/^cs_/) });
    expect(await shop.tierOf("ada")).toBe("free");
    await shop.pay(json.url);
    expect((await track(world, shop, "ada")).json.usage).toMatchObject({ plan: "pro", limit: 10_000, count: 1 });
    expect(await shop.notices()).toEqual([]);
  });

  test("gets the same page for the same wish, and another one for another", async () => {
    const first = (await shop.checkout("bob", "pro")).json;
    expect((await shop.checkout("bob", "pro")).json).toEqual(first);
    const other = (await shop.checkout("bob", "max")).json;
    expect(other.sessionId).not.toBe(first.sessionId);
    expect((await shop.pay(first.url)).ok).toBe(false);
    await shop.pay(other.url);
    expect(await shop.tierOf("bob")).toBe("max");
  });

  test("with two tabs at once pays once", async () => {
    const pages = await Promise.all(
      ["pro", "pro", "max", "pro", "max", "pro"].map((tier) => shop.checkout("tabs", tier)),
    );
    const open = pages.filter(({ status }) => status === 200);
    expect(open.length).toBeGreaterThan(0);
    await Promise.all(open.map(({ json }) => shop.pay(json.url)));
    const left = (await shop.checkout("tabs", "pro")).json;
    if (left.kind === "checkout") await shop.pay(left.url);
    const own = (await shop.subscriptions()).filter(({ metadata }) => metadata.dream_api_user === "tabs");
    expect(own).toHaveLength(1);
    expect((await shop.customers()).filter(({ metadata }) => metadata.dream_api_user === "tabs")).toHaveLength(1);
  });

  test("has one trial, by our own rows", async () => {
    await shop.subscribe("try", "try");
    expect((await shop.subscriptionOf("try")).status).toBe("trialing");
    expect(await shop.tierOf("try")).toBe("try");
    await shop.asServer("/api/customers/try/subscription/cancel", { atPeriodEnd: false });
    expect(await shop.tierOf("try")).toBe("free");
    await shop.subscribe("try", "try", { trialDays: 30 });
    expect((await shop.subscriptionOf("try")).status).toBe("active");
  });

  test("has the trial that the server names", async () => {
    await shop.subscribe("short", "try", { trialDays: 3 });
    const { trial_start: start, trial_end: end } = await shop.subscriptionOf("short");
    expect((end - start) / 86_400).toBe(3);
    await shop.subscribe("none", "try", { trialDays: 0 });
    expect((await shop.subscriptionOf("none")).trial_end).toBeNull();
  });

  test("brings a promotion code that Stripe knows, and no other", async () => {
    const coupon = await shop.atStripe("/v1/coupons", { percent_off: "50", duration: "forever" });
    const promotion = { "promotion[type]": "coupon", "promotion[coupon]": coupon.id, code: "HALF" };
    await shop.atStripe("/v1/promotion_codes", promotion);
    const wrong = await shop.checkout("code", "pro", { promotionCode: "NOTHING" });
    expect([wrong.status, wrong.json.issues[0].path]).toEqual([422, "body.promotionCode"]);
    await shop.subscribe("code", "pro", { promotionCode: "HALF" });
    const [row] = (await shop.rows("subscriptions")).filter(({ user_id: id }) => id === "code");
    expect(row).toMatchObject({ unit_amount: 2900, net_amount: 1450 });
    const [movement] = (await shop.rows("mrr_movements")).filter(({ user_id: id }) => id === "code");
    expect(movement).toMatchObject({ kind: "new", annual_amount: 12 * 1450 });
  });

  test("is refused what can't be sold", async () => {
    expect((await shop.checkout("eve", "gold")).json.code).toBe("unknown_tier");
    expect((await shop.checkout("eve", "free")).json.code).toBe("already_subscribed");
    const bare = await createProject(world);
    const asBare = { secretKey: bare.secretKey, userId: "eve" };
    expect((await shop.asServer("/api/create-checkout", { tier: "pro" }, asBare)).json.code).toBe(
      "stripe_not_connected",
    );
    const live = await createProject(world, { mode: "live" });
    const asLive = { secretKey: live.secretKey, userId: "eve" };
    expect((await shop.asServer("/api/create-checkout", { tier: "pro" }, asLive)).json.code).toBe("plan_required");
    const store = await createProject(world, { type: "store", tiers: [] });
    const asStore = { secretKey: store.secretKey, userId: "eve" };
    expect((await shop.asServer("/api/create-checkout", { tier: "pro" }, asStore)).json.code).toBe(
      "wrong_project_type",
    );
    expect((await shop.asServer("/api/create-checkout", { tier: "pro" })).json.issues[0].path).toBe(
      "headers.X-User-Id",
    );
  });

  test("who has nothing has no portal", async () => {
    expect((await shop.asUser("nobody", "/api/customer-portal", {})).json.code).toBe("no_subscription");
  });
});

describe("a user with a subscription", () => {
  test("confirms a change in the portal, keeps the count, and is refused the same tier", async () => {
    await shop.subscribe("up", "pro");
    await track(world, shop, "up", { amount: 7 });
    expect((await shop.checkout("up", "pro")).json.code).toBe("already_subscribed");
    const { json } = await shop.checkout("up", "max");
    expect(json).toMatchObject({ kind: "change" });
    const { id, items } = await shop.subscriptionOf("up");
    const price = (await shop.rows("prices")).find(({ name }) => name === "max").stripe_price_id;
    expect(items.data[0].price.id).not.toBe(price);
    await shop.inPortal(json.url, { action: "update", subscription: id, price });
    expect((await track(world, shop, "up")).json.usage).toMatchObject({ plan: "max", count: 8 });
  });

  test("cancels by choosing the free tier, and keeps the tier until the end", async () => {
    await shop.subscribe("leave", "pro");
    const { json } = await shop.checkout("leave", "free");
    expect(json.kind).toBe("cancel");
    const { id } = await shop.subscriptionOf("leave");
    await shop.inPortal(json.url, { action: "cancel", subscription: id });
    const { data } = (await shop.asServer("/api/subscriptions")).json;
    const own = data.find(({ customerId }: { customerId: string }) => customerId === "leave");
    expect(own).toMatchObject({ status: "active", cancelAt: own.currentPeriodEnd, canceledAt: expect.any(String) });
    expect(await shop.tierOf("leave")).toBe("pro");
    const resumed = await shop.asServer("/api/customers/leave/subscription/resume", {});
    expect(resumed.json).toMatchObject({ cancelAt: null, canceledAt: null, plan: "pro" });
  });

  test("opens the portal, which is configured once and follows the tiers", async () => {
    await shop.subscribe("portal", "pro");
    const open = () => shop.asUser("portal", "/api/customer-portal", { returnUrl: "https://app.example/account" });
    expect((await open()).json.url).toContain("/p/session/");
    const before = await shop.atStripe("/v1/billing_portal/configurations?limit=100");
    await open();
    expect((await shop.atStripe("/v1/billing_portal/configurations?limit=100")).data).toHaveLength(before.data.length);
  });

  test("calls twice with one Idempotency-Key and gets one answer", async () => {
    const once = () => shop.checkout("again", "pro", {});
    const [first, second] = [await once(), await once()];
    expect(second.json).toEqual(first.json);
    const keyed = (tier: string) => shop.asUser("keyed", "/api/create-checkout", { tier }, { idempotencyKey: "k" });
    const answer = await keyed("pro");
    expect((await keyed("pro")).text).toBe(answer.text);
    expect((await keyed("max")).json.code).toBe("idempotency_key_reused");
  });
});
