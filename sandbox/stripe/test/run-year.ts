/** A year of monthly renewals that starts on the last day of January, with nothing but the clock. */
import { collectInvoice } from "../billing/collect-invoice.ts";
import { startSubscription } from "../billing/start-subscription.ts";
import { createInlinePrice } from "../catalogue/prices.ts";
import { newCustomer } from "../customers/live-customer.ts";
import { newPaymentMethod } from "../customers/payment-methods.ts";
import { testMethodByToken } from "../payments/test-payment-methods.ts";
import { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { inTransaction } from "../store/database.ts";

const yearStart = Date.UTC(2026, 0, 31, 9) / 1000;
const yearEnd = Date.UTC(2027, 0, 31, 11) / 1000;
const day = 86_400;

interface Year {
  seed: number;
  subscriptions: number;
  /** Some with a trial, some by the year, some whose card fails at renewal and which are dunned and cancelled. */
  isMixed?: boolean;
}

/** @returns the sandbox, still open, and the seconds of processor time that the year took */
export function runYear({ seed, subscriptions, isMixed = false }: Year): { sandbox: Sandbox; seconds: number } {
  const sandbox = new Sandbox({ frozenAt: yearStart, seed });
  return { sandbox, seconds: liveThroughYear(sandbox, subscriptions, isMixed) };
}

/** @returns seconds of processor time: the machine may be doing other things as well */
export function liveThroughYear(sandbox: Sandbox, subscriptions: number, isMixed: boolean): number {
  const books = sandbox.platformBooks();
  const begin = () => {
    const [month, year] = [priceOf(books, "month", 2900), priceOf(books, "year", 29_000)];
    for (let index = 0; index < subscriptions; index += 1) {
      const kind = isMixed ? index % 10 : 0;
      subscribe(books, {
        price: kind === 5 ? year : month,
        token: kind === 7 ? "pm_card_chargeCustomerFail" : "tok_visa",
        trialEnd: kind === 3 || kind === 7 ? yearStart + (1 + (index % 30)) * day : null,
      });
    }
  };
  inTransaction(sandbox.database, begin, () => false);
  const startedAt = process.cpuUsage();
  sandbox.advanceTo(yearEnd);
  const { user, system } = process.cpuUsage(startedAt);
  return (user + system) / 1_000_000;
}

function priceOf(books: Books, interval: "month" | "year", unit_amount: number): string {
  const product_data = { name: `Pro by the ${interval}` };
  return createInlinePrice(books, { currency: "usd", unit_amount, recurring: { interval }, product_data }).id;
}

function subscribe(books: Books, wanted: { price: string; token: string; trialEnd: number | null }): void {
  const card = testMethodByToken(wanted.token);
  if (!card) throw new Error(`There is no ${wanted.token}`);
  const method = newPaymentMethod(books, card);
  const customer = { ...newCustomer(books, null), default_payment_method: method.id };
  method.customer = customer.id;
  books.add("payment_method", method);
  books.add("customer", customer);
  const { price, trialEnd } = wanted;
  const items = [{ price, quantity: 1, metadata: {} }];
  const { invoice } = startSubscription(books, customer, { items, currency: "usd", trialEnd });
  if (invoice.status === "open") collectInvoice(books, invoice);
}
