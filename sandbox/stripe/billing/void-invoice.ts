/** Taking an open invoice back, or giving up on it. */
import type { Books } from "../store/books.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";

export function voidOpenInvoice(books: Books, invoice: InvoiceEntity): void {
  stopCollecting(books, invoice);
  books.change("invoice", invoice, undefined, (draft) => {
    draft.status = "void";
    draft.voided_at = books.now;
    draft.next_payment_attempt = null;
    draft.auto_advance = false;
  });
  books.emit("invoice.voided", books.show("invoice", invoice));
}

export function giveUpOnInvoice(books: Books, invoice: InvoiceEntity): void {
  books.unschedule("retry_invoice", invoice.id);
  books.change("invoice", invoice, undefined, (draft) => {
    draft.status = "uncollectible";
    draft.marked_uncollectible_at = books.now;
    draft.next_payment_attempt = null;
    draft.auto_advance = false;
  });
  books.emit("invoice.marked_uncollectible", books.show("invoice", invoice));
}

function stopCollecting(books: Books, invoice: InvoiceEntity): void {
  books.unschedule("retry_invoice", invoice.id);
  const intent = books.find("payment_intent", invoice.payment_intent);
  if (!intent || intent.status === "succeeded" || intent.status === "canceled") return;
  books.change("payment_intent", intent, undefined, (draft) => {
    draft.status = "canceled";
    draft.canceled_at = books.now;
    draft.cancellation_reason = "void_invoice";
  });
  books.emit("payment_intent.canceled", books.show("payment_intent", intent));
}
