/** From draft to open: the number, the customer's balance, and the intent that is to pay it. */
import { newIntent } from "../payments/new-intent.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import type { Books } from "../store/books.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";
import { balanceAfter, totalsOf } from "./invoice-totals.ts";

/** @param paidBy an intent that has already paid it, as in Checkout; a cart's leaves the customer's balance alone */
export function finalizeInvoice(books: Books, invoice: InvoiceEntity, paidBy?: PaymentIntentEntity): void {
  const customer = books.own("customer", invoice.customer);
  const { total } = totalsOf(invoice);
  const sequence = String(customer.next_invoice_sequence).padStart(4, "0");
  const usesBalance = paidBy === undefined || invoice.subscription !== null;
  const starting = usesBalance ? customer.balance : 0;
  const ending = balanceAfter(starting, total);
  // The first invoice settles the currency, which Stripe tells; that the sequence counts on, it does not.
  const event = starting === ending && customer.currency !== null ? undefined : "customer.updated";
  books.change("customer", customer, event, (draft) => {
    draft.next_invoice_sequence += 1;
    if (usesBalance) draft.balance = ending;
    draft.currency ??= invoice.currency;
  });
  const { amountDue } = totalsOf({ ...invoice, starting_balance: starting, ending_balance: ending });
  const intent = amountDue > 0 ? (paidBy ?? intentFor(books, invoice, amountDue)) : undefined;
  books.unschedule("finalize_invoice", invoice.id);
  books.change("invoice", invoice, undefined, (draft) => {
    draft.status = "open";
    draft.finalized_at = books.now;
    draft.number = `${customer.invoice_prefix}-${sequence}`;
    draft.starting_balance = starting;
    draft.ending_balance = ending;
    draft.payment_intent = intent?.id ?? null;
    draft.next_payment_attempt = null;
  });
  if (intent) addInvoicePayment(books, invoice, intent, amountDue);
  books.emit("invoice.finalized", books.show("invoice", invoice));
}

function intentFor(books: Books, invoice: InvoiceEntity, amount: number): PaymentIntentEntity {
  const intent = newIntent(books, {
    amount,
    currency: invoice.currency,
    customer: invoice.customer,
    description: invoice.billing_reason === "subscription_create" ? "Subscription creation" : "Subscription update",
    invoice: invoice.id,
    test_clock: invoice.test_clock,
  });
  return books.add("payment_intent", intent, "payment_intent.created");
}

function addInvoicePayment(books: Books, invoice: InvoiceEntity, intent: PaymentIntentEntity, amount: number): void {
  books.add("invoice_payment", {
    id: books.newId("inpay"),
    created: books.now,
    amount_paid: null,
    amount_requested: amount,
    canceled_at: null,
    currency: invoice.currency,
    invoice: invoice.id,
    paid_at: null,
    payment_intent: intent.id,
    status: "open",
  });
}
