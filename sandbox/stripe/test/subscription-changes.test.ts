import { describe, expect, test } from "vitest";
import { day, monthlyPrice, payingCustomer, refusalOf, startTime, useSandbox } from "./sandbox-world.ts";
import { subscribersOf } from "./subscribers.ts";

const world = useSandbox();
const { subscribe, fresh } = subscribersOf(world);

describe("the rest of a subscription's life", () => {
  test("items come, change and go one by one", async () => {
    const { subscription } = await subscribe();
    const seats = await monthlyPrice(world.stripe, 500);
    const item = await world.stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: seats.id,
      quantity: 2,
    });
    expect(
      (await world.stripe.subscriptionItems.update(item.id, { quantity: 5, proration_behavior: "none" })).quantity,
    ).toBe(5);
    expect((await world.stripe.subscriptionItems.list({ subscription: subscription.id })).data).toHaveLength(2);
    await world.stripe.subscriptionItems.del(item.id);
    expect((await fresh(subscription.id)).items.data).toHaveLength(1);
    world.advance(31 * day + 3600);
    const { latest_invoice } = await fresh(subscription.id);
    // Two seats came and five went at the same moment; the two were charged, the five credited.
    expect(latest_invoice).toMatchObject({ total: 2900 + 1000 - 2500, status: "paid" });
  });

  test("a change to a yearly price starts a new year at once", async () => {
    const { subscription } = await subscribe();
    const yearly = await world.stripe.prices.create({
      currency: "usd",
      unit_amount: 29_000,
      recurring: { interval: "year" },
      product_data: { name: "Year" },
    });
    world.advance(15 * day + day / 2);
    await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id ?? "", price: yearly.id }],
    });
    const changed = await fresh(subscription.id);
    expect(changed.items.data[0]).toMatchObject({
      current_period_start: startTime + 15.5 * day,
      current_period_end: startTime + 15.5 * day + 365 * day,
    });
    expect(changed.latest_invoice).toMatchObject({ total: 29_000 - 1450, status: "paid" });
  });

  test("exhausted tries leave it unpaid when the setting says so, and then nothing is tried", async () => {
    await world.control("/dunning", { retryAfterDays: [1], atTheEnd: "mark_unpaid" });
    const { subscription } = await subscribe();
    const failing = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: subscription.customer as string,
    });
    await world.stripe.subscriptions.update(subscription.id, { default_payment_method: failing.id });
    world.advance(32 * day + 3600);
    expect((await fresh(subscription.id)).status).toBe("unpaid");
    world.advance(28 * day);
    expect((await fresh(subscription.id)).latest_invoice).toMatchObject({ status: "draft", auto_advance: false });
  });

  test("cancelled at once it ends now, and cannot be cancelled again", async () => {
    const { subscription } = await subscribe();
    const canceled = await world.stripe.subscriptions.cancel(subscription.id, {
      cancellation_details: { comment: "bye", feedback: "too_expensive" },
    });
    expect(canceled).toMatchObject({
      status: "canceled",
      ended_at: startTime,
      cancellation_details: { comment: "bye", feedback: "too_expensive" },
    });
    expect(await refusalOf(world.stripe.subscriptions.cancel(subscription.id))).toMatchObject({ statusCode: 404 });
    world.advance(60 * day);
    expect((await world.stripe.invoices.list({ subscription: subscription.id })).data).toHaveLength(1);
  });

  test("collection on hold voids its invoices until it resumes", async () => {
    const { subscription } = await subscribe();
    await world.stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior: "void", resumes_at: startTime + 40 * day },
    });
    world.advance(31 * day + 3600);
    expect((await fresh(subscription.id)).latest_invoice).toMatchObject({ status: "void" });
    world.advance(28 * day + 3600);
    expect(await fresh(subscription.id)).toMatchObject({ pause_collection: null, latest_invoice: { status: "paid" } });
  });

  test("refuses a one-time price, an inactive price and a customer without a card", async () => {
    const { stripe } = world;
    const customer = await payingCustomer(stripe);
    const once = await monthlyPrice(stripe, 100, { recurring: undefined });
    expect(
      await refusalOf(stripe.subscriptions.create({ customer: customer.id, items: [{ price: once.id }] })),
    ).toMatchObject({ param: "items[0][price]" });
    const old = await monthlyPrice(stripe);
    await stripe.prices.update(old.id, { active: false });
    expect(
      await refusalOf(stripe.subscriptions.create({ customer: customer.id, items: [{ price: old.id }] })),
    ).toMatchObject({ param: "items[0][price]" });
    const poor = await stripe.customers.create({});
    const price = await monthlyPrice(stripe);
    expect(
      await refusalOf(stripe.subscriptions.create({ customer: poor.id, items: [{ price: price.id }] })),
    ).toMatchObject({ statusCode: 400 });
  });

  test("asked to fail as a whole it leaves nothing behind", async () => {
    const { stripe } = world;
    const customer = await payingCustomer(stripe, "pm_card_chargeCustomerFail");
    const price = await monthlyPrice(stripe);
    const call = stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      payment_behavior: "error_if_incomplete",
    });
    expect(await refusalOf(call)).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect((await stripe.subscriptions.list({ status: "all" })).data).toEqual([]);
    expect((await stripe.invoices.list()).data).toEqual([]);
  });

  test("an incomplete one becomes active when its payment is confirmed", async () => {
    const { subscription } = await subscribe("pm_card_visa", {
      payment_behavior: "default_incomplete",
      expand: ["latest_invoice.confirmation_secret"],
    });
    expect(subscription).toMatchObject({
      status: "incomplete",
      latest_invoice: { confirmation_secret: { type: "payment_intent" } },
    });
    const [payment] = (await world.stripe.invoicePayments.list()).data;
    await world.stripe.paymentIntents.confirm(payment?.payment.payment_intent as string, {
      payment_method: "pm_card_visa",
    });
    expect((await fresh(subscription.id)).status).toBe("active");
  });
});
