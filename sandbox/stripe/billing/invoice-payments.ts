/** Invoice payments over the API. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";

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
