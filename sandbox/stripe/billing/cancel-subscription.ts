/** Ends of subscriptions: now, at the period's end, or at a date. */

import type { Books } from "../store/books.ts";
import type { JobKind } from "../store/schedule.ts";
import { invoiceNow } from "./invoice-now.ts";
import { addProrations } from "./prorations.ts";
import { scheduleRenewal } from "./restart-period.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";

interface CancelOptions {
  reason?: "cancellation_requested" | "payment_failed";
  comment?: string | null | undefined;
  feedback?: string | null | undefined;
  prorate?: boolean;
  invoiceNow?: boolean;
}

const jobs: JobKind[] = [
  "announce_invoice",
  "announce_trial_end",
  "cancel_subscription",
  "expire_first_payment",
  "expire_pending_update",
  "renew_subscription",
  "resume_collection",
];

export function cancelNow(books: Books, subscription: SubscriptionEntity, options: CancelOptions): void {
  if (options.prorate) addProrations(books, subscription, [], books.now);
  for (const job of jobs) books.unschedule(job, subscription.id);
  for (const invoice of books.all("invoice", "open", subscription.id)) {
    // Stripe stops trying on its own once the subscription is gone.
    books.unschedule("retry_invoice", invoice.id);
    books.change("invoice", invoice, undefined, (draft) => {
      draft.auto_advance = false;
      draft.next_payment_attempt = null;
    });
  }
  books.change("subscription", subscription, undefined, (draft) => {
    draft.status = "canceled";
    draft.ended_at = books.now;
    draft.canceled_at ??= books.now;
    draft.pending_update = null;
    draft.cancellation_details = {
      comment: options.comment ?? draft.cancellation_details.comment,
      feedback: options.feedback ?? draft.cancellation_details.feedback,
      reason: options.reason ?? draft.cancellation_details.reason ?? "cancellation_requested",
    };
  });
  if (options.invoiceNow) invoiceNow(books, subscription, []);
  books.emit("customer.subscription.deleted", books.show("subscription", subscription));
}

/** Ends with the period. Stripe sets `cancel_at` too. The caller saves. */
export function cancelAtPeriodEnd(books: Books, subscription: SubscriptionEntity): void {
  scheduleCancel(books, subscription, subscription.current_period_end);
  subscription.cancel_at_period_end = true;
}

/** The caller saves. */
export function scheduleCancel(books: Books, subscription: SubscriptionEntity, at: number): void {
  subscription.cancel_at = at;
  subscription.cancel_at_period_end = false;
  subscription.canceled_at = books.now;
  subscription.cancellation_details.reason = "cancellation_requested";
  books.schedule("cancel_subscription", subscription.id, at, subscription.test_clock);
}

/** The caller saves. */
export function keepSubscription(books: Books, subscription: SubscriptionEntity): void {
  subscription.cancel_at = null;
  subscription.cancel_at_period_end = false;
  subscription.canceled_at = null;
  subscription.cancellation_details = { comment: null, feedback: null, reason: null };
  books.unschedule("cancel_subscription", subscription.id);
  scheduleRenewal(books, subscription);
}
