/** What is kept of an answer, for a repeat with its Idempotency-Key, opens nothing: no page of Stripe's, no account. */
import { describe, expect, test } from "vitest";
import { newConnector } from "../connect/connect-world.ts";
import { subscribe } from "../plan/developer.ts";
import { openShop } from "../subscriptions/subscription-world.ts";
import { databaseOf } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import type { ApiAnswer } from "../world/world.ts";

const world = useWholeWorld();

async function keptBodies(): Promise<string[]> {
  const { results } = await (await databaseOf(world))
    .prepare("SELECT body FROM idempotency_keys WHERE status IS NOT NULL")
    .all<{ body: string }>();
  return results.map(({ body }) => body);
}

/** The same call twice under one key: both answers are good, and the second is no copy that was kept. */
async function twice(send: () => Promise<ApiAnswer>): Promise<[string, string]> {
  const [first, second] = [await send(), await send()];
  expect([first.status, second.status, second.headers.get("Idempotent-Replayed")]).toEqual([200, 200, null]);
  return [first.json.url, second.json.url];
}

const opens = async (url: string) => (await fetch(url)).status;

describe("a repeat with the same Idempotency-Key", () => {
  test("of a customer's portal opens it again, and no link is kept", async () => {
    const shop = await openShop(world);
    await shop.subscribe("ada", "pro");
    const portal = () => shop.asUser("ada", "/api/customer-portal", {}, { idempotencyKey: "portal" });
    const change = () => shop.asUser("ada", "/api/create-checkout", { tier: "max" }, { idempotencyKey: "change" });
    for (const url of [...(await twice(portal)), ...(await twice(change))]) expect(await opens(url)).toBe(200);
    expect(await keptBodies()).toEqual(["", ""]);
  });

  test("of the developer's side begins another way to Stripe, and neither is kept", async () => {
    const ada = await newConnector(world);
    const keyed = { body: {}, headers: { "Idempotency-Key": "again" } };
    const [page, samePage] = await twice(() => ada.call("/create-checkout", keyed, "frontAuth"));
    expect(samePage).toBe(page);
    await subscribe(world, ada.developer);
    await twice(() => ada.call("/billing-portal", keyed, "frontAuth"));
    const [first, second] = await twice(() => ada.call("/authorize", { ...keyed, body: { mode: "test" } }));
    const stateOf = (url: string) => new URL(url).searchParams.get("state");
    expect(stateOf(first)).not.toBe(stateOf(second));
    expect((await keptBodies()).filter((body) => body.includes("://"))).toEqual([]);
  });
});
