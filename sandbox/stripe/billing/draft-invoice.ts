/** Drafts: what a subscription's period or a customer's pending items come to, before anybody is asked to pay. */
import type { CustomerEntity } from "../customers/customer-entity.ts";
import type { Books } from "../store/books.ts";
import type { InvoiceEntity, InvoiceLineEntity } from "./invoice-entity.ts";
import type { InvoiceItemEntity } from "./invoice-item-entity.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";

interface DraftOptions {
  subscription?: SubscriptionEntity | undefined;
  reason: InvoiceEntity["billing_reason"];
  lines: InvoiceLineEntity[];
  currency: string;
}

/** Takes the pending items along. The caller finalizes it or leaves it to the schedule. */
export function draftInvoice(books: Books, customer: CustomerEntity, options: DraftOptions): InvoiceEntity {
  const { subscription, currency } = options;
  const id = books.newId("in");
  const pending = takePending(books, subscription?.id ?? customer.id, currency, id);
  const invoice = buildInvoice(books, customer, { ...options, lines: [...pending, ...options.lines] }, id);
  books.add("invoice", invoice, "invoice.created");
  if (subscription) subscription.latest_invoice = id;
  return invoice;
}

/** An invoice that nobody has written down: for drafts about to be added, and for announcements. */
export function buildInvoice(books: Books, customer: CustomerEntity, options: DraftOptions, id: string): InvoiceEntity {
  const { subscription, reason, currency, lines } = options;
  return {
    id,
    created: books.now,
    amount_paid: 0,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    billing_reason: reason,
    collection_method: subscription?.collection_method ?? "charge_automatically",
    currency,
    customer: customer.id,
    default_payment_method: null,
    description: null,
    discounts: discountsFor(books, subscription, customer),
    due_date: null,
    ending_balance: null,
    finalized_at: null,
    footer: null,
    lines,
    marked_uncollectible_at: null,
    metadata: {},
    next_payment_attempt: reason === "subscription_cycle" ? books.now + 3600 : null,
    number: null,
    paid_at: null,
    payment_intent: null,
    period_end: books.now,
    period_start: reason === "subscription_cycle" && subscription ? previousPeriodStart(subscription) : books.now,
    starting_balance: customer.balance,
    status: "draft",
    subscription: subscription?.id ?? null,
    subscription_metadata: { ...subscription?.metadata },
    test_clock: customer.test_clock,
    voided_at: null,
  };
}

/** The lines that pay for a subscription's current period in advance. */
export function periodLines(books: Books, subscription: SubscriptionEntity, isTrial: boolean): InvoiceLineEntity[] {
  return subscription.items.map((item) => {
    const price = books.own("price", item.price);
    const product = books.own("product", price.product);
    const { unit_amount: unitAmount } = price;
    return {
      id: books.newId("il"),
      amount: isTrial ? 0 : unitAmount * item.quantity,
      description: isTrial ? `Trial period for ${product.name}` : `${item.quantity} × ${product.name}`,
      invoice_item: null,
      metadata: { ...subscription.metadata },
      period: { start: subscription.current_period_start, end: subscription.current_period_end },
      price: price.id,
      product: product.id,
      proration: false,
      quantity: item.quantity,
      subscription_item: item.id,
      unit_amount: isTrial ? 0 : unitAmount,
    };
  });
}

export function lineOfItem(books: Books, item: InvoiceItemEntity): InvoiceLineEntity {
  const { amount, description, metadata, period, price, product, proration, quantity, subscription_item } = item;
  const shown = { amount, description, metadata, period, price, product, proration, quantity, subscription_item };
  return { id: books.newId("il"), ...shown, invoice_item: item.id, unit_amount: item.unit_amount };
}

function takePending(books: Books, owner: string, currency: string, invoice: string): InvoiceLineEntity[] {
  const items = books.all("invoiceitem", "pending", owner).filter((item) => item.currency === currency);
  return items.reverse().map((item) => {
    books.change("invoiceitem", item, undefined, (draft) => {
      draft.invoice = invoice;
    });
    return lineOfItem(books, item);
  });
}

/** Discounts of the subscription come before the customer's, which then do not apply. */
function discountsFor(books: Books, subscription: SubscriptionEntity | undefined, customer: CustomerEntity) {
  const own = (subscription?.discounts ?? []).filter(({ end }) => end === null || books.now < end);
  if (own.length > 0 || !customer.discount) return own;
  return [customer.discount];
}

function previousPeriodStart(subscription: SubscriptionEntity): number {
  const length = subscription.current_period_end - subscription.current_period_start;
  return Math.max(subscription.start_date, subscription.current_period_start - length);
}
