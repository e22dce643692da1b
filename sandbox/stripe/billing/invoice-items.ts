/** Invoice items over the API: something extra for the next invoice. */
import type Stripe from "stripe";
import { currencyOf } from "../catalogue/currencies.ts";
import { liveCustomer } from "../customers/live-customer.ts";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing } from "../wire/refusal.ts";
import { lineOfItem } from "./draft-invoice.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";
import type { InvoiceItemEntity } from "./invoice-item-entity.ts";

export function createInvoiceItem(books: Books, params: Stripe.InvoiceItemCreateParams): Wire {
  refuseUnsimulated(
    "invoice items",
    params,
    "price_data",
    "discounts",
    "tax_rates",
    "unit_amount_decimal",
    "quantity_decimal" as never,
  );
  if (!params.customer) throw missing("customer");
  const customer = liveCustomer(books, params.customer, "customer");
  const onClock = books.onClock(customer.test_clock);
  const invoice = params.invoice ? draftOf(books, params.invoice) : undefined;
  const price = params.pricing?.price ? books.refer("price", params.pricing.price, "pricing[price]") : undefined;
  const quantity = params.quantity ?? 1;
  const amount = price ? price.unit_amount * quantity : params.amount;
  if (amount === undefined) throw missing("amount");
  const item: InvoiceItemEntity = {
    id: books.newId("ii"),
    created: onClock.now,
    amount,
    currency: price?.currency ?? invoice?.currency ?? ownCurrency(params.currency, customer.currency),
    customer: customer.id,
    description: params.description ?? null,
    invoice: invoice?.id ?? null,
    metadata: {},
    period: params.period ?? { start: onClock.now, end: onClock.now },
    price: price?.id ?? null,
    product: price ? price.product : null,
    proration: false,
    quantity,
    subscription: params.subscription ? books.refer("subscription", params.subscription, "subscription").id : null,
    subscription_item: null,
    test_clock: customer.test_clock,
    unit_amount: price?.unit_amount ?? null,
  };
  withMetadata(item, params.metadata);
  onClock.add("invoiceitem", item, "invoiceitem.created");
  if (invoice) {
    onClock.change("invoice", invoice, "invoice.updated", (draft) => {
      draft.lines.push(lineOfItem(onClock, item));
    });
  }
  return books.show("invoiceitem", item);
}

function ownCurrency(wanted: string | undefined, customers: string | null): string {
  return wanted ? currencyOf(wanted) : (customers ?? "usd");
}

export function updateInvoiceItem(books: Books, params: Stripe.InvoiceItemUpdateParams, id: string): Wire {
  refuseUnsimulated("updating invoice items", params, "price_data", "pricing", "discounts", "tax_rates", "quantity");
  const item = pendingItem(books, id);
  books.change("invoiceitem", item, undefined, (draft) => {
    Object.assign(draft, pick(params, "amount", "description"));
    withMetadata(draft, params.metadata);
  });
  return books.show("invoiceitem", item);
}

export function deleteInvoiceItem(books: Books, _params: object, id: string): Wire {
  const item = pendingItem(books, id);
  books.emit("invoiceitem.deleted", books.show("invoiceitem", item));
  books.remove("invoiceitem", id);
  return { id, object: "invoiceitem", deleted: true };
}

export function retrieveInvoiceItem(books: Books, _params: object, id: string): Wire {
  return books.show("invoiceitem", books.get("invoiceitem", id));
}

export function listInvoiceItems(books: Books, params: Stripe.InvoiceItemListParams): Wire {
  const { customer, invoice, pending } = params;
  return listObjects(books, "invoiceitem", params as ListParams, {
    url: "/v1/invoiceitems",
    where: customer ? ["customer", customer] : undefined,
    accepts: (item) =>
      (invoice === undefined || item.invoice === invoice) &&
      (pending === undefined || (item.invoice === null) === pending),
  });
}

function draftOf(books: Books, id: string): InvoiceEntity {
  const invoice = books.refer("invoice", id, "invoice");
  if (invoice.status === "draft") return invoice;
  throw invalid("This invoice is no longer editable", "invoice", "invoice_not_editable");
}

function pendingItem(books: Books, id: string): InvoiceItemEntity {
  const item = books.get("invoiceitem", id);
  if (item.invoice)
    throw invalid(
      "This invoice item is attached to an invoice and can no longer be changed.",
      undefined,
      "invoice_not_editable",
    );
  return item;
}
