import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { loadSchema } from "../schema/load-schema.ts";
import { monthlyPrice, payingCustomer, refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

function post(path: string, body: string, headers: Record<string, string> = {}) {
  const { url, sandbox } = world.running;
  return fetch(url + path, {
    method: "POST",
    headers: {
      Authorization: `Bearer ${sandbox.accounts.platform.secretKey.test}`,
      "Content-Type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body,
  });
}

describe("refusals arrive as the SDK's error classes", () => {
  test("an unknown parameter", async () => {
    const error = await refusalOf(world.stripe.products.create({ name: "Pro", colour: "red" } as never));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidRequestError);
    expect(error).toMatchObject({ statusCode: 400, code: "parameter_unknown", param: "colour" });
  });

  test("an id that does not exist", async () => {
    const error = await refusalOf(world.stripe.products.retrieve("prod_none"));
    expect(error).toMatchObject({
      statusCode: 404,
      code: "resource_missing",
      param: "id",
      message: "No such product: 'prod_none'",
    });
  });

  test("a wrong key", async () => {
    expect(await refusalOf(world.sdk("sk_test_wrong").products.list())).toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
  });

  test("a publishable key", async () => {
    const key = world.running.sandbox.accounts.platform.publishableKey.test;
    expect(await refusalOf(world.sdk(key).products.list())).toMatchObject({
      statusCode: 401,
      code: "secret_key_required",
    });
  });

  test("a declined card, with the intent that tells why", async () => {
    const call = world.stripe.paymentIntents.create({
      amount: 1000,
      currency: "usd",
      payment_method: "pm_card_chargeDeclinedInsufficientFunds",
      confirm: true,
    });
    const error = await refusalOf(call);
    expect(error).toBeInstanceOf(Stripe.errors.StripeCardError);
    expect(error).toMatchObject({ statusCode: 402, code: "card_declined", decline_code: "insufficient_funds" });
    const kept = await world.stripe.paymentIntents.retrieve(error.payment_intent?.id ?? "");
    expect(kept).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { decline_code: "insufficient_funds" },
    });
  });

  test("payment_method_types, which this version took away", async () => {
    const answer = await post("/v1/checkout/sessions", "mode=payment&payment_method_types[0]=card");
    expect(await answer.json()).toMatchObject({ error: { code: "payment_method_types_no_longer_supported" } });
  });

  test("another version of the API", async () => {
    const answer = await post("/v1/products", "name=Pro", { "Stripe-Version": "2020-08-27" });
    expect([answer.status, await answer.json()]).toMatchObject([501, { error: { code: "sandbox_not_simulated" } }]);
  });

  test("what the sandbox does not simulate, by name", async () => {
    const error = await refusalOf(world.stripe.charges.update("ch_1", { description: "x" }));
    expect(error).toMatchObject({ statusCode: 501, code: "sandbox_not_simulated" });
    expect(await refusalOf(world.stripe.transfers.list())).toMatchObject({ statusCode: 501 });
  });

  test("tiered prices, by name", async () => {
    const tiered = world.stripe.prices.create({
      currency: "usd",
      product_data: { name: "Calls" },
      recurring: { interval: "month" },
      billing_scheme: "tiered",
      tiers_mode: "graduated",
      tiers: [{ up_to: "inf", unit_amount: 100 }],
    });
    expect(await refusalOf(tiered)).toMatchObject({
      statusCode: 501,
      message: "The sandbox does not simulate prices with 'tiers'.",
    });
  });
});

describe("every covered path", () => {
  test("answers, be it with a refusal", async () => {
    const answers = await Promise.all(
      Object.keys(loadSchema().operations).map(async (operation) => {
        const [verb = "", path = ""] = operation.split(" ");
        const { url, sandbox } = world.running;
        const headers = { Authorization: `Bearer ${sandbox.accounts.platform.secretKey.test}` };
        const answer = await fetch(url + path.replace(":id", "none"), { method: verb, headers });
        return [operation, answer.status, (await answer.json()) as { error?: { type: string } }] as const;
      }),
    );
    const wrong = answers.filter(
      ([, status, body]) => ![200, 400, 404, 501].includes(status) || (status !== 200 && !body.error),
    );
    expect(wrong).toEqual([]);
  });
});

describe("an idempotency key", () => {
  test("replays the first answer, and says so", async () => {
    const first = await post("/v1/products", "name=Pro", { "Idempotency-Key": "k" });
    const again = await post("/v1/products", "name=Pro", { "Idempotency-Key": "k" });
    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get("Idempotent-Replayed")).toBe("true");
    expect(again.headers.get("Original-Request")).toBe(first.headers.get("Request-Id"));
    expect((await world.stripe.products.list()).data).toHaveLength(1);
  });

  test("with other parameters is refused", async () => {
    await world.stripe.products.create({ name: "Pro" }, { idempotencyKey: "k" });
    const error = await refusalOf(world.stripe.products.create({ name: "Free" }, { idempotencyKey: "k" }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  test("keeps a declined card's answer too", async () => {
    const intent = { amount: 1000, currency: "usd", payment_method: "pm_card_chargeDeclined", confirm: true };
    const first = await refusalOf(world.stripe.paymentIntents.create(intent, { idempotencyKey: "k" }));
    const again = await refusalOf(world.stripe.paymentIntents.create(intent, { idempotencyKey: "k" }));
    expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
  });

  test("may be used again after parameters that did not fit", async () => {
    await refusalOf(world.stripe.products.create({} as never, { idempotencyKey: "k" }));
    await refusalOf(world.stripe.products.create({ name: "Pro", type: "gift" } as never, { idempotencyKey: "k" }));
    await world.stripe.products.create({ name: "Pro" }, { idempotencyKey: "k" });
  });

  test("in use by a running call answers 409", async () => {
    await world.control("/faults", { match: "POST /v1/products", kind: "slow", delayMs: 100, times: 1 });
    const slow = post("/v1/products", "name=Pro", { "Idempotency-Key": "k" });
    while (world.running.sandbox.faults.list().length > 0) await new Promise((resolve) => setImmediate(resolve));
    const second = await post("/v1/products", "name=Pro", { "Idempotency-Key": "k" });
    expect(second.status).toBe(409);
    expect((await slow).status).toBe(200);
  });

  test("means something else in another account and in the other mode", async () => {
    const live = world.sdk(world.running.sandbox.accounts.platform.secretKey.live);
    const test = await world.stripe.products.create({ name: "Pro" }, { idempotencyKey: "k" });
    const other = await live.products.create({ name: "Pro" }, { idempotencyKey: "k" });
    expect(other.id).not.toBe(test.id);
    expect(other.livemode).toBe(true);
  });

  test("of the SDK's own saves a call whose answer got lost", async () => {
    await world.control("/faults", { match: "POST /v1/products", kind: "reset_after", times: 1 });
    await world.stripe.products.create({ name: "Pro" });
    expect((await world.stripe.products.list()).data).toHaveLength(1);
  });
});

describe("faults on demand", () => {
  test("a 500 is tried again by the SDK", async () => {
    await world.control("/faults", { match: "GET /v1/products", kind: "server_error", times: 2 });
    expect((await world.stripe.products.list()).data).toEqual([]);
  });

  test("a rate limit is not", async () => {
    await world.control("/faults", { match: "* /v1/products*", kind: "rate_limit", times: 1 });
    expect(await refusalOf(world.stripe.products.list())).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  });

  test("a connection cut twice is a connection error", async () => {
    await world.control("/faults", { match: "GET /v1/products", kind: "reset_before", times: 2 });
    const stripe = world.sdk(undefined, { maxNetworkRetries: 0 });
    expect(await refusalOf(stripe.products.list())).toBeInstanceOf(Stripe.errors.StripeConnectionError);
  });
});

describe("a list", () => {
  test("is newest first, with cursors both ways", async () => {
    const ids: string[] = [];
    for (const name of ["a", "b", "c", "d"]) ids.unshift((await world.stripe.products.create({ name })).id);
    const first = await world.stripe.products.list({ limit: 2 });
    expect(first).toMatchObject({ has_more: true, url: "/v1/products" });
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const next = await world.stripe.products.list({ limit: 2, starting_after: ids[1] ?? "" });
    expect(next.data.map(({ id }) => id)).toEqual(ids.slice(2));
    const back = await world.stripe.products.list({ limit: 2, ending_before: ids[2] ?? "" });
    expect(back.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
  });

  test("is paged by the SDK on its own", async () => {
    for (let index = 0; index < 25; index += 1) await world.stripe.products.create({ name: `p${index}` });
    const all = await world.stripe.products.list({ limit: 10 }).autoPagingToArray({ limit: 100 });
    expect(new Set(all.map(({ id }) => id)).size).toBe(25);
  });

  test("takes a limit from 1 to 100 and no unknown cursor", async () => {
    expect(await refusalOf(world.stripe.products.list({ limit: 101 }))).toMatchObject({ param: "limit" });
    expect(await refusalOf(world.stripe.products.list({ starting_after: "prod_x" }))).toMatchObject({
      param: "starting_after",
    });
  });
});

describe("expand", () => {
  test("shows the object instead of its id, also inside lists and level by level", async () => {
    const price = await monthlyPrice(world.stripe);
    const customer = await payingCustomer(world.stripe);
    await world.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const list = await world.stripe.subscriptions.list({ expand: ["data.customer", "data.latest_invoice.payments"] });
    const [subscription] = list.data;
    expect(subscription?.customer).toMatchObject({ email: "ada@example.com" });
    expect(subscription?.latest_invoice).toMatchObject({ status: "paid", payments: { data: [{ status: "paid" }] } });
  });

  test("of what cannot be expanded is refused", async () => {
    const price = await monthlyPrice(world.stripe);
    expect(await refusalOf(world.stripe.prices.retrieve(price.id, { expand: ["colour"] }))).toMatchObject({
      message: "This property cannot be expanded (colour).",
    });
    const deep = { expand: ["product.default_price.product.default_price.product"] };
    expect(await refusalOf(world.stripe.prices.retrieve(price.id, deep))).toMatchObject({ statusCode: 400 });
  });
});

describe("metadata", () => {
  test("is merged, and an empty value unsets its key", async () => {
    const { id } = await world.stripe.products.create({ name: "Pro", metadata: { a: "1", b: "2" } });
    const changed = await world.stripe.products.update(id, { metadata: { a: "", c: 3 } });
    expect(changed.metadata).toEqual({ b: "2", c: "3" });
    expect((await world.stripe.products.update(id, { metadata: "" })).metadata).toEqual({});
  });
});

describe("catalogue rules", () => {
  test("a lookup key belongs to one price and moves only when asked to", async () => {
    const first = await monthlyPrice(world.stripe, 1000, { lookup_key: "pro" });
    expect(await refusalOf(monthlyPrice(world.stripe, 2000, { lookup_key: "pro" }))).toMatchObject({
      param: "lookup_key",
    });
    const second = await monthlyPrice(world.stripe, 2000, { lookup_key: "pro", transfer_lookup_key: true });
    const found = await world.stripe.prices.list({ lookup_keys: ["pro"] });
    expect(found.data.map(({ id }) => id)).toEqual([second.id]);
    expect((await world.stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
  });

  test("a product takes an id of the caller's choice once, and is not deleted under a price", async () => {
    await world.stripe.products.create({ id: "prod_pro", name: "Pro" });
    expect(await refusalOf(world.stripe.products.create({ id: "prod_pro", name: "Pro" }))).toMatchObject({
      code: "resource_already_exists",
    });
    await world.stripe.prices.create({ product: "prod_pro", currency: "usd", unit_amount: 100 });
    expect(await refusalOf(world.stripe.products.del("prod_pro"))).toMatchObject({ statusCode: 400 });
  });
});
