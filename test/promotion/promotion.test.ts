import { promoteToLive } from "@dream-api/contract";
import { describe, expect, test } from "vitest";
import { newProject, saas, store } from "../catalogue/catalogue-world.ts";
import { newConnector, whileFailing } from "../connect/connect-world.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { call, track } from "../world/world.ts";
import { coverPlan, doneBy, livePrices, newSeller, promotionsOf } from "./promotion-world.ts";

const world = useWholeWorld();
const hourMs = 3_600_000;
const codeOf = ({ status, json }: { status: number; json: { code: string } }) => [status, json.code];
const changePro = (changes: object) => ({ method: "PUT", body: { name: "pro", changes } });

describe("the way of a SaaS to live", () => {
  test("promote, edit, promote, roll back: live counts, sells and shows what was promoted, at once", async () => {
    const { promote, rollBack, edit, account } = await newSeller(world, saas);
    const tried = await promote({ dryRun: true });
    expect(doneBy(tried)).toEqual(["create tier free", "create tier pro"]);
    expect(tried.json).toMatchObject({ plan: { applied: false, warnings: [] }, keys: null, stripe: null });
    expect(await livePrices(world, account)).toEqual([]);

    const first = await promote();
    const { keys, stripe } = promoteToLive.reply?.parse(first.json) ?? {};
    expect(stripe?.status).toBe("synced");
    const secretKey = keys?.secretKey ?? "";
    expect(secretKey).toMatch(/^sk_live_/);
    const counted = await track(world, { secretKey }, "user-1");
    expect([counted.status, counted.json.usage]).toMatchObject([200, { plan: "free", count: 1, limit: 100 }]);
    const [sold] = await livePrices(world, account);
    expect(sold).toMatchObject({ item: "live_tier_pro", amount: 2900, isActive: true });

    await edit("test", "/tiers", changePro({ unitAmount: 3900 }));
    await edit("test", "/tiers", { method: "PUT", body: { name: "free", changes: { limit: 5 } } });
    const second = await promote();
    expect(doneBy(second)).toEqual(["change tier free", "change tier pro"]);
    expect(second.json).toMatchObject({
      keys: null,
      plan: { applied: true, warnings: [/limit of free/, /amount of pro/].map((text) => expect.stringMatching(text)) },
    });
    expect((await track(world, { secretKey }, "user-1")).json.usage).toMatchObject({ count: 2, limit: 5 });
    expect(await livePrices(world, account)).toMatchObject([
      { amount: 3900, isActive: true },
      { id: sold?.id, amount: 2900, isActive: false },
    ]);

    const back = await rollBack();
    expect(doneBy(back)).toEqual(["change tier free", "change tier pro"]);
    expect((await track(world, { secretKey }, "user-1")).json.usage).toMatchObject({ count: 3, limit: 100 });
    const shown = await call(world, "/api/tiers", { secretKey });
    expect(shown.json.data).toMatchObject([
      { name: "free", limit: 100 },
      { name: "pro", unitAmount: 2900 },
    ]);
    const active = (await livePrices(world, account)).filter(({ isActive }) => isActive);
    expect(active).toMatchObject([{ amount: 2900 }]);
    expect(codeOf(await rollBack())).toEqual([409, "not_promoted"]);
    expect(doneBy(await promote())).toEqual(["change tier free", "change tier pro"]);
  });

  test("shows what was edited in live since, sets it back, and leaves what only live has", async () => {
    const { promote, edit } = await newSeller(world, saas);
    await promote();
    await edit("live", "/tiers", changePro({ limit: 7 }));
    await edit("live", "/tiers/add", {
      method: "POST",
      body: { tier: { name: "own", displayName: "Own", unitAmount: 900, limit: 1 } },
    });
    const tried = await promote({ dryRun: true });
    expect(tried.json.plan.editedInLive).toEqual(["pro"]);
    expect(tried.json.plan.steps).toContainEqual(
      expect.objectContaining({ action: "change", name: "pro", fields: [{ field: "limit", from: 7, to: 10_000 }] }),
    );
    await promote();
    const { json } = await edit("live", "/tiers", { method: "GET" });
    expect(json.data.map(({ name, limit }: { name: string; limit: number }) => [name, limit])).toEqual(
      expect.arrayContaining([
        ["pro", 10_000],
        ["own", 1],
      ]),
    );
  });
});

test("a store goes live with its stock, which is live's own from then on", async () => {
  const { promote, edit } = await newSeller(world, store);
  const { json } = await promote();
  const listed = async () => (await call(world, "/api/products", { secretKey: json.keys.secretKey })).json.data;
  expect(await listed()).toMatchObject([
    { name: "mug", stock: 3 },
    { name: "print", stock: null },
  ]);
  await edit("test", "/products", { method: "PUT", body: { name: "mug", changes: { unitAmount: 2000 } } });
  await edit("test", "/products?name=print", { method: "DELETE" });
  expect(doneBy(await promote())).toEqual(["change product mug", "archive product print"]);
  expect(await listed()).toMatchObject([{ name: "mug", stock: 3, unitAmount: 2000 }]);
});

describe("going live is refused", () => {
  test("without a plan and without a live account; a dry run says so and shows the plan", async () => {
    const ada = await newConnector(world);
    const { promote } = promotionsOf(ada, await newProject(world, ada.developer, saas));
    const tried = await promote({ dryRun: true });
    expect([tried.status, tried.json.plan.warnings.length]).toEqual([200, 2]);
    expect(codeOf(await promote())).toEqual([403, "plan_required"]);
    await coverPlan(world, ada);
    await ada.connect("test");
    expect(codeOf(await promote())).toEqual([409, "stripe_not_connected"]);
    await ada.connect("live");
    expect((await promote()).status).toBe(200);
  });

  test("to anybody but the owner, to whom it is not there", async () => {
    const { project, promote } = await newSeller(world, saas);
    await promote();
    const eve = await newConnector(world);
    await coverPlan(world, eve);
    await eve.connect("live");
    for (const projectId of [project.projectId, "prj_0000000000000000", "nonsense"]) {
      const hers = promotionsOf(eve, { projectId });
      expect(codeOf(await hers.promote())).toEqual([404, "not_found"]);
      expect(codeOf(await hers.rollBack({ dryRun: true }))).toEqual([404, "not_found"]);
    }
  });
});

describe("a promotion that is disturbed", () => {
  const kinds = ["rate_limit", "server_error", "reset_before", "card_declined"] as const;
  const faults = kinds.flatMap((kind) => ["GET /v1/*", "POST /v1/*"].map((match) => ({ kind, match })));

  test.each(faults)(
    "by Stripe ($kind to $match) is made all the same, says how far Stripe is, and ends with one price when it is repeated",
    async (fault) => {
      const { promote, account } = await newSeller(world, saas);
      const first = await whileFailing(world, fault, () => promote());
      // What Stripe refuses for good is not tried again by itself.
      const status = fault.kind === "card_declined" ? "failed" : "pending";
      expect([first.status, first.json.stripe.status]).toEqual([200, status]);
      expect(first.json.keys.secretKey).toMatch(/^sk_live_/);
      const again = await promote();
      expect(again.json).toMatchObject({ keys: null, stripe: { status: "synced" } });
      expect(await livePrices(world, account)).toMatchObject([{ item: "live_tier_pro", isActive: true }]);
    },
  );

  test("by Stripe and never repeated is finished by the crons", async () => {
    const { promote, account } = await newSeller(world, saas);
    await whileFailing(world, { match: "* /v1/*", kind: "server_error" }, () => promote());
    expect(await livePrices(world, account)).toEqual([]);
    await world.stack.setClock({ real: hourMs, business: 0 });
    await world.lab.runCrons();
    await world.stack.setClock({ real: 0, business: 0 });
    expect(await livePrices(world, account)).toMatchObject([{ item: "live_tier_pro", isActive: true }]);
  });

  test("by Stripe, which did all and was never heard the first time, makes nothing twice", async () => {
    const { promote, account } = await newSeller(world, saas);
    await whileFailing(world, { match: "POST /v1/*", kind: "reset_after" }, () => promote());
    expect((await promote()).json.stripe.status).toBe("synced");
    expect(await livePrices(world, account)).toMatchObject([{ item: "live_tier_pro", isActive: true }]);
  });

  test("by others at the same moment is made once: one wins, the others say so or find it made", async () => {
    const { promote, account } = await newSeller(world, saas);
    const answers = await Promise.all(Array.from({ length: 6 }, () => promote()));
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(codeOf)).toEqual(refused.map(() => [409, "conflict"]));
    expect(refused.length).toBeLessThan(6);
    expect((await promote()).json.stripe.status).toBe("synced");
    expect(await livePrices(world, account)).toMatchObject([{ item: "live_tier_pro", isActive: true }]);
  });

  test("and repeated under its Idempotency-Key is the same one, without the secret", async () => {
    const { promote } = await newSeller(world, saas);
    const headers = { "Idempotency-Key": "go live" };
    const first = await promote({}, headers);
    const again = await promote({}, headers);
    expect(again.json).toEqual({ ...first.json, keys: { ...first.json.keys, secretKey: null } });
  });
});
