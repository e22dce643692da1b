import { describe, expect, test } from "vitest";
import { day, refusalOf, startTime, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

describe("a meter", () => {
  test("sums a customer's events once each, without the ones taken back", async () => {
    const { meters, meterEvents, meterEventAdjustments } = world.stripe.billing;
    const meter = await meters.create({
      display_name: "Calls",
      event_name: "calls",
      default_aggregation: { formula: "sum" },
    });
    const customer = await world.stripe.customers.create({});
    const count = (value: string, identifier: string) =>
      meterEvents.create({ event_name: "calls", payload: { stripe_customer_id: customer.id, value }, identifier });
    await count("10", "a");
    await count("5", "b");
    await count("7", "c");
    expect(await refusalOf(count("10", "a"))).toMatchObject({ code: "duplicate_meter_event" });
    await meterEventAdjustments.create({ event_name: "calls", type: "cancel", cancel: { identifier: "c" } });
    const window = { customer: customer.id, start_time: startTime - day, end_time: startTime + day };
    expect((await meters.listEventSummaries(meter.id, window)).data).toMatchObject([{ aggregated_value: 15 }]);
  });

  test("takes nothing while it is off, nor for a customer nobody knows", async () => {
    const { meters, meterEvents } = world.stripe.billing;
    const meter = await meters.create({
      display_name: "Calls",
      event_name: "calls",
      default_aggregation: { formula: "count" },
    });
    const unknown = { event_name: "calls", payload: { stripe_customer_id: "cus_none", value: "1" } };
    expect(await refusalOf(meterEvents.create(unknown))).toMatchObject({ code: "resource_missing" });
    expect((await meters.deactivate(meter.id)).status).toBe("inactive");
    expect(await refusalOf(meterEvents.create(unknown))).toMatchObject({ code: "no_meter" });
    expect((await meters.reactivate(meter.id)).status).toBe("active");
    expect((await meters.update(meter.id, { display_name: "API calls" })).display_name).toBe("API calls");
    expect((await meters.list({ status: "active" })).data).toHaveLength(1);
  });
});
