import { type ProductFields, ProviderFailure } from "@dream-api/domain";
import { afterEach, describe, expect, test } from "vitest";
import { createStripeCatalogue } from "../src/index.ts";
import { slowerThanTimeoutMs, useStripe } from "./use-stripe.ts";

const stripe = useStripe();
afterEach(() => stripe.clearFaults());

const fields: ProductFields = {
  displayName: "Pro",
  description: "For teams",
  imageUrl: "https://img.example/pro.png",
  features: ["Support"],
  isShippable: false,
  isActive: true,
  metadata: { dream_api_tier: "pro" },
};
const monthly = { unitAmount: 2900, currency: "usd", interval: "month" } as const;
const id = "da_0123456789abcdef_test_tier_pro";

function catalogueOf(account = stripe.newAccount()) {
  return { account, catalogue: createStripeCatalogue(stripe.client()) };
}

describe("a product under our id", () => {
  test("reads back as it was created", async () => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    expect(await catalogue.readProducts(account, [id, "da_other"])).toEqual([
      { ...fields, productId: id, defaultPriceId: null },
    ]);
  });

  test("that is there already is changed into what was to be created", async () => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    await catalogue.createProduct(account, id, { ...fields, displayName: "Professional" });
    expect(await catalogue.readProducts(account, [id])).toMatchObject([{ displayName: "Professional" }]);
  });

  test.each<[string, Partial<ProductFields>]>([
    ["an image away", { imageUrl: null }],
    ["a description away", { description: "" }],
    ["features away", { features: [] }],
    ["another image", { imageUrl: "https://img.example/2.png" }],
    ["it out of sale", { isActive: false }],
    ["it to the post", { isShippable: true }],
  ])("takes %s and leaves the rest", async (_what, changes) => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    await catalogue.changeProduct(account, id, changes);
    expect(await catalogue.readProducts(account, [id])).toMatchObject([{ ...fields, ...changes }]);
  });

  test("is another one on another account", async () => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    expect(await catalogue.readProducts(stripe.newAccount(), [id])).toEqual([]);
  });
});

describe("prices", () => {
  test("a new one takes the lookup key over, and is known as ours", async () => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    const first = await catalogue.createPrice(account, id, monthly);
    const second = await catalogue.createPrice(account, id, { ...monthly, unitAmount: 3900 });
    const shared = { currency: "usd", interval: "month", isOurs: true };
    expect(await catalogue.listPrices(account, id)).toEqual([
      { ...shared, priceId: second, lookupKey: id, unitAmount: 3900 },
      { ...shared, priceId: first, lookupKey: null, unitAmount: 2900 },
    ]);
  });

  test("an archived one is not spoken of, and the default is told with the product", async () => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    const old = await catalogue.createPrice(account, id, { ...monthly, interval: null });
    const current = await catalogue.createPrice(account, id, { ...monthly, interval: "year" });
    await catalogue.changeProduct(account, id, { defaultPriceId: current });
    await catalogue.archivePrice(account, old);
    expect(await catalogue.listPrices(account, id)).toMatchObject([{ priceId: current, interval: "year" }]);
    expect(await catalogue.readProducts(account, [id])).toMatchObject([{ defaultPriceId: current }]);
  });

  test("all of them are told, more than fit into one page, and those that the owner made are not ours", async () => {
    const { account, catalogue } = catalogueOf();
    await catalogue.createProduct(account, id, fields);
    const own = { product: id, currency: "usd", recurring: { interval: "month" as const, interval_count: 3 } };
    for (let amount = 0; amount < 101; amount += 1) {
      await stripe.client().prices.create({ ...own, unit_amount: amount }, { stripeAccount: account });
    }
    const prices = await catalogue.listPrices(account, id);
    expect(prices).toHaveLength(101);
    expect(prices[0]).toMatchObject({ isOurs: false, interval: "other", lookupKey: null });
  });
});

describe("what goes wrong is told in our words", () => {
  test.each([
    ["rate_limit", "unavailable"],
    ["server_error", "unavailable"],
    ["reset_before", "unavailable"],
    ["reset_after", "unavailable"],
    ["card_declined", "refused"],
  ] as const)("%s is %s", async (kind, told) => {
    const { account, catalogue } = catalogueOf();
    stripe.addFault({ match: "POST /v1/products", kind, times: 1 });
    const failure = await catalogue.createProduct(account, id, fields).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ProviderFailure);
    expect(failure).toMatchObject({ provider: "stripe", kind: told });
  });

  test("no answer in time is unavailable", async () => {
    const { account, catalogue } = catalogueOf();
    stripe.addFault({ match: "GET /v1/products", kind: "slow", delayMs: slowerThanTimeoutMs, times: 1 });
    await expect(catalogue.readProducts(account, [id])).rejects.toMatchObject({ kind: "unavailable" });
  });

  test("an account that is not connected is lost", async () => {
    const { account, catalogue } = catalogueOf();
    stripe.disconnect(account);
    await expect(catalogue.readProducts(account, [id])).rejects.toMatchObject({ kind: "account_lost" });
  });
});
