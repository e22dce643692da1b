/** What a store asks of its payer, and what its completed session says of them. */
import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { day, monthlyPrice, refusalOf, startTime, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
const success_url = "https://example.com/done";
const mug = { currency: "eur", unit_amount: 1500, product_data: { name: "Mug" } };

async function cart(more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Promise<Stripe.Checkout.Session> {
  return world.stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ price_data: mug, quantity: 1 }],
    success_url,
    ...more,
  });
}

const fresh = (id: string) => world.stripe.checkout.sessions.retrieve(id);
const shippable: Partial<Stripe.Checkout.SessionCreateParams> = {
  shipping_address_collection: { allowed_countries: ["DE", "FR"] },
  phone_number_collection: { enabled: true },
};
const address = {
  "shipping[name]": "Ada Lovelace",
  "shipping[address][line1]": "Hauptstr. 1",
  "shipping[address][postal_code]": "10115",
  "shipping[address][city]": "Berlin",
  "shipping[address][country]": "DE",
};
const shown = { line1: "Hauptstr. 1", line2: null, postal_code: "10115", city: "Berlin", state: null, country: "DE" };

describe("a cart that is shipped", () => {
  test("says to whom, where and under which number", async () => {
    const session = await cart(shippable);
    expect(session).toMatchObject({
      ...shippable,
      collected_information: null,
      customer_details: null,
    });
    await world.pay(session, { ...address, phone: "+49 30 901820" });
    const paid = await fresh(session.id);
    expect(paid).toMatchObject({
      status: "complete",
      collected_information: { shipping_details: { name: "Ada Lovelace", address: shown } },
      customer_details: { email: "ada@example.com", name: "Ada Lovelace", phone: "+4930901820" },
    });
    const intent = await world.stripe.paymentIntents.retrieve(paid.payment_intent as string, {
      expand: ["latest_charge"],
    });
    const shipping = { name: "Ada Lovelace", phone: "+4930901820", address: shown };
    expect(intent).toMatchObject({ shipping, latest_charge: { shipping } });
  });

  test("is not paid while the address or the number is missing, wrong or not served", async () => {
    const session = await cart(shippable);
    const phone = "+4930901820";
    const { "shipping[name]": _name, ...nameless } = address;
    const refusals: [Record<string, string>, string][] = [
      [{ phone }, "shipping"],
      [{ phone, ...nameless }, "shipping[name]"],
      [{ phone, ...address, "shipping[address][line1]": " " }, "shipping[address][line1]"],
      [{ phone, ...address, "shipping[address][country]": "US" }, "shipping[address][country]"],
      [address, "phone"],
      [{ ...address, phone: "030 901820" }, "phone"],
    ];
    for (const [fields, param] of refusals) {
      expect(await world.pay(session, fields)).toMatchObject({ status: 400, body: { error: { param } } });
    }
    expect(await fresh(session.id)).toMatchObject({ status: "open", payment_intent: null });
  });

  test("takes no address that it did not ask for", async () => {
    expect((await world.pay(await cart(), address)).body.error?.param).toBe("shipping");
    expect((await world.pay(await cart(), { phone: "+4930901820" })).body.error?.param).toBe("phone");
  });

  test("writes to a known customer only what it was allowed to", async () => {
    const silent = await world.stripe.customers.create({ email: "bo@example.com" });
    const open = await world.stripe.customers.create({ name: "Bo" });
    const pays = { ...address, phone: "+4930901820", name: "Bo Derek" };
    await world.pay(await cart({ ...shippable, customer: silent.id }), pays);
    const willing = { shipping: "auto", name: "auto" } as const;
    await world.pay(await cart({ ...shippable, customer: open.id, customer_update: willing }), pays);
    expect(await world.stripe.customers.retrieve(silent.id)).toMatchObject({
      email: "bo@example.com",
      name: null,
      shipping: null,
    });
    expect(await world.stripe.customers.retrieve(open.id)).toMatchObject({
      email: "ada@example.com",
      name: "Bo Derek",
      shipping: { name: "Ada Lovelace", address: shown },
    });
    expect(await refusalOf(cart({ customer_update: willing }))).toMatchObject({ param: "customer_update" });
  });

  test("makes a customer who knows the address when it shall", async () => {
    const session = await cart({ ...shippable, customer_creation: "always" });
    await world.pay(session, { ...address, phone: "+4930901820" });
    const { customer } = await fresh(session.id);
    expect(await world.stripe.customers.retrieve(customer as string)).toMatchObject({
      email: "ada@example.com",
      name: "Ada Lovelace",
      phone: "+4930901820",
      shipping: { address: shown },
    });
  });
});

describe("the payer of a session", () => {
  test("has the e-mail of the customer, else of the session, else what was typed", async () => {
    const customer = await world.stripe.customers.create({ email: "bo@example.com", name: "Bo" });
    const cases: [Partial<Stripe.Checkout.SessionCreateParams>, string, string | null][] = [
      [{ customer: customer.id }, "bo@example.com", "Bo"],
      [{ customer_email: "cy@example.com" }, "cy@example.com", null],
      [{}, "ada@example.com", null],
    ];
    for (const [more, email, name] of cases) {
      const session = await cart(more);
      expect(session.customer_details?.email).toBe(email === "ada@example.com" ? undefined : email);
      await world.pay(session);
      expect((await fresh(session.id)).customer_details).toMatchObject({ email, name });
    }
  });

  test("must have an e-mail", async () => {
    const refused = await world.pay(await cart(), { email: "" });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "parameter_missing", param: "email" } } });
    expect((await world.pay(await cart(), { email: "ada" })).body.error).toMatchObject({ code: "email_invalid" });
    expect(await refusalOf(cart({ customer_email: "ada" }))).toMatchObject({ param: "customer_email" });
  });

  test("gives a billing address where it is required", async () => {
    const session = await cart({ billing_address_collection: "required" });
    expect((await world.pay(session)).body.error?.param).toBe("billing[address][line1]");
    await world.pay(session, { "billing[address][line1]": "1 Main St", "billing[address][country]": "US" });
    expect(await fresh(session.id)).toMatchObject({
      billing_address_collection: "required",
      customer_details: { address: { line1: "1 Main St", country: "US" } },
    });
  });
});

describe("a cart with an invoice", () => {
  const wanted = { enabled: true, invoice_data: { description: "Order 1", metadata: { order: "1" } } };

  test("has it paid by the same payment, for a customer of its own", async () => {
    const coupon = await world.stripe.coupons.create({ percent_off: 20, duration: "once" });
    const session = await cart({ invoice_creation: wanted, discounts: [{ coupon: coupon.id }] });
    expect(session).toMatchObject({ invoice: null, invoice_creation: wanted });
    await world.pay(session);
    const paid = await fresh(session.id);
    const invoice = await world.stripe.invoices.retrieve(paid.invoice as string, { expand: ["payments"] });
    expect(invoice).toMatchObject({
      status: "paid",
      total: 1200,
      amount_paid: 1200,
      billing_reason: "manual",
      customer: paid.customer,
      description: "Order 1",
      metadata: { order: "1" },
      parent: null,
      payments: { data: [{ status: "paid", payment: { payment_intent: paid.payment_intent } }] },
    });
    expect((await world.stripe.paymentIntents.list()).data).toHaveLength(1);
    expect((await world.stripe.coupons.retrieve(coupon.id)).times_redeemed).toBe(1);
  });

  test("leaves the customer's balance alone, and waits for a debit to settle", async () => {
    const customer = await world.stripe.customers.create({ email: "bo@example.com", balance: -500 });
    const session = await cart({ invoice_creation: wanted, customer: customer.id });
    await world.pay(session, { payment_method: "pm_usBankAccount_success" });
    expect((await fresh(session.id)).invoice).toBeNull();
    world.advance(5 * day);
    const { invoice } = await fresh(session.id);
    expect(await world.stripe.invoices.retrieve(invoice as string)).toMatchObject({
      status: "paid",
      amount_paid: 1500,
    });
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: -500 });
  });
});

describe("what a shop's code sends", () => {
  test("comes back on the session, and its metadata on the payment", async () => {
    const session = await cart({
      client_reference_id: "order_1",
      metadata: { order: "1" },
      payment_intent_data: { metadata: { order: "1" }, description: "Order 1" },
      expires_at: startTime + 3600,
      invoice_creation: { enabled: false },
      allow_promotion_codes: true,
    });
    await world.pay(session);
    const paid = await fresh(session.id);
    expect(paid).toMatchObject({ client_reference_id: "order_1", metadata: { order: "1" }, invoice: null });
    expect(await world.stripe.paymentIntents.retrieve(paid.payment_intent as string)).toMatchObject({
      metadata: { order: "1" },
      description: "Order 1",
    });
  });

  test("may have a hundred lines, and not one more", async () => {
    const lines = (count: number) => Array.from({ length: count }, () => ({ price_data: mug, quantity: 2 }));
    const session = await cart({ line_items: lines(100) });
    expect(session.amount_total).toBe(300_000);
    expect((await world.pay(session, { expected_amount: "300000" })).body.status).toBe("complete");
    expect(await refusalOf(cart({ line_items: lines(101) }))).toMatchObject({ param: "line_items" });
  });

  test("sets an expiry between 30 minutes and 24 hours of business time", async () => {
    world.advance(40 * day);
    const now = startTime + 40 * day;
    expect((await cart()).expires_at).toBe(now + day);
    expect((await cart({ expires_at: now + 1800 })).expires_at).toBe(now + 1800);
    expect((await cart({ expires_at: now + day })).expires_at).toBe(now + day);
    for (const expires_at of [now + 1200, now + day + 3600, startTime]) {
      expect(await refusalOf(cart({ expires_at }))).toMatchObject({ param: "expires_at" });
    }
  });

  test("is refused clearly where the sandbox would have to invent", async () => {
    const issuer = { type: "self" } as const;
    const refused = await refusalOf(cart({ invoice_creation: { enabled: true, invoice_data: { issuer } } }));
    expect(refused).toMatchObject({ statusCode: 501, code: "sandbox_not_simulated" });
    for (const url of ["nowhere", "javascript:alert(1)", "data:text/html,x"]) {
      expect(await refusalOf(cart({ success_url: url }))).toMatchObject({ code: "url_invalid", param: "success_url" });
    }
    const monthly = await monthlyPrice(world.stripe);
    const signUp = cart({
      mode: "subscription",
      line_items: [{ price: monthly.id, quantity: 1 }],
      customer_creation: "always",
    });
    expect(await refusalOf(signUp)).toMatchObject({ statusCode: 400, param: "customer_creation" });
  });
});
