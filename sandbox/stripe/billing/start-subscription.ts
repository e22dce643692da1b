/** The beginning of a subscription: its first period or trial, and its first invoice. */
import { countRedemption } from "../catalogue/coupon-rules.ts";
import type { CustomerEntity } from "../customers/customer-entity.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import type { Books } from "../store/books.ts";
import { draftInvoice, periodLines } from "./draft-invoice.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import type { InvoiceEntity, InvoiceLineEntity } from "./invoice-entity.ts";
import { totalsOf } from "./invoice-totals.ts";
import { markInvoicePaid } from "./mark-invoice-paid.ts";
import { scheduleRenewal, setPeriod } from "./restart-period.ts";
import type { SubscriptionEntity, SubscriptionItemEntity } from "./subscription-entity.ts";

interface NewSubscription {
  items: Omit<SubscriptionItemEntity, "id" | "created">[];
  currency: string;
  trialEnd?: number | null;
  /** One-time lines on the first invoice. */
  extraLines?: InvoiceLineEntity[];
  fields?: Partial<SubscriptionEntity>;
}

const firstPaymentSeconds = 23 * 3600;
const announceTrialEndSeconds = 3 * 86_400;

/** Nothing is collected yet. @param payment an intent of Checkout that has paid, or is about to settle */
export function startSubscription(
  books: Books,
  customer: CustomerEntity,
  wanted: NewSubscription,
  payment?: PaymentIntentEntity,
): { subscription: SubscriptionEntity; invoice: InvoiceEntity } {
  const subscription = newSubscription(books, customer, wanted);
  const isTrial = subscription.trial_end !== null;
  const extra = wanted.extraLines ?? [];
  const lines = [...periodLines(books, subscription, isTrial), ...extra];
  const isFree =
    totalsOf({
      currency: wanted.currency,
      discounts: subscription.discounts,
      lines,
      starting_balance: customer.balance,
      ending_balance: null,
    }).total +
      Math.min(0, customer.balance) <=
    0;
  const startsAlive = payment !== undefined || isFree || subscription.collection_method === "send_invoice";
  subscription.status = startsAlive ? (isTrial ? "trialing" : "active") : "incomplete";
  books.add("subscription", subscription, "customer.subscription.created");
  for (const discount of subscription.discounts) countRedemption(books, discount);
  const invoice = draftInvoice(books, customer, {
    subscription,
    reason: "subscription_create",
    lines,
    currency: wanted.currency,
  });
  books.change("subscription", subscription, undefined, (draft) => {
    draft.latest_invoice = invoice.id;
  });
  finalizeInvoice(books, invoice, payment);
  if (isFree || payment?.status === "succeeded") markInvoicePaid(books, invoice);
  schedule(books, subscription);
  return { subscription, invoice };
}

function schedule(books: Books, { id, status, trial_end: trialEnd, test_clock: clock }: SubscriptionEntity): void {
  if (status === "incomplete") books.schedule("expire_first_payment", id, books.now + firstPaymentSeconds, clock);
  if (trialEnd === null) return;
  books.schedule("announce_trial_end", id, Math.max(books.now, trialEnd - announceTrialEndSeconds), clock);
}

function newSubscription(books: Books, customer: CustomerEntity, wanted: NewSubscription): SubscriptionEntity {
  const trialEnd = wanted.trialEnd ?? null;
  const subscription: SubscriptionEntity = {
    id: books.newId("sub"),
    created: books.now,
    application_fee_percent: null,
    billing_cycle_anchor: trialEnd ?? books.now,
    billing_mode: "flexible",
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: "charge_automatically",
    currency: wanted.currency,
    current_period_end: trialEnd ?? books.now,
    current_period_start: books.now,
    customer: customer.id,
    days_until_due: null,
    default_payment_method: null,
    description: null,
    discounts: [],
    ended_at: null,
    items: wanted.items.map((item) => ({ ...item, id: books.newId("si", 14), created: books.now })),
    latest_invoice: null,
    metadata: {},
    off_session: false,
    pause_collection: null,
    paused_at: null,
    payment_settings: { save_default_payment_method: null },
    pending_update: null,
    start_date: books.now,
    status: "incomplete",
    test_clock: customer.test_clock,
    trial_end: trialEnd,
    trial_end_behavior: "create_invoice",
    trial_start: trialEnd === null ? null : books.now,
    ...wanted.fields,
  };
  if (trialEnd === null) setPeriod(books, subscription, books.now);
  else scheduleRenewal(books, subscription);
  return subscription;
}
