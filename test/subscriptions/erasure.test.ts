/** Somebody who is erased pays no more, and nothing that Stripe tells later brings them back. */
import { beforeAll, expect, test } from "vitest";
import { useWholeWorld } from "../world/whole-world.ts";
import { openShop, type Shop } from "./subscription-world.ts";

const world = useWholeWorld();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(world);
});

const erase = (userId: string, query = "") =>
  shop.asServer(`/api/customers/${userId}${query}`, undefined, { method: "DELETE" });

test("a subscription is ended with the erasure, or keeps it from happening", async () => {
  await shop.subscribe("ada", "pro");
  const { id } = await shop.subscriptionOf("ada");
  expect((await erase("ada")).json.code).toBe("live_subscription_exists");
  expect((await erase("ada", "?cancelSubscription=true")).status).toBe(200);
  expect((await shop.atStripe(`/v1/subscriptions/${id}`)).status).toBe("canceled");
  expect((await shop.checkout("ada", "pro")).json.code).toBe("user_erased");
  await world.clock.advanceTo(world.clock.now() + 1000);
  const users = (await shop.rows("end_users")).map(({ user_id: userId, status }) => [userId, status]);
  expect(users).toEqual([["ada", "erased"]]);
});

test("an open checkout can't be paid any more", async () => {
  await shop.asServer("/api/customers", { id: "bob" });
  const { json } = await shop.checkout("bob", "pro");
  expect((await erase("bob", "?cancelSubscription=true")).status).toBe(200);
  expect((await shop.pay(json.url)).ok).toBe(false);
  expect(await shop.subscriptions()).toHaveLength(1);
});
