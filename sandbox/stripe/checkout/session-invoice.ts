/** `invoice_creation`: a paid cart gets an invoice, once its money is there. */
import type Stripe from "stripe";
import { buildInvoice } from "../billing/draft-invoice.ts";
import { finalizeInvoice } from "../billing/finalize-invoice.ts";
import { markInvoicePaid } from "../billing/mark-invoice-paid.ts";
import { lineOfPrice } from "../billing/one-time-line.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import { mergeMetadata } from "../schema/metadata-rules.ts";
import type { Books } from "../store/books.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import type { SessionEntity } from "./session-entity.ts";

export interface InvoiceCreation {
  enabled: boolean;
  invoice_data: { description: string | null; footer: string | null; metadata: Record<string, string> };
}

export function invoiceCreationOf({ invoice_creation: wanted }: Stripe.Checkout.SessionCreateParams): InvoiceCreation {
  const data = wanted?.invoice_data ?? {};
  refuseUnsimulated("invoice_creation", data, "account_tax_ids", "custom_fields", "issuer", "rendering_options");
  const { description = null, footer = null, metadata } = data;
  const invoice_data = { description, footer, metadata: mergeMetadata({}, metadata) };
  return { enabled: wanted?.enabled ?? false, invoice_data };
}

/** @param intent absent when nothing was to be paid. Does nothing for a session that wants no invoice. */
export function invoiceSession(books: Books, session: SessionEntity, intent: PaymentIntentEntity | undefined): void {
  const customer = books.find("customer", session.customer);
  const isPaid = intent === undefined || intent.status === "succeeded";
  if (!session.invoice_creation.enabled || session.invoice || !customer || !isPaid) return;
  const lines = session.lines.map(({ price, quantity }) => lineOfPrice(books, books.own("price", price), quantity));
  const { currency } = session;
  const invoice = {
    ...buildInvoice(books, customer, { reason: "manual", lines, currency }, books.newId("in")),
    ...session.invoice_creation.invoice_data,
    discounts: session.discount ? [session.discount] : [],
  };
  books.add("invoice", invoice, "invoice.created");
  finalizeInvoice(books, invoice, intent);
  markInvoicePaid(books, invoice);
  if (intent) {
    books.change("payment_intent", intent, undefined, (draft) => {
      draft.invoice = invoice.id;
    });
  }
  books.change("checkout.session", session, undefined, (draft) => {
    draft.invoice = invoice.id;
  });
}
