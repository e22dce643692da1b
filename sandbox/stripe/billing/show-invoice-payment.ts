/** The link between an invoice and the intent that pays it, as we keep it and as the wire shows it. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface InvoicePaymentEntity extends Stored {
  amount_paid: number | null;
  amount_requested: number;
  canceled_at: number | null;
  currency: string;
  invoice: string;
  paid_at: number | null;
  payment_intent: string;
  status: "canceled" | "open" | "paid";
}

export function showInvoicePayment(payment: InvoicePaymentEntity, books: Books): Wire {
  const { canceled_at, paid_at, payment_intent, ...shown } = payment;
  return {
    ...shown,
    object: "invoice_payment",
    is_default: true,
    livemode: books.scope.livemode,
    payment: { payment_intent, type: "payment_intent" },
    status_transitions: { canceled_at, paid_at },
  };
}
