import Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

async function newAccount(): Promise<string> {
  return ((await world.control("/accounts", { name: "Ada's shop" })) as { id: string }).id;
}

async function grant(account: string, livemode = false): Promise<string> {
  return ((await world.control(`/accounts/${account}/grant`, { livemode })) as { code: string }).code;
}

function exchange(code: string, stripe = world.stripe) {
  return stripe.oauth.token({ grant_type: "authorization_code", code });
}

describe("connecting an account", () => {
  test("gives the platform its data by Stripe-Account, apart from its own", async () => {
    const account = await newAccount();
    const token = await exchange(await grant(account));
    expect(token).toMatchObject({
      stripe_user_id: account,
      livemode: false,
      scope: "read_write",
      token_type: "bearer",
    });
    await world.stripe.products.create({ name: "Hers" }, { stripeAccount: account });
    expect((await world.stripe.products.list()).data).toEqual([]);
    expect((await world.stripe.products.list({}, { stripeAccount: account })).data).toMatchObject([{ name: "Hers" }]);
    expect(await world.stripe.accounts.retrieve(account)).toMatchObject({ id: account, type: "standard" });
  });

  test("is needed before anything can be done with it", async () => {
    const error = await refusalOf(world.stripe.products.list({}, { stripeAccount: await newAccount() }));
    expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(error).toMatchObject({ statusCode: 403, code: "account_invalid" });
  });

  test("in live mode also opens its test data, and not the other way round", async () => {
    const live = world.sdk(world.running.sandbox.accounts.platform.secretKey.live);
    const account = await newAccount();
    await exchange(await grant(account, true), live);
    await world.stripe.products.create({ name: "Test" }, { stripeAccount: account });
    expect((await live.products.list({}, { stripeAccount: account })).data).toEqual([]);
    const testOnly = await newAccount();
    await exchange(await grant(testOnly));
    expect(await refusalOf(live.products.list({}, { stripeAccount: testOnly }))).toMatchObject({ statusCode: 403 });
  });

  test("with a code of the other mode is refused", async () => {
    const error = await refusalOf(exchange(await grant(await newAccount(), true)));
    expect(error).toMatchObject({ type: "StripeInvalidGrantError" });
  });

  test("with a code that was used revokes what the code had granted", async () => {
    const account = await newAccount();
    const code = await grant(account);
    await exchange(code);
    expect(await refusalOf(exchange(code))).toMatchObject({ type: "StripeInvalidGrantError" });
    expect(await refusalOf(world.stripe.products.list({}, { stripeAccount: account }))).toMatchObject({
      code: "account_invalid",
    });
  });
});

describe("deauthorizing", () => {
  test("ends access and is told to the platform once, with an application", async () => {
    const account = await newAccount();
    await exchange(await grant(account));
    await world.stripe.oauth.deauthorize({
      client_id: world.running.sandbox.accounts.platform.clientId.test,
      stripe_user_id: account,
    });
    expect(await refusalOf(world.stripe.events.list({}, { stripeAccount: account }))).toMatchObject({
      code: "account_invalid",
    });
    const events = [...world.running.sandbox.books({ account, livemode: false }).walk("event")];
    expect(events[0]).toMatchObject({
      type: "account.application.deauthorized",
      account,
      data: { object: { object: "application" } },
    });
  });

  test("of an account that is not connected is refused", async () => {
    const call = world.stripe.oauth.deauthorize({ client_id: "ca_sandboxtest", stripe_user_id: await newAccount() });
    expect(await refusalOf(call)).toMatchObject({ type: "StripeInvalidClientError" });
  });
});
