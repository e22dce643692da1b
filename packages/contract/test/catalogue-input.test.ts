import { describe, expect, test } from "vitest";
import {
  catalogueInputSchema,
  productChangesSchema,
  productInputSchema,
  tierChangesSchema,
  tierInputSchema,
} from "../src/index.ts";

const free = { name: "free", displayName: "Free", unitAmount: 0, limit: 100 };
const pro = { name: "pro", displayName: "Pro", unitAmount: 2900, limit: null };
const mug = { name: "mug", displayName: "Mug", unitAmount: 1800 };
const saas = { name: "Notes", projectType: "saas", tiers: [free, pro] };
const store = { name: "Shop", projectType: "store", products: [mug] };
const paidTiers = (count: number) => Array.from({ length: count }, (_, index) => ({ ...pro, name: `paid-${index}` }));

const pathsOfIssues = (input: unknown) =>
  catalogueInputSchema.safeParse(input).error?.issues.map(({ path }) => path.join("."));

describe("a catalogue", () => {
  test("is in usd, monthly and without trial unless said", () => {
    const { currency, tiers = [] } = catalogueInputSchema.parse(saas);
    expect(currency).toBe("usd");
    expect(tiers[0]).toEqual({
      ...free,
      interval: "month",
      rateLimitPerMinute: 100,
      features: [],
      popular: false,
      trialDays: 0,
    });
  });

  test.each([
    ["a SaaS without tiers", { ...saas, tiers: undefined }, "tiers"],
    ["a SaaS with products", { ...saas, products: [mug] }, "products"],
    ["a store without products", { ...store, products: undefined }, "products"],
    ["a store with tiers", { ...store, tiers: [free] }, "tiers"],
    ["two free tiers", { ...saas, tiers: [free, { ...free, name: "also-free" }] }, "tiers"],
    ["two tiers of a name", { ...saas, tiers: [pro, { ...pro, unitAmount: 1 }] }, "tiers.1.name"],
    ["two products of a name", { ...store, products: [mug, mug] }, "products.1.name"],
    ["eleven paid tiers", { ...saas, tiers: paidTiers(11) }, "tiers"],
    [
      "too many products",
      { ...store, products: Array.from({ length: 101 }, (_, n) => ({ ...mug, name: `p${n}` })) },
      "products",
    ],
    ["an upper-case currency", { ...saas, currency: "USD" }, "currency"],
    ["a currency that does not exist", { ...saas, currency: "zzz" }, "currency"],
    ["a currency that Stripe does not charge in", { ...saas, currency: "kpw" }, "currency"],
    ["a name with a control character", { ...saas, name: "No\u0000tes" }, "name"],
    ["an empty name", { ...saas, name: "  " }, "name"],
  ])("refuses %s", (_what, input, path) => {
    expect(pathsOfIssues(input)).toContain(path);
  });

  test("takes ten paid tiers beside the free one", () => {
    expect(catalogueInputSchema.safeParse({ ...saas, tiers: [free, ...paidTiers(10)] }).success).toBe(true);
  });

  test("names the unknown field of a tier, wherever that stands", () => {
    const { error } = catalogueInputSchema.safeParse({ ...saas, tiers: [free, { ...pro, price: 29 }] });
    expect(error?.issues).toContainEqual(
      expect.objectContaining({ code: "unrecognized_keys", keys: ["price"], path: ["tiers", 1] }),
    );
  });
});

describe("an amount", () => {
  const priced = (currency: string, unitAmount: number) => ({
    ...saas,
    currency,
    tiers: [free, { ...pro, unitAmount }],
  });
  const sold = (currency: string, unitAmount: number) => ({ ...store, currency, products: [{ ...mug, unitAmount }] });

  test.each<[string, object, string]>([
    ["cents below what Stripe charges", priced("usd", 49), "tiers.1.unitAmount"],
    ["pence below it", priced("gbp", 29), "tiers.1.unitAmount"],
    ["forints below it", priced("huf", 17_400), "tiers.1.unitAmount"],
    ["yen below it, which have no smaller unit", priced("jpy", 49), "tiers.1.unitAmount"],
    ["a third decimal that is not 0", priced("kwd", 5124), "tiers.1.unitAmount"],
    ["a product's third decimal", sold("bhd", 1995), "products.0.unitAmount"],
    ["a fraction of a króna", sold("isk", 550), "products.0.unitAmount"],
    ["a fraction of a Ugandan shilling", priced("ugx", 250), "tiers.1.unitAmount"],
  ])("is refused: %s", (_what, input, path) => {
    expect(pathsOfIssues(input)).toEqual([path]);
  });

  test.each<[string, object]>([
    ["the least that Stripe charges", priced("usd", 50)],
    ["the same in pence", priced("gbp", 30)],
    ["yen", priced("jpy", 50)],
    ["a dinar of three decimals", priced("kwd", 5120)],
    ["krónur", sold("isk", 500)],
    ["shillings", priced("ugx", 500)],
    ["forints and their fractions, which only payouts don't have", priced("huf", 17_550)],
    ["a Taiwan dollar and its fractions", priced("twd", 1050)],
    ["a product for less, of which a cart may hold many", sold("usd", 10)],
    ["nothing, for the free tier", { ...saas, currency: "isk", tiers: [free] }],
  ])("may be %s", (_what, input) => {
    expect(pathsOfIssues(input)).toBeUndefined();
  });
});

describe("a tier", () => {
  test.each([
    ["a negative amount", { unitAmount: -1 }],
    ["a fraction", { unitAmount: 29.5 }],
    ["NaN", { unitAmount: Number.NaN }],
    ["an amount beyond Stripe's", { unitAmount: 100_000_000 }],
    ["a limit beyond exact integers", { limit: 2 ** 53 }],
    ["no calls a minute", { rateLimitPerMinute: 0 }],
    ["a trial of a free tier", { unitAmount: 0, trialDays: 14 }],
    ["an upper-case name", { name: "Pro" }],
  ])("refuses %s", (_what, change) => {
    expect(tierInputSchema.safeParse({ ...pro, ...change }).success).toBe(false);
  });
});

describe("changes", () => {
  test("hold what was said and no defaults", () => {
    expect(tierChangesSchema.parse({ limit: null })).toEqual({ limit: null });
    expect(productChangesSchema.parse({ imageUrl: null })).toEqual({ imageUrl: null });
  });

  test("are at least one", () => {
    expect(tierChangesSchema.safeParse({}).success).toBe(false);
    expect(productChangesSchema.safeParse({}).success).toBe(false);
  });

  test("never touch a name, and stock only through its own endpoint", () => {
    expect(tierChangesSchema.safeParse({ name: "other" }).success).toBe(false);
    expect(productChangesSchema.safeParse({ name: "other" }).success).toBe(false);
    expect(productChangesSchema.safeParse({ stock: 5 }).success).toBe(false);
    expect(productInputSchema.safeParse({ ...mug, stock: 5 }).success).toBe(true);
  });
});
