import { describe, expect, test } from "vitest";
import {
  addProduct,
  addTier,
  type Catalogue,
  type CatalogueChange,
  type CatalogueProduct,
  type CatalogueTier,
  changeProduct,
  changeTier,
  DreamError,
  type EditDependencies,
  editCatalogue,
  type NewTier,
  newProjectId,
  orderTiers,
  paidTiersPerProject,
  removeProduct,
  removeTier,
  scopeOf,
  tierNamesPerProject,
} from "../src/index.ts";

const newTier = (name: string, unitAmount: number): NewTier => ({
  name,
  displayName: name,
  unitAmount,
  interval: "month",
  limit: 100,
  rateLimitPerMinute: 100,
  features: [],
  popular: false,
  trialDays: 0,
});

const tier = (name: string, unitAmount: number, position: number, archivedAt: number | null = null): CatalogueTier => ({
  ...newTier(name, unitAmount),
  position,
  archivedAt,
});

const mug: CatalogueProduct = {
  name: "mug",
  displayName: "Mug",
  description: "",
  unitAmount: 1800,
  imageUrl: null,
  features: [],
  stock: 3,
  shippable: true,
  position: 0,
  archivedAt: null,
};

const saas: Catalogue = {
  platformId: "plt_a",
  type: "saas",
  currency: "usd",
  rev: 1,
  tiers: [tier("free", 0, 0), tier("pro", 2900, 1), tier("old", 900, 2, 5)],
  products: [],
};
const store: Catalogue = { ...saas, type: "store", tiers: [], products: [mug] };

const codeOf = (edit: () => unknown): unknown => {
  try {
    return edit();
  } catch (error) {
    return error instanceof DreamError ? error.code : error;
  }
};

describe("a tier", () => {
  test("is added behind the others that are sold", () => {
    expect(addTier(saas, newTier("team", 9900))).toMatchObject({
      tiers: [{ name: "team", position: 2, archivedAt: null }],
      audit: { action: "tier.added" },
    });
  });

  test("that was removed comes back with its new values", () => {
    expect(addTier(saas, newTier("old", 1200)).tiers).toEqual([
      { ...newTier("old", 1200), position: 2, archivedAt: null },
    ]);
  });

  test("is changed in what is said, and stays as it is otherwise", () => {
    const edit = { limit: null, features: ["Support"], unitAmount: undefined };
    expect(changeTier(saas, "pro", edit)?.tiers).toEqual([{ ...saas.tiers[1], limit: null, features: ["Support"] }]);
  });

  test("that is as it should be already is not changed", () => {
    expect(changeTier(saas, "pro", { unitAmount: 2900 })).toBeNull();
    expect(orderTiers(saas, ["free", "pro"])).toBeNull();
  });

  test("that is removed stays as an archived row", () => {
    expect(removeTier(saas, "pro", 77).tiers).toEqual([{ ...saas.tiers[1], archivedAt: 77 }]);
  });

  test("changes places with others, and those that stay where they are are left alone", () => {
    const three = { ...saas, tiers: [...saas.tiers, tier("team", 9900, 2)] };
    const placed = orderTiers(three, ["pro", "free", "team"])?.tiers?.map(({ name, position }) => [name, position]);
    expect(placed).toEqual([
      ["free", 1],
      ["pro", 0],
    ]);
  });

  const full = Array.from({ length: paidTiersPerProject }, (_, index) => tier(`paid-${index}`, 100, index));
  const used = Array.from({ length: tierNamesPerProject }, (_, index) => tier(`used-${index}`, 100, index, 5));

  test.each<[string, () => unknown, string]>([
    ["of a name that is taken", () => addTier(saas, newTier("pro", 1)), "name_taken"],
    ["that is free beside a free one", () => addTier(saas, newTier("gratis", 0)), "free_tier_exists"],
    ["that becomes free beside a free one", () => changeTier(saas, "pro", { unitAmount: 0 }), "free_tier_exists"],
    [
      "that is the eleventh paid one",
      () => addTier({ ...saas, tiers: full }, newTier("more", 1)),
      "catalogue_limit_reached",
    ],
    [
      "that becomes the eleventh paid one",
      () => changeTier({ ...saas, tiers: [...full, tier("free", 0, 10)] }, "free", { unitAmount: 1 }),
      "catalogue_limit_reached",
    ],
    ["of one name too many", () => addTier({ ...saas, tiers: used }, newTier("more", 1)), "catalogue_limit_reached"],
    ["that is not there", () => changeTier(saas, "gold", { limit: 1 }), "not_found"],
    ["that was removed before", () => removeTier(saas, "old", 1), "not_found"],
    ["that is free and to be tried", () => changeTier(saas, "free", { trialDays: 7 }), "validation_failed"],
    ["that is missing in the order", () => orderTiers(saas, ["pro"]), "validation_failed"],
    ["that was removed, in the order", () => orderTiers(saas, ["free", "old"]), "validation_failed"],
    ["for less than Stripe charges", () => addTier(saas, newTier("cheap", 49)), "validation_failed"],
    [
      "that comes to cost less than Stripe charges",
      () => changeTier(saas, "pro", { unitAmount: 1 }),
      "validation_failed",
    ],
    [
      "for a fraction that its currency has not",
      () => addTier({ ...saas, currency: "kwd" }, newTier("dinar", 5124)),
      "validation_failed",
    ],
    ["of a store", () => addTier(store, newTier("pro", 1)), "wrong_project_type"],
  ])("%s is refused", (_what, edit, code) => {
    expect(codeOf(edit)).toBe(code);
  });

  test("with an amount of before a rule keeps it when something else changes", () => {
    const old = { ...saas, tiers: [tier("penny", 1, 0)] };
    expect(changeTier(old, "penny", { limit: 5 })?.tiers).toMatchObject([{ unitAmount: 1, limit: 5 }]);
  });

  test("of the tenth paid name may come back when another one went", () => {
    const nine = full.map((one, index) => (index === 0 ? { ...one, archivedAt: 5 } : one));
    expect(addTier({ ...saas, tiers: nine }, newTier("paid-0", 300)).tiers).toHaveLength(1);
  });
});

describe("a product", () => {
  const { position: _position, archivedAt: _archived, ...newMug } = mug;

  test("takes its stock with it when it is added, and never when it is changed", () => {
    expect(addProduct(store, { ...newMug, name: "cap" }).products).toMatchObject([
      { stocked: true, stock: 3, position: 1 },
    ]);
    const changed = changeProduct(store, "mug", { unitAmount: 2000 })?.products?.[0];
    expect(changed).toEqual({ ...mug, unitAmount: 2000 });
    expect(removeProduct(store, "mug", 9).products).toEqual([{ ...mug, archivedAt: 9 }]);
  });

  test("is sold out only when that is said", () => {
    expect(changeProduct(store, "mug", { soldOut: true })?.products).toEqual([{ ...mug, soldOut: true }]);
  });

  test.each<[string, () => unknown, string]>([
    ["of a name that is taken", () => addProduct(store, newMug), "name_taken"],
    ["that is not there", () => changeProduct(store, "cap", { unitAmount: 1 }), "not_found"],
    ["of a SaaS", () => addProduct(saas, newMug), "wrong_project_type"],
    [
      "for a fraction that its currency has not",
      () => changeProduct({ ...store, currency: "isk" }, "mug", { unitAmount: 1850 }),
      "validation_failed",
    ],
  ])("%s is refused", (_what, edit, code) => {
    expect(codeOf(edit)).toBe(code);
  });
});

describe("an edit", () => {
  const scope = scopeOf(newProjectId(), "test");
  const actor = { name: "developer", requestId: null } as const;

  /** A store of one catalogue that others change first, so many times. */
  function depsWith(others: number, announced: "announced" | "pending" = "announced") {
    const written: CatalogueChange[] = [];
    let conflicts = others;
    const deps: Pick<EditDependencies, "catalogue" | "announce" | "clock" | "runs" | "report" | "stripeOf"> = {
      catalogue: {
        read: async () => ({ ...saas, rev: saas.rev + others - conflicts }),
        write: async (_scope, _basis, change) => {
          if (conflicts > 0) {
            conflicts -= 1;
            return null;
          }
          written.push(change);
          return 9;
        },
      },
      announce: async () => announced,
      clock: () => ({ real: 50, business: 50 }),
      runs: { take: async () => "not_connected" } as unknown as EditDependencies["runs"],
      report: () => undefined,
      stripeOf: () => {
        throw new Error("Stripe is not asked");
      },
    };
    return { deps, written };
  }

  test("is made again on the newest catalogue when others came first, and written once", async () => {
    const { deps, written } = depsWith(3);
    const revs: number[] = [];
    await editCatalogue(
      scope,
      actor,
      (catalogue) => {
        revs.push(catalogue.rev);
        return changeTier(catalogue, "pro", { limit: 1 });
      },
      deps,
    );
    expect([revs, written.length]).toEqual([[1, 2, 3, 4], 1]);
  });

  test("that others are always ahead of ends in a conflict", async () => {
    const { deps, written } = depsWith(Number.POSITIVE_INFINITY);
    const edit = editCatalogue(scope, actor, (catalogue) => changeTier(catalogue, "pro", { limit: 1 }), deps);
    await expect(edit).rejects.toMatchObject({ code: "conflict" });
    expect(written).toEqual([]);
  });

  test("says when the Meters could not be told, and that there is no Stripe account", async () => {
    const { deps } = depsWith(0, "pending");
    const edit = editCatalogue(scope, actor, (catalogue, at) => removeTier(catalogue, "pro", at), deps);
    expect(await edit).toEqual({ pending: true, stripe: { status: "not_connected", plan: [] } });
  });

  test("of nothing writes nothing", async () => {
    const { deps, written } = depsWith(0);
    expect(await editCatalogue(scope, actor, () => null, deps)).toMatchObject({ pending: false });
    expect(written).toEqual([]);
  });
});
