/** News of a session's payment after the payer left: the bank's confirmation, or a debit that settled. */
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import type { Books } from "../store/books.ts";
import { completeSession } from "./complete-session.ts";
import { invoiceSession } from "./session-invoice.ts";

export function settleSession(books: Books, intent: PaymentIntentEntity): void {
  const session = books.find("checkout.session", intent.session);
  if (!session) return;
  const isPaid = intent.status === "succeeded";
  if (session.status === "open") {
    const isUnderway = isPaid || intent.status === "processing" || intent.status === "requires_capture";
    if (!isUnderway) return;
    const customer = books.find("customer", session.customer);
    completeSession(books, session, {
      customer,
      method: books.find("payment_method", intent.payment_method),
      intent,
    });
    return;
  }
  if (session.status !== "complete" || session.payment_status !== "unpaid") return;
  if (isPaid) {
    books.change("checkout.session", session, undefined, (draft) => {
      draft.payment_status = "paid";
    });
    invoiceSession(books, session, intent);
    books.emit("checkout.session.async_payment_succeeded", books.show("checkout.session", session));
  } else if (intent.status === "requires_payment_method") {
    books.emit("checkout.session.async_payment_failed", books.show("checkout.session", session));
  }
}
