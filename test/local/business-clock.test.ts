/** One clock for business time: Stripe's and the Workers', turned together, while real time goes on by itself. */
import { describe, expect, test } from "vitest";
import { ownStripe } from "../plan/own-stripe.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { createProject, track, usageOf } from "../world/world.ts";

const dayMs = 24 * 60 * 60_000;

describe("turning business time", () => {
  const world = useWholeWorld();

  const stripe = (path: string, form?: Record<string, string>) => ownStripe(world).call(path, form);

  test("renews at Stripe and begins new months at the Workers, each in its turn", async () => {
    const project = await createProject(world);
    await track(world, project, "ada");
    const customer = await stripe("/v1/customers", { email: "ada@example.com", payment_method: "pm_card_visa" });
    const methods = await stripe(`/v1/customers/${customer.id}/payment_methods`);
    const price = await stripe("/v1/prices", {
      currency: "usd",
      unit_amount: "500",
      "recurring[interval]": "month",
      "product_data[name]": "Clockwork",
    });
    const subscription = await stripe("/v1/subscriptions", {
      customer: customer.id,
      "items[0][price]": price.id,
      default_payment_method: methods.data[0].id,
    });
    const before = world.clock.now();
    await world.clock.advanceTo(before + 70 * dayMs);
    expect(world.clock.now()).toBeGreaterThanOrEqual(before + 70 * dayMs);

    const invoices = await stripe(`/v1/invoices?subscription=${subscription.id}`);
    expect(invoices.data.map(({ status }: { status: string }) => status)).toEqual(["paid", "paid", "paid"]);
    const usage = await usageOf(world, project, "ada");
    expect(usage.count).toBe(0);
    expect(Date.parse(usage.periodStart)).toBeGreaterThan(before);
    expect(Date.parse(usage.periodEnd)).toBeGreaterThan(world.clock.now());
  });

  test("does not go back", async () => {
    const before = world.clock.now();
    await world.clock.advanceTo(before - dayMs);
    expect(world.clock.now()).toBeGreaterThanOrEqual(before);
  });
});
