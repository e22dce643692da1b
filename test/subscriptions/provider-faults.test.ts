/** Stripe fails in the middle of subscribing: nobody is left without a page, and nobody gets two. */
import { beforeAll, describe, expect, test } from "vitest";
import { withKey } from "../catalogue/catalogue-world.ts";
import { whileFailing } from "../connect/connect-world.ts";
import { databaseOf, hearAll } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { openShop, type Shop } from "./subscription-world.ts";

const world = useWholeWorld();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(world);
});

const sessionsOf = async (userId: string) => {
  const customer = (await shop.rows("stripe_customers")).find(({ user_id: id }) => id === userId)?.customer_id;
  return (await shop.atStripe(`/v1/checkout/sessions?customer=${customer}&limit=100`)).data;
};

describe("a checkout whose creation", () => {
  test("was made, but died before we wrote it down, is found again, for the same wish and for another", async () => {
    for (const [userId, next] of [
      ["same", "pro"],
      ["other", "max"],
    ] as const) {
      await shop.checkout(userId, "pro");
      const d1 = await databaseOf(world);
      await d1
        .prepare("UPDATE checkout_sessions SET session_id = NULL, url = NULL WHERE user_id = ?")
        .bind(userId)
        .run();
      const { json } = await shop.checkout(userId, next);
      expect(json.kind).toBe("checkout");
      const open = (await sessionsOf(userId)).filter(({ status }: { status: string }) => status === "open");
      expect(open.map(({ id }: { id: string }) => id)).toEqual([json.sessionId]);
    }
  });

  test("was not answered at first is made once", async () => {
    const fault = { match: "POST /v1/checkout/sessions", kind: "reset_after" } as const;
    expect((await whileFailing(world, fault, () => shop.checkout("after", "pro"))).json.kind).toBe("checkout");
    expect(await sessionsOf("after")).toHaveLength(1);
  });

  test("was never made is repeated", async () => {
    const fault = { match: "POST /v1/checkout/sessions", kind: "reset_before" } as const;
    expect((await whileFailing(world, fault, () => shop.checkout("before", "pro"))).status).toBe(503);
    const again = await shop.checkout("before", "pro");
    expect([again.status, again.text]).toEqual([200, expect.anything()]);
    expect(await sessionsOf("before")).toHaveLength(1);
  });

  test("names a customer whom the owner deleted gets another one", async () => {
    await shop.checkout("gone", "pro");
    const [row] = (await shop.rows("stripe_customers")).filter(({ user_id: id }) => id === "gone");
    await shop.atStripe(`/v1/customers/${row.customer_id}`, {}, "DELETE");
    await shop.subscribe("gone", "max");
    expect(await shop.tierOf("gone")).toBe("max");
  });
});

test("a server-side change that Stripe did not answer is seen all the same", async () => {
  await shop.subscribe("ada", "pro");
  const change = () => shop.asServer("/api/customers/ada/subscription/change", { tier: "max" });
  await whileFailing(world, { match: "POST /v1/subscriptions/*", kind: "reset_after" }, change);
  await hearAll(world);
  expect(await shop.tierOf("ada")).toBe("max");
  expect((await change()).json.code).toBe("already_subscribed");
});

test("the portal offers a tier that was added later, in the configuration that was there", async () => {
  await shop.subscribe("later", "pro");
  const open = async (tier: string) => (await shop.checkout("later", tier)).json;
  expect((await open("max")).kind).toBe("change");
  const tier = { name: "ultra", displayName: "Ultra", unitAmount: 19_900, limit: null };
  const added = await withKey(world, shop, "/tiers/add", { body: { tier } });
  expect([added.status, added.text]).toEqual([200, expect.anything()]);
  const page = await open("ultra");
  expect(page.kind).toBe("change");
  expect((await shop.atStripe("/v1/billing_portal/configurations?limit=100")).data).toHaveLength(1);
  const { id } = await shop.subscriptionOf("later");
  const price = (await shop.rows("prices")).find(({ name }) => name === "ultra").stripe_price_id;
  await shop.inPortal(page.url, { action: "update", subscription: id, price });
  expect(await shop.tierOf("later")).toBe("ultra");
});
