import { describe, expect, test } from "vitest";
import { day, monthlyPrice, payingCustomer, refusalOf, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

describe("a paused subscription", () => {
  async function running() {
    const price = await monthlyPrice(world.stripe, 3100);
    const customer = await payingCustomer(world.stripe);
    return world.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  }

  test("gives back the unused time, is not billed, and starts anew when it is resumed", async () => {
    const { id } = await running();
    world.advance(15 * day + day / 2);
    expect(await world.stripe.subscriptions.pause(id)).toMatchObject({ status: "paused" });
    expect(await world.eventTypes()).toContain("customer.subscription.paused");
    world.advance(100 * day);
    expect((await world.stripe.invoices.list({ subscription: id })).data).toHaveLength(1);
    const resumed = await world.stripe.subscriptions.resume(id);
    expect(resumed.status).toBe("active");
    const [invoice] = (await world.stripe.invoices.list({ subscription: id })).data;
    expect(invoice).toMatchObject({ status: "paid", total: 3100 - 1550 });
    expect(await world.eventTypes()).toContain("customer.subscription.resumed");
  });

  test("gives nothing back when that is asked for, and cannot be paused twice", async () => {
    const { id } = await running();
    world.advance(10 * day);
    await world.stripe.subscriptions.pause(id, { bill_for: { unused_time_from: { type: "none" } } });
    expect((await world.stripe.invoiceItems.list()).data).toEqual([]);
    expect(await refusalOf(world.stripe.subscriptions.pause(id))).toMatchObject({ statusCode: 400 });
    const keeping = world.stripe.subscriptions.resume(id, { billing_cycle_anchor: { type: "unchanged" } });
    expect(await refusalOf(keeping)).toMatchObject({ statusCode: 501, code: "sandbox_not_simulated" });
  });
});
