/** What follows when a payment's fate is known: the invoice or the session it was for. */
import { settleSession } from "../checkout/settle-session.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import type { Books } from "../store/books.ts";
import { recordFailedAttempt } from "./collect-invoice.ts";
import { markInvoicePaid } from "./mark-invoice-paid.ts";

export function afterPayment(books: Books, intent: PaymentIntentEntity): void {
  const invoice = books.find("invoice", intent.invoice);
  if (invoice?.status === "open") {
    if (intent.status === "succeeded") markInvoicePaid(books, invoice);
    if (intent.status === "requires_payment_method") recordFailedAttempt(books, invoice, "failed");
  }
  if (intent.session) settleSession(books, intent);
}
