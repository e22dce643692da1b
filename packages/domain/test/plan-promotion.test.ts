import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type CatalogueContent,
  type CatalogueProduct,
  type CatalogueTier,
  isSameContent,
  type PromotionPlan,
  planPromotion,
} from "../src/index.ts";

const at = 1_800_000_000_000;

function tier(name: string, more: Partial<CatalogueTier> = {}): CatalogueTier {
  return {
    name,
    displayName: name,
    unitAmount: 2900,
    interval: "month",
    limit: 100,
    rateLimitPerMinute: 100,
    features: [],
    popular: false,
    trialDays: 0,
    position: 0,
    archivedAt: null,
    ...more,
  };
}

function product(name: string, more: Partial<CatalogueProduct> = {}): CatalogueProduct {
  return {
    name,
    displayName: name,
    description: "",
    unitAmount: 1500,
    imageUrl: null,
    features: [],
    stock: 5,
    shippable: false,
    position: 0,
    archivedAt: null,
    ...more,
  };
}

const tiers = (...items: CatalogueTier[]): CatalogueContent => ({ tiers: items, products: [] });
const empty = tiers();

function plan(wanted: CatalogueContent, live: CatalogueContent, last: CatalogueContent | null, isRollback = false) {
  return planPromotion({ wanted, live, last, isRollback, at });
}

/** What live is after the plan was written: rows by name, the stock of known products left alone. */
function applied(live: CatalogueContent, { change }: PromotionPlan): CatalogueContent {
  const merge = <Item extends { name: string }>(before: readonly Item[], items: readonly Item[]) => {
    const byName = new Map(before.map((item) => [item.name, item]));
    for (const item of items) byName.set(item.name, item);
    return [...byName.values()];
  };
  const stocks = new Map(live.products.map(({ name, stock }) => [name, stock]));
  const products = merge(live.products, change.products).map((item) => ({
    ...item,
    stock: stocks.has(item.name) ? (stocks.get(item.name) ?? null) : item.stock,
  }));
  return { tiers: merge(live.tiers, change.tiers), products };
}

describe("a plan says of each item", () => {
  const pro = tier("pro");
  const archived = { ...pro, archivedAt: 1 };
  test.each<[string, CatalogueContent, CatalogueContent, CatalogueContent | null, [string, string]]>([
    ["that is new", tiers(pro), empty, null, ["create", "not_in_live"]],
    ["that is the same", tiers(pro), tiers(pro), tiers(pro), ["leave", "same"]],
    ["that differs", tiers({ ...pro, limit: 7 }), tiers(pro), tiers(pro), ["change", "differs"]],
    ["that test archived", tiers(archived), tiers(pro), tiers(pro), ["archive", "archived"]],
    ["that both archived", tiers(archived), tiers({ ...pro, archivedAt: 2 }), tiers(pro), ["leave", "same"]],
    ["that test sells again", tiers(pro), tiers(archived), tiers(archived), ["change", "brought_back"]],
    ["that test made and archived", tiers(archived), empty, null, ["leave", "never_in_live"]],
    ["that only live has", empty, tiers(pro), empty, ["leave", "only_in_live"]],
  ])("%s", (_name, wanted, live, last, [action, reason]) => {
    expect(plan(wanted, live, last).steps).toMatchObject([{ kind: "tier", name: "pro", action, reason }]);
  });

  test("which fields change, from what to what", () => {
    const { steps } = plan(tiers(tier("pro", { limit: null, features: ["x"] })), tiers(pro), null);
    expect(steps[0]?.fields).toEqual([
      { field: "limit", from: 100, to: null },
      { field: "features", from: [], to: ["x"] },
    ]);
  });

  test("whether live was edited since, where that is set back, and nowhere else", () => {
    const edited = tiers(tier("a", { limit: 1 }), tier("b", { limit: 1 }), tier("c"));
    const wanted = tiers(tier("a"), tier("b", { limit: 1 }), tier("c", { limit: 9 }));
    expect(plan(wanted, edited, tiers(tier("a"), tier("b"), tier("c"))).editedInLive).toEqual(["a"]);
  });
});

describe("rolling back", () => {
  test("ends what came with the promotion after it, and leaves what live made itself", () => {
    const [pro, gold, own] = [tier("pro"), tier("gold"), tier("own")];
    const { steps, change } = plan(tiers(pro), tiers(pro, gold, own), tiers(pro, gold), true);
    expect(steps.map(({ name, action, reason }) => [name, action, reason])).toEqual([
      ["pro", "leave", "same"],
      ["gold", "archive", "not_promoted_then"],
      ["own", "leave", "only_in_live"],
    ]);
    expect(change.tiers).toEqual([{ ...gold, archivedAt: at }]);
  });
});

describe("live may not become", () => {
  const free = (name: string, more = {}) => tier(name, { unitAmount: 0, ...more });

  test("one with two free tiers, of which live made one", () => {
    expect(plan(tiers(free("free")), tiers(free("own")), null).refusal).toBe("free_tier_exists");
    expect(plan(tiers(free("free")), tiers(free("own", { archivedAt: 1 })), null).refusal).toBeNull();
  });

  test("one with more paid tiers than a portal shows, those that only live has included", () => {
    const many = Array.from({ length: 10 }, (_, index) => tier(`t${index}`));
    expect(plan(tiers(...many), empty, null).refusal).toBeNull();
    expect(plan(tiers(...many), tiers(tier("own")), null).refusal).toBe("catalogue_limit_reached");
  });

  test("one with two free tiers between two rows of its batch: what stops being free is written first", () => {
    const wanted = tiers(free("b"), tier("a"));
    const { change } = plan(wanted, tiers(free("a"), tier("b")), null);
    expect(change.tiers.map(({ name }) => name)).toEqual(["a", "b"]);
  });
});

test("stock and what is sold out are live's own, whatever test says", () => {
  const live: CatalogueContent = { tiers: [], products: [product("mug", { stock: 2 })] };
  const wanted: CatalogueContent = {
    tiers: [],
    products: [product("mug", { stock: 9 }), product("cap", { stock: 4 })],
  };
  const { steps, change } = plan(wanted, live, null);
  expect(steps.map(({ name, action }) => [name, action])).toEqual([
    ["mug", "leave"],
    ["cap", "create"],
  ]);
  expect(change.products).toEqual([product("cap", { stock: 4 })]);
});

describe("whatever was edited in test and in live", () => {
  const names = ["a", "b", "c", "d"];
  const when = fc.constantFrom(null, null, 1);
  const anyTier = fc
    .record({
      name: fc.constantFrom(...names),
      unitAmount: fc.constantFrom(500, 900),
      limit: fc.constantFrom(1, null),
      interval: fc.constantFrom("month" as const, "year" as const),
      archivedAt: when,
    })
    .map(({ name, ...more }) => tier(name, more));
  const anyProduct = fc
    .record({
      name: fc.constantFrom(...names),
      unitAmount: fc.constantFrom(500, 900),
      stock: fc.constantFrom(1, 2, null),
      archivedAt: when,
    })
    .map(({ name, ...more }) => product(name, more));
  const byName = { selector: ({ name }: { name: string }) => name };
  const anyContent: fc.Arbitrary<CatalogueContent> = fc.record({
    tiers: fc.uniqueArray(anyTier, byName),
    products: fc.uniqueArray(anyProduct, byName),
  });

  test("live then says what test says, and planning again leaves everything", () => {
    fc.assert(
      fc.property(anyContent, anyContent, fc.option(anyContent), (wanted, live, last) => {
        const after = applied(live, plan(wanted, live, last));
        const again = plan(wanted, after, wanted);
        expect(again.steps.every(({ action }) => action === "leave")).toBe(true);
        expect(again.change).toEqual(empty);
        const isNamed = ({ name }: { name: string }, items: readonly { name: string }[]) =>
          items.some((item) => item.name === name);
        const named = {
          tiers: after.tiers.filter((item) => isNamed(item, wanted.tiers)),
          products: after.products.filter((item) => isNamed(item, wanted.products)),
        };
        const sold = {
          tiers: wanted.tiers.filter((item) => item.archivedAt === null || isNamed(item, live.tiers)),
          products: wanted.products.filter((item) => item.archivedAt === null || isNamed(item, live.products)),
        };
        expect(isSameContent(named, sold)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("what only live has stays as it is, and so does the stock of what it had", () => {
    fc.assert(
      fc.property(anyContent, anyContent, fc.option(anyContent), (wanted, live, last) => {
        const after = applied(live, plan(wanted, live, last));
        for (const item of live.products) {
          const now = after.products.find(({ name }) => name === item.name);
          expect(now?.stock).toBe(item.stock);
          if (!wanted.products.some(({ name }) => name === item.name)) expect(now).toEqual(item);
        }
        for (const item of live.tiers) {
          if (!wanted.tiers.some(({ name }) => name === item.name)) expect(after.tiers).toContainEqual(item);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("promoting, editing, and rolling back sells again exactly what was promoted before", () => {
    fc.assert(
      fc.property(anyContent, anyContent, (first, second) => {
        const start = applied(empty, plan(first, empty, null));
        const later = applied(start, plan(second, start, first));
        const back = applied(later, plan(first, later, second, true));
        const sold = ({ tiers: some, products: others }: CatalogueContent) => ({
          tiers: some.filter(({ archivedAt }) => archivedAt === null),
          products: others.filter(({ archivedAt }) => archivedAt === null),
        });
        expect(isSameContent(sold(back), sold(first))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
