/** An invoice for a subscription outside its rhythm: drafted and finalized at once, with whatever is pending. */
import type { Books } from "../store/books.ts";
import { draftInvoice } from "./draft-invoice.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import type { InvoiceEntity, InvoiceLineEntity } from "./invoice-entity.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";

/** The caller collects it. */
export function invoiceNow(books: Books, subscription: SubscriptionEntity, lines: InvoiceLineEntity[]): InvoiceEntity {
  const customer = books.own("customer", subscription.customer);
  const { currency } = subscription;
  const invoice = draftInvoice(books, customer, { subscription, reason: "subscription_update", lines, currency });
  books.change("subscription", subscription, undefined, (draft) => {
    draft.latest_invoice = invoice.id;
  });
  finalizeInvoice(books, invoice);
  return invoice;
}
