import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { day, monthlyPrice, refusalOf, startTime, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();
const urls = {
  success_url: "https://example.com/done?session={CHECKOUT_SESSION_ID}",
  cancel_url: "https://example.com/cart",
};

async function oneTimePrice(unit_amount = 1500): Promise<Stripe.Price> {
  return world.stripe.prices.create({ currency: "usd", unit_amount, product_data: { name: "Mug" } });
}

async function cart(more: object = {}): Promise<Stripe.Checkout.Session> {
  const price = await oneTimePrice();
  return world.stripe.checkout.sessions.create({
    mode: "payment",
    line_items: [{ price: price.id, quantity: 2 }],
    ...urls,
    ...more,
  });
}

async function signUp(more: object = {}): Promise<Stripe.Checkout.Session> {
  const price = await monthlyPrice(world.stripe);
  return world.stripe.checkout.sessions.create({
    mode: "subscription",
    line_items: [{ price: price.id, quantity: 1 }],
    customer_email: "ada@example.com",
    ...urls,
    ...more,
  });
}

const pay = (session: { id: string }, payment_method = "pm_card_visa") => world.pay(session, { payment_method });

function fresh(id: string) {
  return world.stripe.checkout.sessions.retrieve(id, { expand: ["line_items"] });
}

describe("a cart", () => {
  test("is paid once, and no customer is made", async () => {
    const session = await cart();
    expect(session).toMatchObject({ amount_total: 3000, status: "open", payment_status: "unpaid" });
    expect((await pay(session)).status).toBe(200);
    const paid = await fresh(session.id);
    expect(paid).toMatchObject({ status: "complete", payment_status: "paid", customer: null, url: null });
    expect(await world.stripe.paymentIntents.retrieve(paid.payment_intent as string)).toMatchObject({
      status: "succeeded",
      amount_received: 3000,
    });
    expect((await pay(session)).status).toBe(400);
    expect((await world.eventTypes()).filter((type) => type === "checkout.session.completed")).toHaveLength(1);
  });

  test("is completed by script with a token, as the page does it", async () => {
    const session = await cart();
    const method = await world.stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
    expect((await pay(session, method.id)).body.status).toBe("complete");
  });

  test("stays open when the card is declined, and can be paid with another", async () => {
    const session = await cart();
    const declined = await pay(session, "pm_card_chargeDeclined");
    expect(declined).toMatchObject({ status: 402, body: { error: { decline_code: "generic_decline" } } });
    expect((await fresh(session.id)).status).toBe("open");
    expect((await pay(session)).status).toBe(200);
    expect((await world.stripe.paymentIntents.list()).data).toHaveLength(1);
  });

  test("with an asynchronous debit completes unpaid and is paid days later", async () => {
    const session = await cart();
    await pay(session, "pm_usBankAccount_success");
    expect(await fresh(session.id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
    world.advance(5 * day);
    expect((await fresh(session.id)).payment_status).toBe("paid");
    expect(await world.eventTypes()).toContain("checkout.session.async_payment_succeeded");
  });

  test("with a debit that bounces tells so", async () => {
    const session = await cart();
    await pay(session, "pm_usBankAccount_insufficientFunds");
    world.advance(5 * day);
    expect((await fresh(session.id)).payment_status).toBe("unpaid");
    expect(await world.eventTypes()).toContain("checkout.session.async_payment_failed");
  });

  test("expires when its time is over, once, and not when it was paid", async () => {
    const expiring = await cart({ expires_at: startTime + 1800 });
    const paid = await cart({ expires_at: startTime + 1800 });
    await pay(paid);
    world.advance(1800);
    expect((await fresh(expiring.id)).status).toBe("expired");
    expect((await fresh(paid.id)).status).toBe("complete");
    expect((await world.eventTypes()).filter((type) => type === "checkout.session.expired")).toHaveLength(1);
    expect((await pay(expiring)).status).toBe(400);
  });

  test("can be expired early while it is open", async () => {
    const session = await cart();
    expect((await world.stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
    expect(await refusalOf(world.stripe.checkout.sessions.expire(session.id))).toMatchObject({ statusCode: 400 });
  });

  test("of twelve lines is listed in pages of ten", async () => {
    const lines = await Promise.all(
      Array.from({ length: 12 }, async () => ({ price: (await oneTimePrice()).id, quantity: 1 })),
    );
    const session = await cart({ line_items: lines });
    expect((await fresh(session.id)).line_items).toMatchObject({ has_more: true });
    const all = await world.stripe.checkout.sessions.listLineItems(session.id).autoPagingToArray({ limit: 100 });
    expect(all.map(({ price }) => price?.id)).toEqual(lines.map(({ price }) => price));
  });

  test("refuses what Checkout would not sell", async () => {
    const monthly = await monthlyPrice(world.stripe);
    expect(await refusalOf(cart({ line_items: [{ price: monthly.id, quantity: 1 }] }))).toMatchObject({
      param: "line_items[0][price]",
    });
    expect(await refusalOf(cart({ expires_at: startTime + 60 }))).toMatchObject({ param: "expires_at" });
    expect(await refusalOf(cart({ line_items: [] as never }))).toMatchObject({ code: "parameter_missing" });
  });

  test("can be refunded in parts until nothing is left", async () => {
    const session = await cart();
    await pay(session);
    const payment_intent = (await fresh(session.id)).payment_intent as string;
    await world.stripe.refunds.create({ payment_intent, amount: 1000 });
    const [charge] = (await world.stripe.charges.list({ payment_intent })).data;
    expect(charge).toMatchObject({ amount_refunded: 1000, refunded: false });
    expect(await refusalOf(world.stripe.refunds.create({ payment_intent, amount: 2001 }))).toMatchObject({
      param: "amount",
    });
    await world.stripe.refunds.create({ payment_intent });
    expect(await world.stripe.charges.retrieve(charge?.id ?? "")).toMatchObject({
      amount_refunded: 3000,
      refunded: true,
    });
    expect(await refusalOf(world.stripe.refunds.create({ payment_intent }))).toMatchObject({
      code: "charge_already_refunded",
    });
  });

  test("paid with the disputed card is disputed", async () => {
    await pay(await cart(), "pm_card_createDispute");
    expect((await world.stripe.disputes.list()).data).toMatchObject([{ amount: 3000, status: "needs_response" }]);
    expect(await world.eventTypes()).toEqual(
      expect.arrayContaining(["charge.dispute.created", "charge.dispute.funds_withdrawn"]),
    );
  });
});

describe("signing up for a subscription", () => {
  test("makes customer, subscription and invoice only when it is paid", async () => {
    const session = await signUp({ subscription_data: { metadata: { user: "u1" } } });
    await pay(session, "pm_card_chargeDeclined");
    expect((await world.stripe.subscriptions.list({ status: "all" })).data).toEqual([]);
    await pay(session);
    const done = await fresh(session.id);
    expect(done).toMatchObject({ status: "complete", payment_status: "paid" });
    const subscription = await world.stripe.subscriptions.retrieve(done.subscription as string);
    expect(subscription).toMatchObject({
      status: "active",
      metadata: { user: "u1" },
      customer: done.customer,
      latest_invoice: done.invoice,
    });
    const invoice = await world.stripe.invoices.retrieve(done.invoice as string, { expand: ["payments"] });
    expect(invoice).toMatchObject({ status: "paid", amount_paid: 2900, payments: { data: [{ status: "paid" }] } });
    const types = await world.eventTypes();
    for (const type of [
      "customer.created",
      "payment_method.attached",
      "charge.succeeded",
      "payment_intent.succeeded",
      "customer.subscription.created",
      "invoice.created",
      "invoice.finalized",
      "invoice.paid",
      "invoice.payment_succeeded",
      "invoice_payment.paid",
      "checkout.session.completed",
    ]) {
      expect(types).toContain(type);
    }
  });

  test("with a trial needs no payment now", async () => {
    const session = await signUp({ subscription_data: { trial_period_days: 7 } });
    expect(session.amount_total).toBe(0);
    await pay(session);
    const done = await fresh(session.id);
    expect(done.payment_status).toBe("no_payment_required");
    expect((await world.stripe.subscriptions.retrieve(done.subscription as string)).status).toBe("trialing");
    world.advance(7 * day + 3600);
    expect((await world.stripe.subscriptions.retrieve(done.subscription as string)).status).toBe("active");
  });

  test("with a coupon costs less the first time and the full price after it", async () => {
    const coupon = await world.stripe.coupons.create({ percent_off: 50, duration: "once" });
    const code = await world.stripe.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "HALF",
    });
    const session = await signUp({ discounts: [{ promotion_code: code.id }] });
    expect(session).toMatchObject({
      amount_subtotal: 2900,
      amount_total: 1450,
      total_details: { amount_discount: 1450 },
    });
    await pay(session);
    world.advance(31 * day + 3600);
    const totals = (await world.stripe.invoices.list()).data.map(({ total }) => total);
    expect(totals).toEqual([2900, 1450]);
    expect((await world.stripe.promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
  });
});
