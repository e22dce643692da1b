/** Invoices and their items over the API. */
import type Stripe from "stripe";
import { currencyOf } from "../catalogue/currencies.ts";
import { liveCustomer } from "../customers/live-customer.ts";
import { findPaymentMethod } from "../customers/payment-methods.ts";
import { listObjects } from "../lists/list-objects.ts";
import { type ListParams, listEmbedded } from "../lists/list-wire.ts";
import { declined } from "../payments/payment-intents.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseTaxes, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, notSimulated } from "../wire/refusal.ts";
import { collectInvoice, methodFor } from "./collect-invoice.ts";
import { draftInvoice } from "./draft-invoice.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";
import { markInvoicePaid } from "./mark-invoice-paid.ts";
import { showInvoiceLines } from "./show-invoice.ts";
import { giveUpOnInvoice, voidOpenInvoice } from "./void-invoice.ts";

const daySeconds = 86_400;

export function createInvoice(books: Books, params: Stripe.InvoiceCreateParams): Wire {
  refuseUnsimulated(
    "invoices",
    params,
    "from_invoice",
    "shipping_cost",
    "shipping_details",
    "transfer_data",
    "discounts",
    "subscription",
    "default_tax_rates",
    "on_behalf_of",
  );
  refuseTaxes(params);
  if (!params.customer) throw missing("customer");
  const customer = liveCustomer(books, params.customer, "customer");
  const onClock = books.onClock(customer.test_clock);
  const currency = params.currency ? currencyOf(params.currency) : (customer.currency ?? "usd");
  // Pending items are taken only when asked for.
  const owner = params.pending_invoice_items_behavior === "include" ? customer : { ...customer, id: "" };
  const invoice = draftInvoice(onClock, owner, { reason: "manual", lines: [], currency });
  onClock.change("invoice", invoice, undefined, (draft) => {
    draft.customer = customer.id;
    draft.auto_advance = params.auto_advance ?? false;
    draft.next_payment_attempt = null;
    Object.assign(draft, pick(params, "description", "footer", "collection_method"));
    if (params.days_until_due !== undefined) draft.due_date = onClock.now + params.days_until_due * daySeconds;
    withMetadata(draft as typeof draft, params.metadata);
  });
  if (invoice.auto_advance) onClock.schedule("finalize_invoice", invoice.id, onClock.now + 3600, customer.test_clock);
  return books.show("invoice", invoice);
}

export function updateInvoice(books: Books, params: Stripe.InvoiceUpdateParams, id: string): Wire {
  const stored = ["description", "footer", "auto_advance", "metadata", "default_payment_method", "expand"];
  const other = Object.keys(params).find((name) => !stored.includes(name));
  if (other) throw notSimulated(`updating invoices with '${other}'`);
  const invoice = books.get("invoice", id);
  books.change("invoice", invoice, "invoice.updated", (draft) => {
    Object.assign(draft, pick(params, "description", "footer", "auto_advance", "default_payment_method"));
    withMetadata(draft, params.metadata);
  });
  return books.show("invoice", invoice);
}

export function deleteInvoice(books: Books, _params: object, id: string): Wire {
  const invoice = books.get("invoice", id);
  refuseState(invoice, "delete", ["draft"]);
  if (invoice.subscription) throw invalid("You can't delete invoices created by subscriptions.");
  books.emit("invoice.deleted", books.show("invoice", invoice));
  books.unschedule("finalize_invoice", id);
  books.remove("invoice", id);
  return { id, object: "invoice", deleted: true };
}

export function finalizeInvoiceRequest(books: Books, params: Stripe.InvoiceFinalizeInvoiceParams, id: string): Wire {
  const invoice = books.get("invoice", id);
  refuseState(invoice, "finalize", ["draft"]);
  const onClock = books.onClock(invoice.test_clock);
  finalizeInvoice(onClock, invoice);
  if (params.auto_advance ?? invoice.auto_advance) collectInvoice(onClock, invoice, { isOffSession: true });
  return books.show("invoice", books.get("invoice", id));
}

export function payInvoice(books: Books, params: Stripe.InvoicePayParams, id: string): Wire {
  refuseUnsimulated("paying invoices", params, "source", "mandate", "forgive");
  const invoice = books.get("invoice", id);
  const onClock = books.onClock(invoice.test_clock);
  if (invoice.status === "paid") throw invalid("Invoice is already paid", undefined, "invoice_already_paid");
  refuseState(invoice, "pay", ["draft", "open", "uncollectible"]);
  if (invoice.status === "draft") finalizeInvoice(onClock, invoice);
  if (params.paid_out_of_band) {
    markInvoicePaid(onClock, invoice);
    return books.show("invoice", books.get("invoice", id));
  }
  const method = params.payment_method
    ? findPaymentMethod(books, params.payment_method, "payment_method")
    : methodFor(onClock, invoice);
  if (!method)
    throw invalid(
      "There is no `default_payment_method` set on this Customer or Invoice.",
      undefined,
      "resource_missing",
    );
  const outcome = collectInvoice(onClock, invoice, { isOffSession: params.off_session ?? true, method });
  if (outcome === "failed" || outcome === "requires_action") {
    throw declined(books, books.own("payment_intent", invoice.payment_intent ?? ""));
  }
  return books.show("invoice", books.get("invoice", id));
}

export function voidInvoiceRequest(books: Books, _params: object, id: string): Wire {
  const invoice = books.get("invoice", id);
  refuseState(invoice, "void", ["open", "uncollectible"]);
  voidOpenInvoice(books.onClock(invoice.test_clock), invoice);
  return books.show("invoice", invoice);
}

export function markUncollectible(books: Books, _params: object, id: string): Wire {
  const invoice = books.get("invoice", id);
  refuseState(invoice, "mark uncollectible", ["open"]);
  giveUpOnInvoice(books.onClock(invoice.test_clock), invoice);
  return books.show("invoice", invoice);
}

export function sendInvoice(books: Books, _params: object, id: string): Wire {
  const invoice = books.get("invoice", id);
  if (invoice.collection_method !== "send_invoice")
    throw invalid("You can only manually send an invoice if its collection method is 'send_invoice'.");
  const onClock = books.onClock(invoice.test_clock);
  if (invoice.status === "draft") finalizeInvoice(onClock, invoice);
  onClock.emit("invoice.sent", onClock.show("invoice", invoice));
  return books.show("invoice", invoice);
}

export function retrieveInvoice(books: Books, _params: object, id: string): Wire {
  return books.show("invoice", books.get("invoice", id));
}

export function listInvoices(books: Books, params: Stripe.InvoiceListParams): Wire {
  refuseUnsimulated("listing invoices", params, "due_date");
  const { customer, subscription, status, collection_method: method } = params;
  return listObjects(books, "invoice", params as ListParams, {
    url: "/v1/invoices",
    where: subscription ? ["subscription", subscription] : customer ? ["customer", customer] : undefined,
    accepts: (invoice) =>
      (customer === undefined || invoice.customer === customer) &&
      (status === undefined || invoice.status === status) &&
      (method === undefined || invoice.collection_method === method),
  });
}

export function listInvoiceLines(books: Books, params: Stripe.InvoiceListLineItemsParams, id: string): Wire {
  return listEmbedded(
    showInvoiceLines(books.get("invoice", id), books),
    params as ListParams,
    `/v1/invoices/${id}/lines`,
  );
}

function refuseState(invoice: InvoiceEntity, verb: string, allowed: InvoiceEntity["status"][]): void {
  if (allowed.includes(invoice.status)) return;
  throw invalid(
    `You can only ${verb} invoices that are ${allowed.join(" or ")}. This invoice is ${invoice.status}.`,
    undefined,
    "invoice_not_editable",
  );
}
