import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { collectInvoice } from "../billing/collect-invoice.ts";
import { startSubscription } from "../billing/start-subscription.ts";
import { createInlinePrice } from "../catalogue/prices.ts";
import { newCustomer } from "../customers/live-customer.ts";
import { newPaymentMethod } from "../customers/payment-methods.ts";
import { testMethodByToken } from "../payments/test-payment-methods.ts";
import { Sandbox } from "../sandbox.ts";
import { inTransaction } from "../store/database.ts";
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

/** A year of monthly renewals that starts on the last day of January. */
function runYear(seed: number, count: number) {
  const start = Date.UTC(2026, 0, 31, 9) / 1000;
  const sandbox = new Sandbox({ frozenAt: start, seed });
  const books = sandbox.platformBooks();
  inTransaction(
    sandbox.database,
    () => {
      const price = createInlinePrice(books, {
        currency: "usd",
        unit_amount: 2900,
        recurring: { interval: "month" },
        product_data: { name: "Pro" },
      });
      const card = testMethodByToken("tok_visa");
      if (!card) throw new Error("There is no visa");
      for (let index = 0; index < count; index += 1) {
        const method = newPaymentMethod(books, card);
        const customer = { ...newCustomer(books, null), default_payment_method: method.id };
        method.customer = customer.id;
        books.add("payment_method", method);
        books.add("customer", customer);
        const item = { price: price.id, quantity: 1, metadata: {} };
        const { invoice } = startSubscription(books, customer, { items: [item], currency: "usd" });
        collectInvoice(books, invoice);
      }
    },
    () => false,
  );
  // Processor time: the machine may be doing other things as well.
  const startedAt = process.cpuUsage();
  sandbox.advanceTo(Date.UTC(2027, 0, 31, 11) / 1000);
  const { user, system } = process.cpuUsage(startedAt);
  const seconds = (user + system) / 1_000_000;
  const after = sandbox.platformBooks();
  const invoices = [...after.walk("invoice")].map(({ id, created, status, amount_paid, number }) => [
    id,
    created,
    status,
    amount_paid,
    number,
  ]);
  const periods = [...after.walk("subscription")].map(({ id, status, current_period_start, current_period_end }) => [
    id,
    status,
    current_period_start,
    current_period_end,
  ]);
  return { sandbox, seconds, invoices, periods };
}

describe("a year of monthly renewals", () => {
  test("of a thousand subscriptions takes less than 30 seconds and bills each month once", async () => {
    const { sandbox, seconds, invoices, periods } = runYear(1, 1000);
    expect(invoices).toHaveLength(13_000);
    expect(invoices.every(([, , status, paid]) => status === "paid" && paid === 2900)).toBe(true);
    expect(new Set(periods.map(([, status, start, end]) => `${status} ${start} ${end}`))).toEqual(
      new Set([`active ${Date.UTC(2027, 0, 31, 9) / 1000} ${Date.UTC(2027, 1, 28, 9) / 1000}`]),
    );
    const days = invoices.filter(([, , , , number]) =>
      String(number).startsWith(String(invoices[0]?.[4]).split("-")[0] ?? ""),
    );
    expect(days.map(([, created]) => new Date(Number(created) * 1000).toISOString().slice(5, 10)).reverse()).toEqual([
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

  test("twice gives the same result", async () => {
    const [first, second] = [runYear(7, 20), runYear(7, 20)];
    expect(second.invoices).toEqual(first.invoices);
    expect(second.periods).toEqual(first.periods);
    await first.sandbox.close();
    await second.sandbox.close();
  });
});
