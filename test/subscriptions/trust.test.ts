/** What may go wrong between Stripe and us: lost news, a second subscription, strange prices, and other developers. */
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { connectAccount, newDeveloper } from "../catalogue/catalogue-world.ts";
import { databaseOf, forgetCrons, hearAll, lookAtAll } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { openShop, type Shop } from "./subscription-world.ts";

const world = useWholeWorld();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(world);
});

afterEach(() => {
  deliveries().rules.isHeld = false;
});

const dayMs = 24 * 60 * 60_000;
const deliveries = () => world.providers.stripe.sandbox.postOffice;
// biome-ignore lint/suspicious/noExplicitAny: rows are read as they are.
const of = (rows: any[], userId: string) => rows.filter(({ user_id: id }) => id === userId);
const priceOf = async (tier: string) =>
  (await shop.rows("prices")).find(({ name }: { name: string }) => name === tier).stripe_price_id;

/** As if its news came before all other. */
async function lookAt(subscriptionId: string) {
  const d1 = await databaseOf(world);
  await d1
    .prepare(
      `INSERT INTO dirty_objects (stripe_account_id, mode, type, object_id, due_at) VALUES (?, 'test', 'subscription', ?, 0)`,
    )
    .bind(shop.account, subscriptionId)
    .run();
  await lookAtAll(world);
}

/** As the account's owner does it at Stripe, past us. */
async function subscribeAtStripe(userId: string, price: string) {
  const customer = of(await shop.rows("stripe_customers"), userId)[0].customer_id;
  const { id } = await shop.atStripe("/v1/payment_methods/pm_card_visa/attach", { customer });
  return shop.atStripe("/v1/subscriptions", { customer, "items[0][price]": price, default_payment_method: id });
}

describe("a second subscription", () => {
  test("that the owner makes by hand is ended and paid back; the first one stays", async () => {
    await shop.subscribe("ada", "pro");
    await world.clock.advanceTo(world.clock.now() + 2000);
    const second = await subscribeAtStripe("ada", await priceOf("max"));
    await hearAll(world);
    const rows = of(await shop.rows("subscriptions", "created_at"), "ada");
    expect(rows.map(({ status, duplicate_of: of }) => [status, of])).toEqual([
      ["active", null],
      ["canceled", rows[0].subscription_id],
    ]);
    expect(await shop.tierOf("ada")).toBe("pro");
    expect(await shop.notices()).toEqual(["duplicate_subscription"]);
    const { data } = await shop.atStripe(`/v1/invoices?subscription=${second.id}`);
    const [payment] = (await shop.atStripe(`/v1/invoice_payments?invoice=${data[0].id}`)).data;
    const { data: refunds } = await shop.atStripe(`/v1/refunds?payment_intent=${payment.payment.payment_intent}`);
    expect(refunds.map(({ amount }: { amount: number }) => amount)).toEqual([9900]);
    expect(of(await shop.rows("mrr_movements"), "ada").map(({ annual_amount: sum }) => sum)).toEqual([12 * 2900]);
  });

  test("is told from the first by its age, also where it is heard of first", async () => {
    const { json } = await shop.checkout("bob", "pro");
    deliveries().rules.isHeld = true;
    await shop.pay(json.url);
    await world.clock.advanceTo(world.clock.now() + 2000);
    const second = await subscribeAtStripe("bob", await priceOf("max"));
    await lookAt(second.id);
    expect(await shop.tierOf("bob")).toBe("max");
    deliveries().rules.isHeld = false;
    await hearAll(world);
    const rows = of(await shop.rows("subscriptions", "created_at"), "bob");
    expect(rows.map(({ status, tier, duplicate_of: other }) => [status, tier, other])).toEqual([
      ["active", "pro", null],
      ["canceled", "max", rows[0].subscription_id],
    ]);
    expect(await shop.tierOf("bob")).toBe("pro");
    const amounts = of(await shop.rows("mrr_movements"), "bob").map(({ annual_amount: amount }) => amount);
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(12 * 2900);
  });

  test("after the end of the first one is none too many", async () => {
    await shop.subscribe("cat", "pro");
    deliveries().rules.isHeld = true;
    const { id } = await shop.subscriptionOf("cat");
    await shop.atStripe(`/v1/subscriptions/${id}`, {}, "DELETE");
    const next = await subscribeAtStripe("cat", await priceOf("max"));
    // What is heard first is the new one: the row of the old one still says that it runs.
    await lookAt(next.id);
    expect(await shop.tierOf("cat")).toBe("max");
    deliveries().rules.isHeld = false;
    await hearAll(world);
    expect((await shop.atStripe(`/v1/subscriptions/${next.id}`)).status).toBe("active");
    expect(await shop.tierOf("cat")).toBe("max");
  });
});

describe("a price that is not ours", () => {
  test("leaves the last known tier, with a notice", async () => {
    await shop.subscribe("odd", "pro");
    const { id, items } = await shop.subscriptionOf("odd");
    const [{ product }] = (await shop.atStripe("/v1/prices?limit=100")).data;
    const own = { product, unit_amount: "1234", currency: "usd", "recurring[interval]": "month" };
    const price = await shop.atStripe("/v1/prices", own);
    await shop.atStripe(`/v1/subscriptions/${id}`, { "items[0][id]": items.data[0].id, "items[0][price]": price.id });
    expect(await shop.tierOf("odd")).toBe("pro");
    expect(of(await shop.rows("subscriptions"), "odd")[0]).toMatchObject({ unit_amount: 1234, tier: "pro" });
    expect(await shop.notices()).toContain("unknown_price");
  });
});

describe("another developer", () => {
  test("who writes our ids into metadata on an account of their own changes nothing", async () => {
    await shop.subscribe("victim", "pro");
    const before = JSON.stringify([await shop.rows("subscriptions"), await shop.rows("end_users")]);
    const [{ customer_id: customerId }] = of(await shop.rows("stripe_customers"), "victim");
    const [{ checkout_id: checkoutId }] = of(await shop.rows("checkout_sessions"), "victim");
    const thief = await openShop(world, await newDeveloper(world));
    const customer = await thief.atStripe("/v1/customers", {
      "metadata[dream_api_user]": "victim",
      "metadata[dream_api_project]": shop.projectId,
      email: "eve@example.com",
    });
    const attached = await thief.atStripe("/v1/payment_methods/pm_card_visa/attach", { customer: customer.id });
    const price = (await thief.rows("prices")).find(({ name }) => name === "max").stripe_price_id;
    const made = await thief.atStripe("/v1/subscriptions", {
      customer: customer.id,
      "items[0][price]": price,
      default_payment_method: attached.id,
      "metadata[dream_api_user]": "victim",
      "metadata[dream_api_project]": shop.projectId,
      "metadata[dream_api_checkout]": checkoutId,
      "metadata[customer]": customerId,
    });
    await thief.atStripe(`/v1/subscriptions/${made.id}`, {}, "DELETE");
    expect(JSON.stringify([await shop.rows("subscriptions"), await shop.rows("end_users")])).toBe(before);
    expect(await thief.rows("subscriptions")).toEqual([]);
    expect(await shop.tierOf("victim")).toBe("pro");
  });
});

describe("lost news", () => {
  test("of a payment does not lead to a second one", async () => {
    const { json } = await shop.checkout("lost", "pro");
    deliveries().rules.isHeld = true;
    try {
      await shop.pay(json.url);
      expect((await shop.checkout("lost", "pro")).json.code).toBe("already_subscribed");
      expect(await shop.tierOf("lost")).toBe("pro");
    } finally {
      deliveries().rules.isHeld = false;
    }
  });

  test("is found by asking the account what it was told", async () => {
    const dropping = await openShop(world);
    const { json } = await dropping.checkout("found", "pro");
    const d1 = await databaseOf(world);
    deliveries().rules.isHeld = true;
    await dropping.pay(json.url);
    expect(await dropping.tierOf("found")).toBe("free");
    await forgetCrons(world);
    await world.stack.runCrons();
    await world.stack.runCrons();
    expect(await dropping.tierOf("found")).toBe("pro");
    deliveries().rules.isHeld = false;
    await hearAll(world);
    const { results } = await d1.prepare("SELECT object_id FROM dirty_objects WHERE type <> 'charge'").all();
    expect(results).toEqual([]);
  });

  test("of a renewal: the tier goes on for one more period, and the overdue row is looked at", async () => {
    await shop.subscribe("quiet", "pro");
    const [{ current_period_end: end }] = of(await shop.rows("subscriptions"), "quiet");
    deliveries().rules.isHeld = true;
    await forgetCrons(world);
    await world.clock.advanceTo(end + dayMs);
    expect(await shop.tierOf("quiet")).toBe("pro");
    await forgetCrons(world);
    await world.stack.runCrons();
    await world.stack.runCrons();
    expect(of(await shop.rows("subscriptions"), "quiet")[0].current_period_start).toBe(end);
    deliveries().rules.isHeld = false;
  });
});

test("two accounts of one developer, and two projects on one account, keep their customers apart", async () => {
  const owner = await newDeveloper(world);
  const account = await connectAccount(world, owner);
  const [left, right] = [await openShop(world, owner, account), await openShop(world, owner, account)];
  await left.subscribe("same", "pro");
  await right.subscribe("same", "max");
  expect([await left.tierOf("same"), await right.tierOf("same")]).toEqual(["pro", "max"]);
  expect(await left.notices()).toEqual([]);
});
