import { beforeEach, describe, expect, test } from "vitest";
import { monthlyPrice, payingCustomer, refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

beforeEach(async () => {
  const { customers } = world.stripe;
  await customers.create({ email: "ada@example.com", name: "Ada Lovelace", metadata: { tier: "pro", "team id": "7" } });
  await customers.create({ email: "bo@example.com", name: "Bo", metadata: { tier: "free" } });
  await customers.create({ email: "cy@other.com", name: 'Cy "C" Young' });
});

async function found(query: string): Promise<(string | null | undefined)[]> {
  const { data } = await world.stripe.customers.search({ query });
  return data.map(({ email }) => email?.split("@")[0]).sort();
}

describe("a search", () => {
  test.each([
    ["email:'ada@example.com'", ["ada"]],
    ['email:"ADA@example.com"', ["ada"]],
    ['email~"example"', ["ada", "bo"]],
    ["metadata['tier']:'pro'", ["ada"]],
    ['metadata["team id"]:"7"', ["ada"]],
    ["metadata['tier']:null", ["cy"]],
    ["-metadata['tier']:null", ["ada", "bo"]],
    ["-email~'example'", ["cy"]],
    ["email~'example' AND -name:'Bo'", ["ada"]],
    ["email~'example' -name:'Bo'", ["ada"]],
    ["name:'Bo' or metadata['tier']:'pro'", ["ada", "bo"]],
    ['name:"Cy \\"C\\" Young"', ["cy"]],
    ["name:'nobody'", []],
    ["created>0 AND created<=99999999999", ["ada", "bo", "cy"]],
    ["created<1", []],
  ])("for %s finds %j", async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test.each([
    "",
    "email",
    "email:",
    "ada@example.com",
    "colour:'red'",
    "email~'ex'",
    "created~'123'",
    "name>3",
    "created>soon",
    "name:'Bo' AND email:'x' OR email:'y'",
    Array.from({ length: 11 }, () => "name:'Bo'").join(" AND "),
    "name:'Bo' AND",
  ])("for %s is refused with the reason", async (query) => {
    const refusal = await refusalOf(world.stripe.customers.search({ query }));
    expect(refusal).toMatchObject({ statusCode: 400, param: "query" });
  });

  test("is read page by page, newest first", async () => {
    for (let index = 0; index < 12; index += 1) await world.stripe.products.create({ name: `Mug ${index}` });
    const query = "active:'true' AND name~'mug'";
    const first = await world.stripe.products.search({ query, limit: 5 });
    expect(first).toMatchObject({ object: "search_result", has_more: true, next_page: expect.any(String) });
    const all = await world.stripe.products.search({ query, limit: 5 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ name }) => name)).toEqual(Array.from({ length: 12 }, (_, index) => `Mug ${11 - index}`));
    expect(await refusalOf(world.stripe.products.search({ query, page: "nowhere" }))).toMatchObject({ param: "page" });
  });

  test("leaves out deleted customers and other accounts", async () => {
    const [ada] = (await world.stripe.customers.search({ query: "name~'ada'" })).data;
    await world.stripe.customers.del(ada?.id ?? "");
    const { id } = (await world.control("/accounts", { connect: ["test"] })) as { id: string };
    await world.stripe.customers.create({ name: "Ada elsewhere" }, { stripeAccount: id });
    expect(await found("name~'ada'")).toEqual([]);
  });

  test("reaches prices, subscriptions, invoices, charges and payment intents", async () => {
    const { stripe } = world;
    const price = await monthlyPrice(stripe, 2900, { lookup_key: "pro_month" });
    const customer = await payingCustomer(stripe);
    const subscription = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      metadata: { user: "u1" },
    });
    expect((await stripe.prices.search({ query: "lookup_key:'pro_month' AND type:'recurring'" })).data).toMatchObject([
      { id: price.id },
    ]);
    expect(
      (await stripe.subscriptions.search({ query: "status:'active' AND metadata['user']:'u1'" })).data,
    ).toMatchObject([{ id: subscription.id }]);
    const invoices = await stripe.invoices.search({
      query: `total>2000 AND subscription:'${subscription.id}'`,
      expand: ["data.customer"],
    });
    expect(invoices.data).toMatchObject([{ status: "paid", customer: { email: "ada@example.com" } }]);
    const last4 = await stripe.charges.search({ query: "payment_method_details.card.last4:4242 AND amount:2900" });
    expect(last4.data).toMatchObject([{ customer: customer.id }]);
    const intents = await stripe.paymentIntents.search({ query: `customer:"${customer.id}" AND -currency:"eur"` });
    expect(intents.data).toMatchObject([{ status: "succeeded" }]);
  });
});
