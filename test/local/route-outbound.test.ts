/** Where a Worker's request to the outside goes on this machine. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Providers, startProviders } from "../../scripts/local/providers/start-providers.ts";

describe("a Worker's request to the outside", () => {
  let providers: Providers;
  beforeAll(async () => {
    providers = await startProviders({ stripePort: 0, clerkPort: 0, frontendUrl: "http://localhost:5173" });
  });
  afterAll(() => providers.stop());

  test.each(["https://api.stripe.com/v1/customers", "https://connect.stripe.com/v1/customers"])(
    "to %s reaches the sandbox Stripe as it was sent",
    async (url) => {
      const answer = await providers.outbound(
        new Request(url, {
          method: "POST",
          headers: { Authorization: `Bearer ${providers.stripe.sandbox.accounts.platform.secretKey.test}` },
          body: new URLSearchParams({ name: "Ada" }),
        }),
      );
      expect(answer.headers.get("Request-Id")).toMatch(/^req_/);
      expect(await answer.json()).toMatchObject({ object: "customer", name: "Ada", livemode: false });
    },
  );

  test("to api.clerk.com reaches the sandbox Clerk, and a refusal stays one", async () => {
    const { secretKey } = providers.clerk.instance("dream-api");
    const ask = (key: string) =>
      providers.outbound(
        new Request("https://api.clerk.com/v1/users/count", { headers: { Authorization: `Bearer ${key}` } }),
      );
    expect(await (await ask(secretKey)).json()).toMatchObject({ object: "total_count", total_count: 0 });
    expect((await ask("sk_test_foreign")).status).toBe(401);
  });

  test.each(["https://example.com/", "http://169.254.169.254/latest", "https://api.stripe.com.evil.test/v1"])(
    "to %s is refused",
    async (url) => {
      const answer = await providers.outbound(new Request(url));
      expect(answer.status).toBe(502);
      expect(await answer.text()).toContain(new URL(url).host);
    },
  );
});
