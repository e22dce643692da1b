/** Asking for the money of an open invoice, and what follows from the answer. */
import type { PaymentMethodEntity } from "../customers/customer-entity.ts";
import { type ConfirmOptions, confirmPayment, type PaymentOutcome } from "../payments/confirm-payment.ts";
import type { Books } from "../store/books.ts";
import { cancelNow } from "./cancel-subscription.ts";
import { nextRetrySeconds } from "./dunning-rules.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";
import { totalsOf } from "./invoice-totals.ts";
import { markInvoicePaid } from "./mark-invoice-paid.ts";

type CollectOutcome = PaymentOutcome | "no_payment_method";

/** One attempt with the given method, or with the default of invoice, subscription or customer. */
export function collectInvoice(
  books: Books,
  invoice: InvoiceEntity,
  options: ConfirmOptions & { method?: PaymentMethodEntity } = {},
): CollectOutcome {
  if (totalsOf(invoice).amountDue - invoice.amount_paid <= 0) {
    markInvoicePaid(books, invoice);
    return "succeeded";
  }
  const method = options.method ?? methodFor(books, invoice);
  const intent = books.own("payment_intent", invoice.payment_intent ?? "");
  if (intent.status === "processing") return "processing";
  if (!method) {
    recordFailedAttempt(books, invoice, "no_payment_method");
    return "no_payment_method";
  }
  const outcome = confirmPayment(books, intent, method, options);
  if (outcome === "succeeded") markInvoicePaid(books, invoice);
  else if (outcome !== "processing") recordFailedAttempt(books, invoice, outcome);
  return outcome;
}

export function methodFor(books: Books, invoice: InvoiceEntity): PaymentMethodEntity | undefined {
  const subscription = books.find("subscription", invoice.subscription);
  const customer = books.own("customer", invoice.customer);
  const id = invoice.default_payment_method ?? subscription?.default_payment_method ?? customer.default_payment_method;
  return books.find("payment_method", id);
}

/** Counts the attempt, plans the next and moves the subscription: past_due, or what the setting says after the last. */
export function recordFailedAttempt(books: Books, invoice: InvoiceEntity, outcome: CollectOutcome): void {
  const dunning = books.archive.dunning();
  const subscription = books.find("subscription", invoice.subscription);
  const isRetried = invoice.billing_reason === "subscription_cycle" && subscription !== undefined;
  const wait = isRetried ? nextRetrySeconds(dunning, invoice.attempt_count + 1) : undefined;
  const isLater = invoice.attempt_count > 0;
  const countAttempt = (draft: InvoiceEntity) => {
    draft.attempt_count += 1;
    draft.attempted = true;
    draft.next_payment_attempt = wait === undefined ? null : books.now + wait;
  };
  books.change("invoice", invoice, isLater ? "invoice.updated" : undefined, countAttempt);
  if (wait !== undefined) books.schedule("retry_invoice", invoice.id, books.now + wait, invoice.test_clock);
  if (outcome === "requires_action") books.emit("invoice.payment_action_required", books.show("invoice", invoice));
  books.emit("invoice.payment_failed", books.show("invoice", invoice));
  if (!subscription || subscription.status === "incomplete" || subscription.pending_update?.invoice === invoice.id)
    return;
  if (isRetried && wait === undefined) {
    giveUp(books, invoice);
    return;
  }
  if (subscription.status === "active" || subscription.status === "trialing") {
    books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
      draft.status = "past_due";
    });
  }
}

function giveUp(books: Books, invoice: InvoiceEntity): void {
  const subscription = books.own("subscription", invoice.subscription ?? "");
  const { atTheEnd } = books.archive.dunning();
  if (atTheEnd === "cancel") cancelNow(books, subscription, { reason: "payment_failed" });
  if (atTheEnd === "leave_past_due") return;
  if (atTheEnd === "mark_unpaid") {
    books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
      draft.status = "unpaid";
    });
  }
}
