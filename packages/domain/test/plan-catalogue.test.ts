import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyItem,
  type CatalogueItem,
  isFreeTier,
  type PlannedItem,
  type ProjectId,
  parseProjectId,
  scopeOf,
  stripeProductId,
} from "../src/index.ts";
import { StripeModel } from "./stripe-model.ts";

const projectId = parseProjectId("prj_0123456789abcdef") as ProjectId;
const scope = scopeOf(projectId, "test");

const pro: CatalogueItem = {
  kind: "tier",
  name: "pro",
  displayName: "Pro",
  description: "",
  imageUrl: null,
  features: ["10,000 uses"],
  unitAmount: 2900,
  currency: "usd",
  interval: "month",
  limit: 10_000,
  isShippable: false,
  isArchived: false,
  recordedPriceId: null,
};
const proId = stripeProductId(scope, pro);

async function apply(model: StripeModel, items: readonly CatalogueItem[]): Promise<PlannedItem[]> {
  const plan = model.plan(scope, items);
  for (const item of plan) await applyItem(item, model.application());
  return plan;
}

const summary = (plan: PlannedItem[]) =>
  plan.map(({ action, reasons, steps }) => [action, reasons, steps.map((step) => step.do)]);

/** A model in line with the item, to meddle with. */
async function modelOf(item: CatalogueItem): Promise<StripeModel> {
  const model = new StripeModel();
  await apply(model, [item]);
  return model;
}

test("an item's product has an id of its own in each project and mode", () => {
  expect(proId).toBe("da_0123456789abcdef_test_tier_pro");
  expect(stripeProductId(scopeOf(projectId, "live"), pro)).toBe("da_0123456789abcdef_live_tier_pro");
  expect(stripeProductId(scope, { kind: "product", name: "pro" })).toBe("da_0123456789abcdef_test_product_pro");
});

describe("what is planned", () => {
  test("a new item is created with its price, which our rows name before it is the default", async () => {
    const plan = new StripeModel().plan(scope, [pro]);
    expect(summary(plan)).toEqual([
      ["create", ["not_on_stripe"], ["create_product", "create_price", "record_price", "set_default_price"]],
    ]);
  });

  test("a new amount is a new price, and the old one is archived last", async () => {
    const model = await modelOf(pro);
    const plan = model.plan(scope, [{ ...pro, unitAmount: 3900 }]);
    expect(summary(plan)).toEqual([
      [
        "change",
        ["no_current_price", "old_price_active"],
        ["create_price", "record_price", "set_default_price", "archive_price"],
      ],
    ]);
  });

  test.each<[string, Partial<CatalogueItem>]>([
    ["amount", { unitAmount: 1 }],
    ["currency", { currency: "eur" }],
    ["interval", { interval: "year" }],
  ])("another %s needs another price", async (_what, changes) => {
    const model = await modelOf(pro);
    await apply(model, [{ ...pro, ...changes }]);
    expect(model.prices.map(({ isActive }) => isActive)).toEqual([false, true]);
    expect(model.product(proId).defaultPriceId).toBe("price_2");
  });

  test.each<[string, Partial<CatalogueItem>]>([
    ["name", { displayName: "Professional" }],
    ["description", { description: "For teams" }],
    ["image", { imageUrl: "https://img.example/pro.png" }],
    ["features", { features: ["Support"] }],
    ["limit", { limit: null }],
  ])("another %s changes the product and leaves its price", async (_what, changes) => {
    const model = await modelOf(pro);
    const plan = model.plan(scope, [{ ...pro, ...changes }]);
    expect(summary(plan)).toEqual([["change", ["details_differ"], ["change_product"]]]);
  });

  test("an archived item's product is made inactive once our rows name no price of it", async () => {
    const model = await modelOf(pro);
    const plan = await apply(model, [{ ...pro, isArchived: true }]);
    expect(summary(plan)).toEqual([["archive", ["archived"], ["retire_price", "change_product"]]]);
    expect(model.product(proId).isActive).toBe(false);
  });

  test("an archived item that is added again gets its product back, and its price if that fits", async () => {
    const model = await modelOf(pro);
    await apply(model, [{ ...pro, isArchived: true }]);
    await apply(model, [pro]);
    expect(model.product(proId)).toMatchObject({ isActive: true, defaultPriceId: "price_1" });
    expect([model.prices.length, model.recorded.get(proId)]).toEqual([1, "price_1"]);
  });

  test("a free tier is nothing to Stripe, and one that became free is archived there", async () => {
    const free = { ...pro, unitAmount: 0 };
    expect(summary(new StripeModel().plan(scope, [free]))).toEqual([["leave", ["free"], []]]);
    const model = await modelOf(pro);
    expect(model.plan(scope, [free])).toMatchObject([{ action: "archive", reasons: ["free"] }]);
  });

  test("a product that costs nothing is sold like any other", async () => {
    const model = await modelOf({ ...pro, kind: "product", interval: null, unitAmount: 0 });
    expect(model.prices).toMatchObject([{ unitAmount: 0, isActive: true }]);
  });

  test("what the account's owner changed is put right, and what they added is left", async () => {
    const model = await modelOf(pro);
    const own = {
      ...model.prices[0],
      priceId: "price_own",
      lookupKey: null,
      isOurs: false,
    } as (typeof model.prices)[0];
    model.prices.push(own);
    model.meddle(proId, { displayName: "Cheap", metadata: { ...model.product(proId).metadata, theirs: "kept" } });
    await model.catalogue.changeProduct("acct_model", proId, { defaultPriceId: "price_own" });
    await apply(model, [pro]);
    expect(model.product(proId)).toMatchObject({ displayName: "Pro", defaultPriceId: "price_1" });
    expect(model.product(proId).metadata.theirs).toBe("kept");
    expect(model.activePrices(proId)).toHaveLength(2);
  });

  test("more and longer features than Stripe takes are cut, and then left alone", async () => {
    const model = await modelOf({ ...pro, features: Array.from({ length: 20 }, () => "x".repeat(100)) });
    expect(model.product(proId).features).toEqual(Array.from({ length: 15 }, () => "x".repeat(80)));
    expect(model.plan(scope, [{ ...pro, features: Array.from({ length: 20 }, () => "x".repeat(100)) }])).toMatchObject([
      { action: "leave" },
    ]);
  });
});

const item = (kind: "tier" | "product") =>
  fc.record<CatalogueItem>({
    kind: fc.constant(kind),
    name: fc.constantFrom("a", "b", "c"),
    displayName: fc.constantFrom("A", "B"),
    description: fc.constantFrom("", "text"),
    imageUrl: fc.constantFrom(null, "https://img.example/1.png"),
    features: fc.constantFrom([], ["one"], ["one", "two"]),
    unitAmount: fc.constantFrom(0, 100, 200),
    currency: fc.constantFrom("usd", "eur"),
    interval: kind === "tier" ? fc.constantFrom("month", "year") : fc.constant(null),
    limit: fc.constantFrom(null, 5),
    isShippable: fc.boolean(),
    isArchived: fc.boolean(),
    recordedPriceId: fc.constant(null),
  });
const catalogues = (kind: "tier" | "product") => fc.uniqueArray(item(kind), { selector: ({ name }) => name });
const history = fc.constantFrom("tier" as const, "product" as const).chain((kind) =>
  fc.record({
    past: fc.array(fc.record({ items: catalogues(kind), diesAfter: fc.option(fc.nat(12)) }), { maxLength: 6 }),
    present: catalogues(kind),
  }),
);

class Died extends Error {}

/** Applies a plan up to a step, as a run that dies there. */
async function applyInPart(model: StripeModel, items: readonly CatalogueItem[], steps: number): Promise<void> {
  let taken = 0;
  const mayGoOn = async () => {
    if (taken === steps) throw new Died();
    taken += 1;
  };
  try {
    for (const planned of model.plan(scope, items)) await applyItem(planned, model.application(mayGoOn));
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

function expectInLine(model: StripeModel, one: CatalogueItem): void {
  const productId = stripeProductId(scope, one);
  if (one.isArchived || isFreeTier(one)) {
    expect(model.products.get(productId)?.isActive ?? false).toBe(false);
    expect(model.recorded.has(productId)).toBe(false);
    return;
  }
  const active = model.activePrices(productId);
  expect(active).toMatchObject([{ unitAmount: one.unitAmount, currency: one.currency, interval: one.interval }]);
  expect(model.product(productId).defaultPriceId).toBe(active[0]?.priceId);
  expect(model.recorded.get(productId)).toBe(active[0]?.priceId);
}

test("whatever a catalogue went through, an applied plan leaves nothing to plan and one current price for each sold item", async () => {
  const property = fc.asyncProperty(history, async ({ past, present }) => {
    const model = new StripeModel();
    for (const { items, diesAfter } of past) await applyInPart(model, items, diesAfter ?? Number.POSITIVE_INFINITY);
    await apply(model, present);
    for (const planned of model.plan(scope, present)) expect(planned).toMatchObject({ action: "leave", steps: [] });
    for (const one of present) expectInLine(model, one);
  });
  await fc.assert(property, { numRuns: 300 });
});
