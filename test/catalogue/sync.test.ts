import { addTier, changeProduct, changeTier, editCatalogue, planSync, removeTier } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { look } from "./look.ts";
import { connect, disconnect, product, tier, useSync } from "./use-sync.ts";

const world = useSync();
const actor = { name: "developer", requestId: null } as const;

describe("a catalogue and its Stripe account", () => {
  test("a first sync makes a product and one price for each paid tier, and nothing for the free one", async () => {
    const project = await world.newProject({
      tiers: [
        tier("free", 0),
        tier("pro", 2900, { features: ["Support"], limit: null }),
        tier("team", 9900, { interval: "year" }),
      ],
    });
    expect(await project.sync()).toMatchObject({
      status: "synced",
      plan: [{ action: "leave" }, { action: "create" }, { action: "create" }],
    });
    const price = { currency: "usd", isDefault: true, hasLookupKey: true, isRecorded: true };
    const shared = { isActive: true, images: [], archivedPrices: 0 };
    expect(await look(world, project)).toEqual({
      products: [
        {
          ...shared,
          item: "tier_pro",
          name: "pro",
          limit: "unlimited",
          features: ["Support"],
          prices: [{ ...price, amount: 2900, interval: "month" }],
        },
        {
          ...shared,
          item: "tier_team",
          name: "team",
          limit: "100",
          features: [],
          prices: [{ ...price, amount: 9900, interval: "year" }],
        },
      ],
      allPrices: 2,
      recordedPrices: 2,
    });
  });

  test("a second sync finds nothing to do", async () => {
    const project = await world.newProject({ products: [product("mug", 1800), product("print", 9000)] });
    await project.sync();
    const before = await look(world, project);
    const { plan } = await project.sync();
    expect(plan.map(({ action }) => action)).toEqual(["leave", "leave"]);
    expect(await look(world, project)).toEqual(before);
  });

  test("a dry run says what would be done, and does nothing", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] });
    expect(await planSync(project.scope, project.deps)).toMatchObject([{ name: "pro", action: "create" }]);
    expect(await look(world, project)).toEqual({ products: [], allPrices: 0, recordedPrices: 0 });
  });

  test("a new amount is a new price; the old one is archived and stays known", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] });
    await project.sync();
    const outcome = await editCatalogue(
      project.scope,
      actor,
      (catalogue) => changeTier(catalogue, "pro", { unitAmount: 3900 }),
      project.deps,
    );
    expect(outcome).toMatchObject({ pending: false, stripe: { status: "synced" } });
    const { products, allPrices, recordedPrices } = await look(world, project);
    expect(products).toMatchObject([
      { archivedPrices: 1, prices: [{ amount: 3900, isDefault: true, isRecorded: true }] },
    ]);
    expect([allPrices, recordedPrices]).toEqual([2, 2]);
  });

  test("a removed tier is archived there, and comes back under its name with its new values", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] });
    await project.sync();
    await editCatalogue(project.scope, actor, (catalogue, at) => removeTier(catalogue, "pro", at), project.deps);
    expect((await look(world, project)).products).toMatchObject([{ isActive: false, prices: [{ isRecorded: false }] }]);
    const again = tier("pro", 4900, { displayName: "Pro again" });
    await editCatalogue(project.scope, actor, (catalogue) => addTier(catalogue, again), project.deps);
    expect((await look(world, project)).products).toMatchObject([
      { name: "Pro again", isActive: true, archivedPrices: 1, prices: [{ amount: 4900, isRecorded: true }] },
    ]);
  });

  test("an image and a new name reach Stripe without a new price", async () => {
    const project = await world.newProject({ products: [product("mug", 1800)] });
    await project.sync();
    const edit = { displayName: "Mug, large", imageUrl: "https://img.example/mug.png" };
    await editCatalogue(project.scope, actor, (catalogue) => changeProduct(catalogue, "mug", edit), project.deps);
    const { products, allPrices } = await look(world, project);
    expect(products).toMatchObject([{ name: "Mug, large", images: ["https://img.example/mug.png"] }]);
    expect(allPrices).toBe(1);
  });

  test("whatever the owner broke in Stripe's dashboard, a sync repairs", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] });
    await project.sync();
    const client = world.stripe.client();
    const on = { stripeAccount: project.account };
    const {
      data: [broken],
    } = await client.products.list({}, on);
    const product = broken?.id ?? "";
    const own = await client.prices.create({ product, currency: "usd", unit_amount: 1 }, on);
    await client.products.update(product, { active: false, name: "Broken", default_price: own.id }, on);
    await client.prices.update(String(broken?.default_price), { active: false }, on);
    await project.sync();
    const { products } = await look(world, project);
    expect(products).toMatchObject([{ name: "pro", isActive: true, archivedPrices: 1 }]);
    expect(products[0]?.prices).toMatchObject([
      { amount: 2900, isDefault: true, isRecorded: true },
      { amount: 1, isDefault: false, isRecorded: false },
    ]);
  });
});

describe("without an account", () => {
  test("an edit stands, and there is nothing to be brought in line until one is connected", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] }, false);
    const rule = (catalogue: Parameters<typeof changeTier>[0]) => changeTier(catalogue, "pro", { unitAmount: 3900 });
    expect(await editCatalogue(project.scope, actor, rule, project.deps)).toEqual({
      pending: false,
      stripe: { status: "not_connected", plan: [] },
    });
    expect(await planSync(project.scope, project.deps)).toBeNull();
    await connect(world.database, project.platformId, project.account);
    expect((await project.sync()).status).toBe("synced");
    expect((await look(world, project)).products).toMatchObject([{ prices: [{ amount: 3900 }] }]);
  });

  test("another account gets the whole catalogue, and the one before keeps what it has", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] });
    await project.sync();
    await disconnect(world.database, project.platformId);
    expect((await project.sync()).status).toBe("not_connected");
    const other = { ...project, account: world.stripe.newAccount() };
    await connect(world.database, project.platformId, other.account);
    await project.sync();
    const before = await look(world, project);
    expect(await look(world, other)).toEqual(before);
  });

  test("an account that was taken from us is said to be lost, and its owner is told", async () => {
    const project = await world.newProject({ tiers: [tier("pro", 2900)] });
    world.stripe.disconnect(project.account);
    await expect(project.sync()).rejects.toMatchObject({ kind: "account_lost" });
    const notice = await world.database.$client
      .prepare("SELECT kind, detail ->> 'code' AS code FROM notices WHERE project_id = ?")
      .bind(project.scope.projectId)
      .first();
    expect(notice).toEqual({ kind: "catalogue_sync_failed", code: expect.any(String) });
  });
});
