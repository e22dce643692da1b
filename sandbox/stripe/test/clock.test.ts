import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Sandbox } from "../sandbox.ts";
import { proveSameYear } from "./prove-same-year.ts";
import { liveThroughYear, runYear } from "./run-year.ts";
import { day, monthlyPrice, startTime, useSandbox } from "./sandbox-world.ts";

const world = useSandbox();

describe("a test clock", () => {
  test("moves its own customers and nobody else", async () => {
    const clock = await world.stripe.testHelpers.testClocks.create({ frozen_time: startTime, name: "year" });
    const price = await monthlyPrice(world.stripe);
    const subscribe = async (more: object) => {
      const customer = await world.stripe.customers.create({ payment_method: "pm_card_visa", ...more });
      const [card] = (await world.stripe.paymentMethods.list({ customer: customer.id })).data;
      await world.stripe.customers.update(customer.id, {
        invoice_settings: { default_payment_method: card?.id ?? "" },
      });
      return world.stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    };
    const onClock = await subscribe({ test_clock: clock.id });
    const other = await subscribe({});
    await world.stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: startTime + 100 * day });
    expect((await world.stripe.invoices.list({ subscription: onClock.id })).data).toHaveLength(4);
    expect((await world.stripe.invoices.list({ subscription: other.id })).data).toHaveLength(1);
    expect((await world.stripe.testHelpers.testClocks.retrieve(clock.id)).status).toBe("ready");
  });
});

describe("state", () => {
  test("survives the end of the process", async () => {
    const directory = mkdtempSync(join(tmpdir(), "sandbox-"));
    const databasePath = join(directory, "stripe.sqlite");
    const before = new Sandbox({ databasePath, frozenAt: startTime });
    const books = before.platformBooks();
    books.add("coupon", {
      id: "HALF",
      created: 1,
      amount_off: null,
      currency: null,
      duration: "once",
      duration_in_months: null,
      max_redemptions: null,
      metadata: {},
      name: null,
      percent_off: 50,
      redeem_by: null,
      times_redeemed: 0,
    });
    before.advanceTo(startTime + day);
    // Not closed: as if it had been killed.
    const after = new Sandbox({ databasePath, frozenAt: startTime });
    expect(after.platformBooks().find("coupon", "HALF")?.percent_off).toBe(50);
    expect(after.clock.now()).toBe(startTime + day);
    await before.close();
    await after.close();
    rmSync(directory, { recursive: true });
  });
});

describe("a year of monthly renewals", () => {
  test("of a thousand subscriptions takes less than 30 seconds and bills each month once", async () => {
    const { sandbox, seconds } = runYear({ seed: 1, subscriptions: 1000 });
    const books = sandbox.platformBooks();
    const invoices = [...books.walk("invoice")];
    expect(invoices).toHaveLength(13_000);
    expect(invoices.every(({ status, amount_paid }) => status === "paid" && amount_paid === 2900)).toBe(true);
    const ends = [...books.walk("subscription")].map(
      ({ status, current_period_start: start, current_period_end: end }) => `${status} ${start} ${end}`,
    );
    expect(new Set(ends)).toEqual(
      new Set([`active ${Date.UTC(2027, 0, 31, 9) / 1000} ${Date.UTC(2027, 1, 28, 9) / 1000}`]),
    );
    const ofOne = books.all("invoice", "customer", invoices[0]?.customer ?? "").reverse();
    expect(ofOne.map(({ created }) => new Date(created * 1000).toISOString().slice(5, 10))).toEqual([
      "01-31",
      "02-28",
      "03-31",
      "04-30",
      "05-31",
      "06-30",
      "07-31",
      "08-31",
      "09-30",
      "10-31",
      "11-30",
      "12-31",
      "01-31",
    ]);
    expect(seconds).toBeLessThan(30);
    process.stdout.write(`a year of 1,000 subscriptions: ${seconds.toFixed(1)} s\n`);
    await sandbox.close();
  }, 120_000);

  test("twice gives the same objects to the byte, and so does a reset in between", async () => {
    const { calls } = await proveSameYear({ subscriptions: 30 });
    expect(calls).toBeGreaterThan(30 * 13);
    const { sandbox } = runYear({ seed: 3, subscriptions: 10, isMixed: true });
    const before = sandbox.archive.objects.digest();
    expect([...sandbox.platformBooks().walk("subscription")].map(({ status }) => status)).toContain("canceled");
    sandbox.reset();
    expect(sandbox.archive.objects.digest().count).toBe(0);
    liveThroughYear(sandbox, 10, true);
    expect(sandbox.archive.objects.digest()).toEqual(before);
    await sandbox.close();
  });
});
