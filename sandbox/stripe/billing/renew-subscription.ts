/** The end of a period or of a trial: the next period begins, and its invoice is drafted for an hour. */
import type { Books } from "../store/books.ts";
import { cancelNow } from "./cancel-subscription.ts";
import { buildInvoice, draftInvoice, periodLines } from "./draft-invoice.ts";
import { boundaryAfter } from "./periods.ts";
import { rhythmOf, scheduleRenewal, setPeriod } from "./restart-period.ts";
import { isOver, type SubscriptionEntity } from "./subscription-entity.ts";

const draftSeconds = 3600;

export function renewSubscription(books: Books, subscription: SubscriptionEntity): void {
  if (isOver(subscription) || subscription.status === "paused" || subscription.status === "incomplete") return;
  if (subscription.current_period_end > books.now) {
    scheduleRenewal(books, subscription);
    return;
  }
  if (subscription.cancel_at !== null && subscription.cancel_at <= books.now) {
    cancelNow(books, subscription, {});
    return;
  }
  const isTrialOver = subscription.status === "trialing";
  if (isTrialOver && !hasPaymentMethod(books, subscription) && subscription.trial_end_behavior !== "create_invoice") {
    endTrialWithoutMethod(books, subscription);
    return;
  }
  const customer = books.own("customer", subscription.customer);
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    if (isTrialOver) draft.status = "active";
    setPeriod(books, draft, draft.current_period_end);
    draft.discounts = draft.discounts.filter(({ end, coupon }) =>
      end === null ? coupon.duration !== "once" : end > books.now,
    );
    const lines = periodLines(books, draft, false);
    draftInvoice(books, customer, {
      subscription: draft,
      reason: "subscription_cycle",
      lines,
      currency: draft.currency,
    });
  });
  const invoice = subscription.latest_invoice ?? "";
  const isHeld = subscription.status === "unpaid" || subscription.pause_collection?.behavior === "keep_as_draft";
  if (!isHeld) {
    books.schedule("finalize_invoice", invoice, books.now + draftSeconds, subscription.test_clock);
    return;
  }
  books.change("invoice", books.own("invoice", invoice), undefined, (draft) => {
    draft.auto_advance = false;
    draft.next_payment_attempt = null;
  });
}

/** `invoice.upcoming` shows an invoice that does not exist yet. */
export function announceInvoice(books: Books, subscription: SubscriptionEntity): void {
  if (
    isOver(subscription) ||
    subscription.status === "paused" ||
    subscription.cancel_at === subscription.current_period_end
  )
    return;
  const customer = books.own("customer", subscription.customer);
  const { interval, interval_count: count } = rhythmOf(books, subscription.items);
  const start = subscription.current_period_end;
  const end = boundaryAfter(subscription.billing_cycle_anchor, interval, count, start);
  const next = { ...subscription, current_period_start: start, current_period_end: end };
  const lines = periodLines(books, next, false);
  const options = { subscription: next, reason: "subscription_cycle" as const, lines, currency: next.currency };
  const invoice = buildInvoice(books, customer, options, books.newId("upcoming_in"));
  books.emit("invoice.upcoming", books.show("invoice", invoice));
}

function hasPaymentMethod(books: Books, subscription: SubscriptionEntity): boolean {
  const customer = books.own("customer", subscription.customer);
  return (subscription.default_payment_method ?? customer.default_payment_method) !== null;
}

function endTrialWithoutMethod(books: Books, subscription: SubscriptionEntity): void {
  if (subscription.trial_end_behavior === "cancel") {
    cancelNow(books, subscription, {});
    return;
  }
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.status = "paused";
    draft.paused_at = books.now;
  });
  books.emit("customer.subscription.paused", books.show("subscription", subscription));
}
