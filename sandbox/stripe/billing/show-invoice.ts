/** An invoice on the wire. */
import { listWire } from "../lists/list-wire.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { IndexKeys } from "../store/object-store.ts";
import type { InvoiceEntity, InvoiceLineEntity } from "./invoice-entity.ts";
import { type InvoiceTotals, totalsOf } from "./invoice-totals.ts";

const embeddedLines = 10;

export function invoiceKeys({ customer, subscription, status }: InvoiceEntity): IndexKeys {
  const isOpen = status === "open";
  return { customer, subscription, open: isOpen ? (subscription ?? customer) : null };
}

export function showInvoice(invoice: InvoiceEntity, books: Books): Wire {
  const totals = totalsOf(invoice);
  const customer = books.find("customer", invoice.customer);
  const { id, status, number } = invoice;
  const remaining = status === "paid" ? 0 : totals.amountDue - invoice.amount_paid;
  const isFinal = invoice.finalized_at !== null;
  const hosted = `${books.archive.url()}/invoices/${id}`;
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Sandbox",
    amount_due: totals.amountDue,
    amount_overpaid: 0,
    amount_paid: invoice.amount_paid,
    amount_remaining: remaining,
    amount_shipping: 0,
    attempt_count: invoice.attempt_count,
    attempted: invoice.attempted,
    auto_advance: invoice.auto_advance,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: status === "draft" && invoice.auto_advance ? invoice.created + 3600 : null,
    billing_reason: invoice.billing_reason,
    collection_method: invoice.collection_method,
    created: invoice.created,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_address: customer?.address ?? null,
    customer_email: customer?.email ?? null,
    customer_name: customer?.name ?? null,
    customer_phone: customer?.phone ?? null,
    customer_shipping: null,
    customer_tax_exempt: customer?.tax_exempt ?? "none",
    customer_tax_ids: [],
    default_payment_method: invoice.default_payment_method,
    default_tax_rates: [],
    description: invoice.description,
    discounts: invoice.discounts.map((discount) => discount.id),
    due_date: invoice.due_date,
    effective_at: invoice.finalized_at,
    ending_balance: invoice.ending_balance,
    footer: invoice.footer,
    ...(isFinal ? { hosted_invoice_url: hosted, invoice_pdf: `${hosted}/pdf` } : {}),
    issuer: { type: "self" },
    lines: listWire(
      invoice.lines.slice(0, embeddedLines).map((line) => showInvoiceLine(invoice, line, totals, books)),
      `/v1/invoices/${id}/lines`,
      invoice.lines.length > embeddedLines,
    ),
    livemode: books.scope.livemode,
    metadata: invoice.metadata,
    next_payment_attempt: invoice.next_payment_attempt,
    number,
    parent: invoice.subscription && {
      quote_details: null,
      subscription_details: { metadata: invoice.subscription_metadata, subscription: invoice.subscription },
      type: "subscription_details",
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: invoice.period_end,
    period_start: invoice.period_start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: invoice.starting_balance,
    status,
    status_transitions: {
      finalized_at: invoice.finalized_at,
      marked_uncollectible_at: invoice.marked_uncollectible_at,
      paid_at: invoice.paid_at,
      voided_at: invoice.voided_at,
    },
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotal,
    test_clock: invoice.test_clock,
    total: totals.total,
    total_discount_amounts: totals.discountAmounts,
    total_excluding_tax: totals.total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: invoice.created,
  };
}

export function showInvoiceLines(invoice: InvoiceEntity, books: Books): Wire[] {
  const totals = totalsOf(invoice);
  return invoice.lines.map((line) => showInvoiceLine(invoice, line, totals, books));
}

function showInvoiceLine(invoice: InvoiceEntity, line: InvoiceLineEntity, totals: InvoiceTotals, books: Books): Wire {
  const shareOf = (amount: number) => (totals.subtotal > 0 ? Math.round((amount * line.amount) / totals.subtotal) : 0);
  return {
    id: line.id,
    object: "line_item",
    amount: line.amount,
    currency: invoice.currency,
    description: line.description,
    discount_amounts: totals.discountAmounts.map(({ amount, discount }) => ({ amount: shareOf(amount), discount })),
    discountable: !line.proration,
    discounts: [],
    invoice: invoice.id,
    livemode: books.scope.livemode,
    metadata: line.metadata,
    parent: parentOf(invoice, line),
    period: line.period,
    pretax_credit_amounts: [],
    pricing:
      line.price && line.product
        ? {
            price_details: { price: line.price, product: line.product },
            type: "price_details",
            unit_amount_decimal: line.unit_amount === null ? null : String(line.unit_amount),
          }
        : null,
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: line.subscription_item ? invoice.subscription : null,
    subtotal: line.amount,
    taxes: [],
  };
}

function parentOf(invoice: InvoiceEntity, line: InvoiceLineEntity): Wire {
  const { subscription_item, invoice_item, proration } = line;
  const common = { proration, subscription: invoice.subscription };
  const proration_details = { credited_items: null };
  if (subscription_item) {
    const subscription_item_details = { ...common, invoice_item, proration_details, subscription_item };
    return { invoice_item_details: null, subscription_item_details, type: "subscription_item_details" };
  }
  const invoice_item_details = { ...common, invoice_item: invoice_item ?? "", proration_details };
  return { invoice_item_details, subscription_item_details: null, type: "invoice_item_details" };
}
