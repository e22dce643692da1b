import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { day, monthlyPrice, payingCustomer, refusalOf, startTime, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
const success_url = "https://example.com/done?session={CHECKOUT_SESSION_ID}";

async function page(url: string) {
  const answer = await fetch(url, { redirect: "manual" });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("Location") };
}

/** What a browser does with a form. */
async function submit(url: string, fields: Record<string, string>) {
  const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
  return { status: answer.status, text: await answer.text(), location: answer.headers.get("Location") };
}

async function checkout(more: object = {}): Promise<Stripe.Checkout.Session & { url: string }> {
  const price = await monthlyPrice(world.stripe);
  const session = await world.stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: price.id, quantity: 1 }],
    success_url,
    ...more,
  });
  return session as Stripe.Checkout.Session & { url: string };
}

const ada = { email: "ada@example.com", name: "Ada" };

describe("the Checkout page", () => {
  test("shows what is due, takes the test card and leads to the success URL with the session's id", async () => {
    const session = await checkout();
    const shown = await page(session.url);
    expect(shown.text).toContain("29.00 USD");
    const paid = await submit(session.url, { ...ada, number: "4242 4242 4242 4242" });
    expect(paid).toMatchObject({ status: 303, location: `https://example.com/done?session=${session.id}` });
    expect(await world.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "complete",
      customer_details: ada,
    });
    expect((await page(session.url)).text).toContain("complete");
  });

  test("says why a card was declined, and stays", async () => {
    const session = await checkout();
    const declined = await submit(session.url, { ...ada, number: "4000000000009995" });
    expect(declined.status).toBe(402);
    expect(declined.text).toContain("insufficient funds");
    expect((await submit(session.url, { ...ada, number: "1234" })).text).toContain("test numbers");
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  });

  test("leads over the bank when the card asks for it, and pays only when confirmed there", async () => {
    const session = await checkout();
    const asked = await submit(session.url, { ...ada, number: "4000 0027 6000 3184" });
    const bank = new URL(asked.location ?? "", world.running.url).href;
    expect((await page(bank)).text).toContain("Your bank asks");
    await submit(bank, { answer: "fail" });
    expect((await world.stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    const again = await submit(session.url, { ...ada, number: "4000 0027 6000 3184" });
    const done = await submit(new URL(again.location ?? "", world.running.url).href, { answer: "complete" });
    expect(done.location).toBe(`https://example.com/done?session=${session.id}`);
    expect(await world.stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
      status: "complete",
      payment_status: "paid",
    });
  });

  test("takes a promotion code where the session allows it", async () => {
    const coupon = await world.stripe.coupons.create({ percent_off: 50, duration: "forever" });
    await world.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "HALF" });
    const session = await checkout({ allow_promotion_codes: true });
    expect((await submit(`${session.url}/promotion`, { code: "NONE" })).status).toBe(400);
    await submit(`${session.url}/promotion`, { code: "HALF" });
    expect((await page(session.url)).text).toContain("14.50 USD");
    const closed = await checkout();
    expect((await submit(`${closed.url}/promotion`, { code: "HALF" })).status).toBe(400);
  });

  test("of a saved card that fails at renewal makes the subscription past due", async () => {
    const session = await checkout({ subscription_data: { trial_period_days: 7 } });
    await submit(session.url, { ...ada, number: "4000000000000341" });
    world.advance(7 * day + 3600);
    expect((await world.stripe.subscriptions.list()).data[0]?.status).toBe("past_due");
  });

  test("escapes what others wrote", async () => {
    const price = await monthlyPrice(world.stripe, 100, { product_data: { name: "<script>x</script>" } });
    const session = await checkout({ line_items: [{ price: price.id, quantity: 1 }] });
    expect((await page(session.url)).text).not.toContain("<script>");
  });
});

describe("the billing portal", () => {
  async function portal(flow?: (subscription: Stripe.Subscription, bigger: string) => object) {
    const { stripe } = world;
    const product = await stripe.products.create({ name: "Pro" });
    const [small, bigger] = [
      await monthlyPrice(stripe, 2900, { product: product.id, product_data: undefined }),
      await monthlyPrice(stripe, 9900, { product: product.id, product_data: undefined }),
    ];
    const customer = await payingCustomer(stripe);
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: small.id }] });
    const configuration = await stripe.billingPortal.configurations.create({
      features: {
        subscription_update: {
          enabled: true,
          default_allowed_updates: ["price"],
          products: [{ product: product.id, prices: [small.id, bigger.id] }],
          proration_behavior: "always_invoice",
        },
        subscription_cancel: { enabled: true, mode: "at_period_end" },
        payment_method_update: { enabled: true },
        invoice_history: { enabled: true },
      },
    });
    const session = await stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: configuration.id,
      return_url: "https://example.com/account",
      ...(flow ? { flow_data: flow(subscription, bigger.id) as never } : {}),
    });
    return { session, subscription, bigger, customer };
  }

  const now = (id: string) => world.stripe.subscriptions.retrieve(id);

  test("changes the plan and bills the difference", async () => {
    const { session, subscription, bigger } = await portal();
    expect((await page(session.url)).text).toContain("99.00 USD");
    world.advance(15 * day + day / 2);
    await submit(session.url, { action: "update", subscription: subscription.id, price: bigger.id });
    expect((await now(subscription.id)).items.data[0]?.price.id).toBe(bigger.id);
    expect((await world.stripe.invoices.list()).data[0]).toMatchObject({ status: "paid", total: 3500 });
  });

  test("leaves the plan alone when the card fails", async () => {
    const { session, subscription, bigger } = await portal();
    await submit(session.url, { action: "payment_method", number: "4000000000000341" });
    const refused = await submit(session.url, { action: "update", subscription: subscription.id, price: bigger.id });
    expect(refused.status).toBe(402);
    expect(await now(subscription.id)).toMatchObject({
      pending_update: null,
      status: "active",
      items: { data: [{ price: { unit_amount: 2900 } }] },
    });
  });

  test("cancels with the period by cancel_at alone, and can undo it", async () => {
    const { session, subscription } = await portal();
    await submit(session.url, { action: "cancel", subscription: subscription.id });
    expect(await now(subscription.id)).toMatchObject({
      cancel_at: startTime + 31 * day,
      cancel_at_period_end: false,
      status: "active",
    });
    await submit(session.url, { action: "resume", subscription: subscription.id });
    expect(await now(subscription.id)).toMatchObject({ cancel_at: null, canceled_at: null });
    await submit(session.url, { action: "cancel", subscription: subscription.id });
    world.advance(31 * day);
    expect((await now(subscription.id)).status).toBe("canceled");
  });

  test("shows one thing only in a flow, and returns where it says", async () => {
    const { session, subscription, bigger } = await portal((one, price) => ({
      type: "subscription_update_confirm",
      subscription_update_confirm: { subscription: one.id, items: [{ id: one.items.data[0]?.id, price, quantity: 1 }] },
      after_completion: { type: "redirect", redirect: { return_url: "https://example.com/changed" } },
    }));
    const shown = (await page(session.url)).text;
    expect(shown).toContain("Confirm the new plan");
    expect(shown).toContain("70.00 USD");
    expect(shown).not.toContain("Cancel the subscription");
    const done = await submit(session.url, { action: "update", subscription: subscription.id, price: bigger.id });
    expect(done.location).toBe("https://example.com/changed");
  });

  test("does nothing to another customer's subscription", async () => {
    const { session } = await portal();
    const { subscription: foreign } = await portal();
    expect((await submit(session.url, { action: "cancel", subscription: foreign.id })).status).toBe(402);
    expect((await now(foreign.id)).cancel_at).toBeNull();
  });

  test("leads back to addresses only", async () => {
    const { customer } = await portal();
    const session = world.stripe.billingPortal.sessions.create({ customer: customer.id, return_url: "javascript:x" });
    expect(await refusalOf(session)).toMatchObject({ code: "url_invalid", param: "return_url" });
  });

  test("needs a configuration", async () => {
    const customer = await world.stripe.customers.create({});
    expect(await refusalOf(world.stripe.billingPortal.sessions.create({ customer: customer.id }))).toMatchObject({
      statusCode: 400,
    });
  });
});

describe("the hosted invoice", () => {
  test("brings a past due subscription back to life when it is paid there with another card", async () => {
    const { stripe } = world;
    const price = await monthlyPrice(stripe);
    const customer = await payingCustomer(stripe);
    const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const failing = await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer: customer.id });
    await stripe.subscriptions.update(subscription.id, { default_payment_method: failing.id });
    world.advance(31 * day + 7200);
    const [invoice] = (await stripe.invoices.list({ subscription: subscription.id, status: "open" })).data;
    const url = invoice?.hosted_invoice_url ?? "";
    expect((await page(url)).text).toContain("29.00 USD");
    const declined = await submit(url, { number: "4000000000000341" });
    expect(declined).toMatchObject({ status: 402, text: expect.stringContaining("Your card was declined.") });
    expect(await stripe.invoices.retrieve(invoice?.id ?? "")).toMatchObject({ status: "open", attempt_count: 1 });
    const asked = await submit(url, { number: "4000002760003184" });
    const done = await submit(new URL(asked.location ?? "", url).href, { answer: "complete" });
    expect(done.location).toBe(url);
    expect((await page(url)).text).not.toContain("Card number");
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    expect((await submit(url, { number: "4242424242424242" })).text).toContain("This invoice is paid.");
  });
});

describe("the Connect authorize page", () => {
  function authorizeUrl(more: Record<string, string> = {}): string {
    const { sandbox, url } = world.running;
    const query = {
      response_type: "code",
      client_id: sandbox.accounts.platform.clientId.test,
      scope: "read_write",
      state: "s1",
      redirect_uri: "https://example.com/back",
      ...more,
    };
    return `${url}/oauth/authorize?${new URLSearchParams(query)}`;
  }

  test("makes an account and returns a code that the SDK can exchange", async () => {
    expect((await page(authorizeUrl())).text).toContain("A new account");
    const agreed = await submit(authorizeUrl(), { answer: "allow", name: "Ada's shop" });
    const { searchParams } = new URL(agreed.location ?? "");
    expect(searchParams.get("state")).toBe("s1");
    const token = await world.stripe.oauth.token({
      grant_type: "authorization_code",
      code: searchParams.get("code") ?? "",
    });
    expect(token.scope).toBe("read_write");
  });

  test("returns the denial with the state", async () => {
    const denied = await submit(authorizeUrl(), { answer: "deny" });
    expect(Object.fromEntries(new URL(denied.location ?? "").searchParams)).toMatchObject({
      error: "access_denied",
      state: "s1",
    });
  });

  test("never redirects for a client it does not know", async () => {
    expect(await page(authorizeUrl({ client_id: "ca_other" }))).toMatchObject({ status: 400, location: null });
  });
});

describe("the control page", () => {
  test("shows the clock and moves it", async () => {
    const { url, sandbox } = world.running;
    expect((await page(`${url}/_sandbox`)).text).toContain("2026-01-15 12:00:00 UTC");
    await submit(`${url}/_sandbox/page/clock`, { days: "31" });
    expect(sandbox.clock.now()).toBe(startTime + 31 * day);
  });

  test("answers bad control calls with a reason", async () => {
    expect(await world.control("/clock", { to: 1 })).toEqual({ error: "The clock does not go back" });
    expect(await world.control("/faults", { kind: "earthquake" })).toMatchObject({
      error: expect.stringContaining("match"),
    });
  });
});
