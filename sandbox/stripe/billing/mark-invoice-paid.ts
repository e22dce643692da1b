/** A paid invoice, and the subscription that comes (back) to life with it. */
import type { Books } from "../store/books.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";
import { totalsOf } from "./invoice-totals.ts";
import { applyPendingUpdate } from "./pending-update.ts";

export function markInvoicePaid(books: Books, invoice: InvoiceEntity): void {
  const { amountDue } = totalsOf(invoice);
  books.unschedule("retry_invoice", invoice.id);
  books.change("invoice", invoice, undefined, (draft) => {
    draft.status = "paid";
    draft.amount_paid = amountDue;
    draft.attempt_count += amountDue > 0 ? 1 : 0;
    draft.attempted = true;
    draft.next_payment_attempt = null;
    draft.paid_at = books.now;
  });
  for (const payment of books.all("invoice_payment", "invoice", invoice.id)) {
    books.change("invoice_payment", payment, undefined, (draft) => {
      draft.status = "paid";
      draft.amount_paid = amountDue;
      draft.paid_at = books.now;
    });
    books.emit("invoice_payment.paid", books.show("invoice_payment", payment));
  }
  const wire = books.show("invoice", invoice);
  books.emit("invoice.paid", wire);
  books.emit("invoice.payment_succeeded", wire);
  revive(books, invoice);
}

function revive(books: Books, invoice: InvoiceEntity): void {
  const subscription = books.find("subscription", invoice.subscription);
  if (!subscription) return;
  if (subscription.pending_update?.invoice === invoice.id) {
    applyPendingUpdate(books, subscription);
    return;
  }
  const isWaiting = ["incomplete", "past_due", "unpaid"].includes(subscription.status);
  if (!isWaiting || books.all("invoice", "open", subscription.id).length > 0) return;
  books.unschedule("expire_first_payment", subscription.id);
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.status = draft.trial_end !== null && draft.trial_end > books.now ? "trialing" : "active";
  });
}
