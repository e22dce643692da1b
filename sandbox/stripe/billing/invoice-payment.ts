/** The link between an invoice and the intent that pays it. */

import type Stripe from "stripe";
import { type ListParams, listObjects } from "../lists/list-objects.ts";
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

export function retrieveInvoicePayment(books: Books, _params: object, id: string): Wire {
  return books.show("invoice_payment", books.get("invoice_payment", id));
}

export function listInvoicePayments(books: Books, params: Stripe.InvoicePaymentListParams): Wire {
  const { invoice, payment, status } = params;
  const intent = payment?.payment_intent;
  return listObjects(books, "invoice_payment", params as ListParams, {
    url: "/v1/invoice_payments",
    where: invoice ? ["invoice", invoice] : intent ? ["payment_intent", intent] : undefined,
    accepts: (one) =>
      (intent === undefined || one.payment_intent === intent) && (status === undefined || one.status === status),
  });
}
