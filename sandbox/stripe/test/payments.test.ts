import { describe, expect, test } from "vitest";
import { day, payingCustomer, refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
const amount = { amount: 2000, currency: "usd" };

describe("a payment intent", () => {
  test("is confirmed later, with the method given then", async () => {
    const intent = await world.stripe.paymentIntents.create({ ...amount, metadata: { order: "1" } });
    expect(intent).toMatchObject({ status: "requires_payment_method", metadata: { order: "1" } });
    const paid = await world.stripe.paymentIntents.confirm(intent.id, {
      payment_method: "pm_card_visa",
      return_url: "https://example.com",
    });
    expect(paid).toMatchObject({ status: "succeeded", amount_received: 2000 });
    const charge = await world.stripe.charges.retrieve(paid.latest_charge as string, { expand: ["refunds"] });
    expect(charge).toMatchObject({
      paid: true,
      captured: true,
      payment_method_details: { card: { brand: "visa", last4: "4242" } },
    });
  });

  test("held back is captured in part, once", async () => {
    const held = await world.stripe.paymentIntents.create({
      ...amount,
      capture_method: "manual",
      payment_method: "pm_card_visa",
      confirm: true,
    });
    expect(held).toMatchObject({ status: "requires_capture", amount_capturable: 2000, amount_received: 0 });
    const captured = await world.stripe.paymentIntents.capture(held.id, { amount_to_capture: 1500 });
    expect(captured).toMatchObject({ status: "succeeded", amount_received: 1500 });
    expect(await refusalOf(world.stripe.paymentIntents.capture(held.id))).toMatchObject({
      code: "payment_intent_unexpected_state",
    });
  });

  test("can be changed and cancelled until it is paid", async () => {
    const { id } = await world.stripe.paymentIntents.create(amount);
    expect((await world.stripe.paymentIntents.update(id, { amount: 3000 })).amount).toBe(3000);
    expect(await world.stripe.paymentIntents.cancel(id, { cancellation_reason: "abandoned" })).toMatchObject({
      status: "canceled",
      cancellation_reason: "abandoned",
    });
    expect(await refusalOf(world.stripe.paymentIntents.confirm(id, { payment_method: "pm_card_visa" }))).toMatchObject({
      statusCode: 400,
    });
  });

  test("below Stripe's minimum is refused", async () => {
    expect(await refusalOf(world.stripe.paymentIntents.create({ amount: 49, currency: "usd" }))).toMatchObject({
      code: "amount_too_small",
    });
  });

  test("that the bank must confirm waits, and names the page", async () => {
    const intent = await world.stripe.paymentIntents.create({
      ...amount,
      payment_method: "pm_card_authenticationRequired",
      confirm: true,
      return_url: "https://example.com",
    });
    expect(intent).toMatchObject({ status: "requires_action", next_action: { type: "redirect_to_url" } });
  });
});

describe("a payment method", () => {
  test("belongs to one customer, and no longer after detaching", async () => {
    const customer = await payingCustomer(world.stripe);
    const [card] = (await world.stripe.paymentMethods.list({ customer: customer.id })).data;
    const other = await world.stripe.customers.create({});
    expect(await refusalOf(world.stripe.paymentMethods.attach(card?.id ?? "", { customer: other.id }))).toMatchObject({
      statusCode: 400,
    });
    await world.stripe.paymentMethods.update(card?.id ?? "", {
      billing_details: { name: "Ada" },
      metadata: { a: "1" },
    });
    expect((await world.stripe.paymentMethods.detach(card?.id ?? "")).customer).toBeNull();
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({
      invoice_settings: { default_payment_method: null },
    });
    expect((await world.stripe.customers.listPaymentMethods(customer.id)).data).toEqual([]);
  });

  test("from a raw card number is refused, from a bank's test number is made", async () => {
    const raw = {
      type: "card" as const,
      card: { number: "4242424242424242", exp_month: 12, exp_year: 2040, cvc: "123" },
    };
    expect(await refusalOf(world.stripe.paymentMethods.create(raw))).toMatchObject({ statusCode: 402 });
    const bank = await world.stripe.paymentMethods.create({
      type: "us_bank_account",
      us_bank_account: {
        account_number: "000123456789",
        routing_number: "110000000",
        account_holder_type: "individual",
      },
    });
    expect(bank.us_bank_account?.last4).toBe("6789");
  });

  test("that is always declined cannot even be attached", async () => {
    const customer = await world.stripe.customers.create({});
    expect(
      await refusalOf(world.stripe.paymentMethods.attach("pm_card_chargeDeclined", { customer: customer.id })),
    ).toMatchObject({ code: "card_declined" });
  });
});

describe("a customer", () => {
  test("is found by e-mail, changed, and answers as deleted afterwards", async () => {
    const { id } = await world.stripe.customers.create({
      email: "ada@example.com",
      name: "Ada",
      address: { city: "London" },
    });
    await world.stripe.customers.create({ email: "bob@example.com" });
    expect((await world.stripe.customers.list({ email: "ada@example.com" })).data.map((one) => one.id)).toEqual([id]);
    await world.stripe.customers.update(id, { name: "Ada L.", phone: "1" });
    expect(await world.stripe.customers.retrieve(id)).toMatchObject({ name: "Ada L.", phone: "1" });
    await world.stripe.customers.del(id);
    expect(await world.stripe.customers.retrieve(id)).toEqual(expect.objectContaining({ id, deleted: true }));
    expect(await refusalOf(world.stripe.customers.update(id, { name: "x" }))).toMatchObject({
      code: "resource_missing",
    });
  });
});

describe("an invoice made by hand", () => {
  test("takes its items, is finalized, paid and refunded", async () => {
    const customer = await payingCustomer(world.stripe);
    await world.stripe.invoiceItems.create({
      customer: customer.id,
      amount: 500,
      currency: "usd",
      description: "Setup",
    });
    const draft = await world.stripe.invoices.create({
      customer: customer.id,
      pending_invoice_items_behavior: "include",
    });
    expect(draft).toMatchObject({ status: "draft", total: 500, number: null });
    await world.stripe.invoiceItems.create({
      customer: customer.id,
      invoice: draft.id ?? "",
      amount: 250,
      currency: "usd",
    });
    const open = await world.stripe.invoices.finalizeInvoice(draft.id ?? "");
    expect(open).toMatchObject({
      status: "open",
      total: 750,
      amount_due: 750,
      number: expect.stringMatching(/-0001$/),
    });
    expect(await refusalOf(world.stripe.invoices.del(draft.id ?? ""))).toMatchObject({ statusCode: 400 });
    const paid = await world.stripe.invoices.pay(draft.id ?? "");
    expect(paid).toMatchObject({ status: "paid", amount_paid: 750, amount_remaining: 0 });
    expect((await world.stripe.invoices.listLineItems(draft.id ?? "")).data).toHaveLength(2);
    const [payment] = (await world.stripe.invoicePayments.list({ invoice: draft.id ?? "" })).data;
    const payment_intent = payment?.payment.payment_intent as string;
    expect((await world.stripe.refunds.create({ payment_intent, reason: "requested_by_customer" })).amount).toBe(750);
    expect(await refusalOf(world.stripe.invoices.pay(draft.id ?? ""))).toMatchObject({ code: "invoice_already_paid" });
  });

  test("can be voided or written off while it is open", async () => {
    const customer = await payingCustomer(world.stripe);
    const open = async () => {
      await world.stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: "usd" });
      const draft = await world.stripe.invoices.create({
        customer: customer.id,
        pending_invoice_items_behavior: "include",
      });
      return world.stripe.invoices.finalizeInvoice(draft.id ?? "");
    };
    expect((await world.stripe.invoices.voidInvoice((await open()).id ?? "")).status).toBe("void");
    expect((await world.stripe.invoices.markUncollectible((await open()).id ?? "")).status).toBe("uncollectible");
  });

  test("uses up a customer's credit before the card", async () => {
    const customer = await payingCustomer(world.stripe);
    await world.stripe.customers.update(customer.id, { balance: -300 });
    await world.stripe.invoiceItems.create({ customer: customer.id, amount: 500, currency: "usd" });
    const draft = await world.stripe.invoices.create({
      customer: customer.id,
      pending_invoice_items_behavior: "include",
    });
    expect(await world.stripe.invoices.pay(draft.id ?? "")).toMatchObject({
      total: 500,
      amount_due: 200,
      amount_paid: 200,
      starting_balance: -300,
      ending_balance: 0,
    });
    expect(await world.stripe.customers.retrieve(customer.id)).toMatchObject({ balance: 0 });
  });
});

describe("coupons and codes", () => {
  test("are refused when they make no sense, are used up or are over", async () => {
    const { coupons, promotionCodes } = world.stripe;
    expect(await refusalOf(coupons.create({ duration: "once" }))).toMatchObject({ param: "percent_off" });
    expect(await refusalOf(coupons.create({ amount_off: 100 }))).toMatchObject({ param: "currency" });
    const coupon = await coupons.create({
      id: "FIVE",
      amount_off: 500,
      currency: "usd",
      duration: "forever",
      max_redemptions: 1,
    });
    const code = await promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "five" });
    expect(
      await refusalOf(promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "five" })),
    ).toMatchObject({ param: "code" });
    await promotionCodes.update(code.id, { active: false });
    expect((await promotionCodes.list({ active: true })).data).toEqual([]);
    await coupons.update("FIVE", { name: "Five off" });
    await coupons.del("FIVE");
    expect(await refusalOf(coupons.retrieve("FIVE"))).toMatchObject({ statusCode: 404 });
  });
});

describe("events", () => {
  test("can be listed by type and pattern, and are gone after 30 days", async () => {
    await world.stripe.products.create({ name: "Pro" });
    await world.stripe.customers.create({});
    expect((await world.stripe.events.list({ type: "product.*" })).data.map(({ type }) => type)).toEqual([
      "product.created",
    ]);
    expect((await world.stripe.events.list({ types: ["customer.created"] })).data).toHaveLength(1);
    const [event] = (await world.stripe.events.list()).data;
    expect((await world.stripe.events.retrieve(event?.id ?? "")).request?.id).toMatch(/^req_/);
    world.advance(31 * day);
    expect((await world.stripe.events.list()).data).toEqual([]);
    expect(await refusalOf(world.stripe.events.retrieve(event?.id ?? ""))).toMatchObject({ statusCode: 404 });
  });
});
