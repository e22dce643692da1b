/** `npm run setup:stripe` against a Stripe of its own. */
import { describe, expect, test } from "vitest";
import { useStripe } from "../../packages/stripe/test/use-stripe.ts";
import { describeSetUp, type SetUpSettings, setUpStripe } from "../../scripts/setup-stripe/set-up-stripe.ts";

const stripe = useStripe();

function settings(more: Partial<SetUpSettings> = {}): SetUpSettings {
  return {
    secretKeys: stripe.secretKeys(),
    stripeUrl: stripe.url(),
    apiUrl: "https://api.example.com",
    frontAuthApiUrl: "https://developers.example.com",
    plan: { unitAmount: 1500, currency: "usd" },
    ...more,
  };
}

async function lookAt(mode: "test" | "live") {
  const { prices, products, webhookEndpoints } = stripe.client(mode);
  const [allPrices, allProducts, endpoints] = [
    await prices.list({ limit: 100 }),
    await products.list({ limit: 100 }),
    await webhookEndpoints.list({ limit: 100 }),
  ];
  return {
    prices: allPrices.data.map(({ unit_amount: amount, active, lookup_key: name }) => ({ amount, active, name })),
    products: allProducts.data.map(({ id }) => id),
    endpoints: endpoints.data
      .map(({ url, enabled_events: events, api_version: version }) => ({ url, events, version }))
      .sort((left, right) => left.url.localeCompare(right.url)),
  };
}

describe("setting up Stripe", () => {
  test("makes the plan and an endpoint of each kind in each mode, once, and tells each secret once", async () => {
    const first = await setUpStripe(settings());
    expect(first.map(({ mode }) => mode)).toEqual(["test", "live"]);
    for (const { mode, settings: made } of first) {
      expect(made).toEqual({
        STRIPE_PRICE_ID: expect.stringMatching(/^price_/),
        STRIPE_WEBHOOK_SECRET: expect.stringMatching(/^whsec_/),
        [`STRIPE_CONNECT_WEBHOOK_SECRET_${mode.toUpperCase()}`]: expect.stringMatching(/^whsec_/),
      });
    }
    const seen = { test: await lookAt("test"), live: await lookAt("live") };
    for (const mode of ["test", "live"] as const) {
      expect(seen[mode]).toMatchObject({
        prices: [{ amount: 1500, active: true, name: "dream_api_plan" }],
        products: ["dream_api_plan"],
        endpoints: [
          { url: `https://api.example.com/webhook/stripe/${mode}`, version: "2026-10-28.endive" },
          { url: "https://developers.example.com/webhook/stripe", version: "2026-10-28.endive" },
        ],
      });
      for (const { events } of seen[mode].endpoints) expect(events).not.toContain("*");
    }

    const again = await setUpStripe(settings());
    expect(again.map(({ settings: { STRIPE_PRICE_ID } }) => STRIPE_PRICE_ID)).toEqual(
      first.map(({ settings: { STRIPE_PRICE_ID } }) => STRIPE_PRICE_ID),
    );
    expect(again[0]?.settings.STRIPE_WEBHOOK_SECRET).toBeNull();
    expect(describeSetUp(again)).not.toContain("whsec_");
    expect({ test: await lookAt("test"), live: await lookAt("live") }).toEqual(seen);
  });

  test("with another amount makes another price under the same name and archives the former", async () => {
    await setUpStripe(settings());
    const [made] = await setUpStripe(settings({ plan: { unitAmount: 1900, currency: "usd" } }));
    const { prices } = stripe.client();
    const named = await prices.list({ lookup_keys: ["dream_api_plan"] });
    expect(named.data).toMatchObject([{ id: made?.settings.STRIPE_PRICE_ID, unit_amount: 1900, active: true }]);
    expect((await prices.list({ active: true })).data).toHaveLength(1);
  });

  test("puts an endpoint right that was changed by hand", async () => {
    await setUpStripe(settings());
    const { webhookEndpoints } = stripe.client();
    const [endpoint] = (await webhookEndpoints.list()).data;
    await webhookEndpoints.update(endpoint?.id ?? "", { enabled_events: ["*"], disabled: true });
    await setUpStripe(settings());
    const { enabled_events: events, status } = await webhookEndpoints.retrieve(endpoint?.id ?? "");
    expect([status, events.includes("*")]).toEqual(["enabled", false]);
  });

  test("says what is missing", async () => {
    await expect(setUpStripe(settings({ secretKeys: {} }))).rejects.toThrow("STRIPE_SECRET_KEY_TEST");
    const free = { unitAmount: 0, currency: "usd" };
    await expect(setUpStripe(settings({ plan: free }))).rejects.toThrow("PLAN_UNIT_AMOUNT");
  });
});
