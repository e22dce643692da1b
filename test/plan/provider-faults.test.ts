/** Stripe failing at any call of a checkout or of the portal: a clear answer, nothing half done, and the repeat works. */
import { afterEach, describe, expect, test } from "vitest";
import { turnsOf } from "../world/points.ts";
import { callAs, useWholeWorld } from "../world/whole-world.ts";
import { newDeveloper } from "./developer.ts";
import { ownStripe } from "./own-stripe.ts";

const world = useWholeWorld();
const faults = () => world.providers.stripe.sandbox.faults;
afterEach(() => faults().clear());

/** The SDK tries twice. */
const times = 2;
const kinds = ["rate_limit", "server_error", "reset_before", "reset_after", "card_declined"] as const;

const calls = {
  "/create-checkout": [
    "POST /v1/customers",
    "POST /v1/customers/*",
    "GET /v1/subscriptions",
    "GET /v1/checkout/sessions",
    "POST /v1/checkout/sessions",
  ],
  "/billing-portal": ["GET /v1/billing_portal/configurations", "POST /v1/billing_portal/sessions"],
};

const cases = Object.entries(calls).flatMap(([path, all]) =>
  all.flatMap((match, call) => {
    const turns = turnsOf(kinds, call % kinds.length, kinds.length);
    const inTurn = kinds.filter((_, index) => turns.includes(index));
    return [...new Set([...inTurn, "reset_after" as const])].map((kind) => [kind, match, path] as const);
  }),
);

describe("Stripe failing with", () => {
  test.each(cases)("%s at %s during %s", async (kind, match, path) => {
    const ada = await newDeveloper(world);
    faults().add({ match, kind, times });
    const failed = await callAs(world, ada, "frontAuth", path, { method: "POST" });
    // What the SDK's own repeat got through, the developer never hears of.
    const expected = kind === "card_declined" ? [502, "provider_refused"] : [503, "provider_unavailable"];
    if (failed.status !== 200) expect([failed.status, failed.json.code]).toEqual(expected);
    faults().clear();

    const repeated = await callAs(world, ada, "frontAuth", path, { method: "POST" });
    expect([repeated.status, new URL(repeated.json.url).protocol]).toEqual([200, "http:"]);
    const customers = await ownStripe(world).customersOf(ada.platformId);
    expect(customers).toHaveLength(1);
    const sessions = await ownStripe(world).call(`/v1/checkout/sessions?customer=${customers[0].id}`);
    const open = sessions.data.filter(({ status }: { status: string }) => status === "open");
    expect(open).toHaveLength(path === "/create-checkout" ? 1 : 0);
  });
});
