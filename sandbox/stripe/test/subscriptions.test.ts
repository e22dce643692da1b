import { describe, expect, test } from "vitest";
import { day, monthlyPrice, startTime, useSandbox } from "./sandbox-world.ts";
import { subscribersOf } from "./subscribers.ts";

const world = useSandbox();
const { subscribe, fresh } = subscribersOf(world);

describe("a subscription", () => {
  test("is active once its first invoice is paid", async () => {
    const { subscription } = await subscribe();
    expect(subscription.status).toBe("active");
    const invoices = await world.stripe.invoices.list({ subscription: subscription.id });
    expect(invoices.data).toMatchObject([{ status: "paid", amount_paid: 2900, billing_reason: "subscription_create" }]);
    expect(subscription.items.data[0]?.current_period_end).toBe(Date.UTC(2026, 1, 15, 12) / 1000);
  });

  test("renews at the end of its period, an hour after the draft", async () => {
    const { subscription } = await subscribe();
    world.advance(31 * day);
    const [draft] = (await world.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(draft).toMatchObject({ status: "draft", billing_reason: "subscription_cycle" });
    world.advance(3600);
    const [paid] = (await world.stripe.invoices.list({ subscription: subscription.id })).data;
    expect(paid).toMatchObject({ id: draft?.id, status: "paid", amount_paid: 2900 });
    expect((await fresh(subscription.id)).items.data[0]?.current_period_start).toBe(Date.UTC(2026, 1, 15, 12) / 1000);
  });

  test("whose card fails at renewal is past due, is tried again, and ends when all tries failed", async () => {
    const { subscription } = await subscribe();
    const [method] = (await world.stripe.paymentMethods.list({ customer: subscription.customer as string })).data;
    expect(method).toBeDefined();
    const failing = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: subscription.customer as string,
    });
    await world.stripe.subscriptions.update(subscription.id, { default_payment_method: failing.id });
    world.advance(31 * day + 3600);
    const late = await fresh(subscription.id);
    expect(late.status).toBe("past_due");
    expect(late.latest_invoice).toMatchObject({
      status: "open",
      attempt_count: 1,
      next_payment_attempt: startTime + 34 * day + 3600,
    });
    world.advance(3 * day);
    expect((await fresh(subscription.id)).latest_invoice).toMatchObject({ attempt_count: 2 });
    world.advance(12 * day);
    expect(await fresh(subscription.id)).toMatchObject({
      status: "canceled",
      cancellation_details: { reason: "payment_failed" },
    });
    expect(await world.eventTypes()).toEqual(
      expect.arrayContaining(["invoice.payment_failed", "customer.subscription.deleted"]),
    );
  });

  test("that is past due comes back when its invoice is paid with another card", async () => {
    const { subscription } = await subscribe();
    const customer = subscription.customer as string;
    const failing = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
    await world.stripe.subscriptions.update(subscription.id, { default_payment_method: failing.id });
    world.advance(31 * day + 3600);
    const [open] = (await world.stripe.invoices.list({ subscription: subscription.id })).data;
    const [, visa] = (await world.stripe.paymentMethods.list({ customer })).data;
    await world.stripe.invoices.pay(open?.id ?? "", { payment_method: visa?.id ?? "" });
    expect((await fresh(subscription.id)).status).toBe("active");
  });

  test("whose first payment fails is incomplete, and expires after 23 hours", async () => {
    const { subscription } = await subscribe("pm_card_chargeCustomerFail");
    expect(subscription.status).toBe("incomplete");
    world.advance(23 * 3600);
    expect(await fresh(subscription.id)).toMatchObject({
      status: "incomplete_expired",
      latest_invoice: { status: "void" },
    });
  });

  test("starts with a trial that costs nothing and is billed when it ends", async () => {
    const { subscription } = await subscribe("pm_card_visa", { trial_period_days: 14 });
    expect(subscription).toMatchObject({ status: "trialing", trial_end: startTime + 14 * day });
    world.advance(11 * day);
    expect(await world.eventTypes()).toContain("customer.subscription.trial_will_end");
    world.advance(3 * day + 3600);
    expect(await fresh(subscription.id)).toMatchObject({
      status: "active",
      latest_invoice: { status: "paid", total: 2900 },
    });
  });

  test("without a card pauses at the end of its trial when told to, and resumes", async () => {
    const price = await monthlyPrice(world.stripe);
    const customer = await world.stripe.customers.create({});
    const subscription = await world.stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      trial_period_days: 7,
      trial_settings: { end_behavior: { missing_payment_method: "pause" } },
    });
    world.advance(7 * day);
    expect((await fresh(subscription.id)).status).toBe("paused");
    const card = await world.stripe.paymentMethods.attach("pm_card_visa", { customer: customer.id });
    await world.stripe.customers.update(customer.id, { invoice_settings: { default_payment_method: card.id } });
    expect((await world.stripe.subscriptions.resume(subscription.id)).status).toBe("active");
  });

  test("ends with its period when asked to, and not before", async () => {
    const { subscription } = await subscribe();
    const ending = await world.stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    expect(ending).toMatchObject({ cancel_at_period_end: true, cancel_at: startTime + 31 * day, status: "active" });
    world.advance(31 * day - 1);
    expect((await fresh(subscription.id)).status).toBe("active");
    world.advance(1);
    expect(await fresh(subscription.id)).toMatchObject({ status: "canceled", ended_at: startTime + 31 * day });
    expect((await world.stripe.subscriptions.list()).data).toEqual([]);
    expect((await world.stripe.subscriptions.list({ status: "all" })).data).toHaveLength(1);
  });

  test("of the 31st renews on the last of February and returns to the 31st of March", async () => {
    world.advance(16 * day);
    const { subscription } = await subscribe();
    const ends: string[] = [];
    for (let month = 0; month < 3; month += 1) {
      const [item] = (await fresh(subscription.id)).items.data;
      ends.push(new Date((item?.current_period_end ?? 0) * 1000).toISOString().slice(0, 10));
      world.advance((item?.current_period_end ?? 0) - world.running.sandbox.clock.now());
    }
    expect(ends).toEqual(["2026-02-28", "2026-03-31", "2026-04-30"]);
  });
});

describe("a plan change", () => {
  test("credits the rest of the old plan and charges the rest of the new one at once when asked to invoice", async () => {
    const { subscription } = await subscribe();
    const bigger = await monthlyPrice(world.stripe, 9900);
    world.advance(15 * day + day / 2);
    const [item] = subscription.items.data;
    const updated = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item?.id ?? "", price: bigger.id }],
      proration_behavior: "always_invoice",
      expand: ["latest_invoice"],
    });
    expect(updated.items.data[0]?.price.id).toBe(bigger.id);
    expect(updated.latest_invoice).toMatchObject({
      status: "paid",
      total: 3500,
      billing_reason: "subscription_update",
    });
  });

  test("that waits for its payment does not take effect while the card fails", async () => {
    const { subscription, price } = await subscribe();
    const bigger = await monthlyPrice(world.stripe, 9900);
    const failing = await world.stripe.paymentMethods.attach("pm_card_chargeCustomerFail", {
      customer: subscription.customer as string,
    });
    await world.stripe.subscriptions.update(subscription.id, { default_payment_method: failing.id });
    world.advance(day);
    const updated = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id ?? "", price: bigger.id }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    expect(updated.items.data[0]?.price.id).toBe(price.id);
    expect(updated.pending_update?.subscription_items?.[0]?.price.id).toBe(bigger.id);
    world.advance(23 * 3600);
    expect(await fresh(subscription.id)).toMatchObject({ pending_update: null, status: "active" });
  });

  test("to another rhythm that is never paid leaves the old one going", async () => {
    const { subscription, price } = await subscribe();
    const [item] = subscription.items.data;
    const customer = subscription.customer as string;
    const yearly = await world.stripe.prices.create({
      product: price.product as string,
      currency: "usd",
      unit_amount: 29_000,
      recurring: { interval: "year" },
    });
    const useCard = async (card: string) => {
      const { id } = await world.stripe.paymentMethods.attach(card, { customer });
      await world.stripe.subscriptions.update(subscription.id, { default_payment_method: id });
    };
    await useCard("pm_card_chargeCustomerFail");
    world.advance(day);
    const { pending_update } = await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: item?.id ?? "", price: yearly.id }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    expect(pending_update).not.toBeNull();
    await useCard("pm_card_visa");
    world.advance(31 * day);
    const renewed = (await fresh(subscription.id)).items.data[0];
    expect(renewed).toMatchObject({ price: { id: price.id }, current_period_start: item?.current_period_end });
  });

  test("tells by previous_attributes what the price was", async () => {
    const { subscription, price } = await subscribe();
    const bigger = await monthlyPrice(world.stripe, 9900);
    await world.stripe.subscriptions.update(subscription.id, {
      items: [{ id: subscription.items.data[0]?.id ?? "", price: bigger.id }],
    });
    const [event] = (await world.stripe.events.list({ type: "customer.subscription.updated" })).data;
    expect(event?.data.previous_attributes).toMatchObject({ items: { data: [{ price: { id: price.id } }] } });
  });

  test("can be seen before it is made, and seeing it changes nothing", async () => {
    const { subscription, price } = await subscribe();
    const bigger = await monthlyPrice(world.stripe, 9900);
    world.advance(15 * day + day / 2);
    const preview = await world.stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: {
        items: [{ id: subscription.items.data[0]?.id ?? "", price: bigger.id }],
        proration_behavior: "always_invoice",
      },
    });
    expect(preview.total).toBe(3500);
    expect((await fresh(subscription.id)).items.data[0]?.price.id).toBe(price.id);
    expect((await world.stripe.invoiceItems.list()).data).toEqual([]);
  });
});
