/** Runs what has become due, one moment after the other, each in a transaction at its own time. */
import { afterPayment } from "../billing/after-payment.ts";
import { cancelNow } from "../billing/cancel-subscription.ts";
import { collectInvoice } from "../billing/collect-invoice.ts";
import { finalizeInvoice } from "../billing/finalize-invoice.ts";
import { expirePendingUpdate } from "../billing/pending-update.ts";
import { announceInvoice, renewSubscription } from "../billing/renew-subscription.ts";
import { isOver } from "../billing/subscription-entity.ts";
import { giveUpOnInvoice, voidOpenInvoice } from "../billing/void-invoice.ts";
import { markExpired } from "../checkout/sessions.ts";
import { settlePayment } from "../payments/confirm-payment.ts";
import { loseDispute } from "../payments/disputes.ts";
import type { Books } from "../store/books.ts";
import type { JobKind } from "../store/schedule.ts";

export const jobs: Record<JobKind, (books: Books, ref: string) => void> = {
  announce_invoice: (books, id) => onSubscription(books, id, announceInvoice),
  announce_trial_end: (books, id) =>
    onSubscription(books, id, (_books, subscription) => {
      if (subscription.status !== "trialing") return;
      books.emit("customer.subscription.trial_will_end", books.show("subscription", subscription));
    }),
  cancel_subscription: (books, id) =>
    onSubscription(books, id, (_books, subscription) => {
      if (!isOver(subscription) && subscription.cancel_at !== null) cancelNow(books, subscription, {});
    }),
  expire_first_payment: (books, id) => onSubscription(books, id, expireFirstPayment),
  expire_pending_update: (books, id) => onSubscription(books, id, expirePendingUpdate),
  expire_session: (books, id) => {
    const session = books.find("checkout.session", id);
    if (session?.status === "open") markExpired(books, session);
  },
  finalize_invoice: finalizeDraft,
  lose_dispute: loseDispute,
  renew_subscription: (books, id) => onSubscription(books, id, renewSubscription),
  resume_collection: (books, id) =>
    onSubscription(books, id, (_books, subscription) => {
      books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
        draft.pause_collection = null;
      });
    }),
  retry_invoice: (books, id) => {
    const invoice = books.find("invoice", id);
    if (invoice?.status === "open") collectInvoice(books, invoice, { isOffSession: true });
  },
  settle_payment: (books, id) => {
    const intent = books.find("payment_intent", id);
    if (intent?.status !== "processing") return;
    settlePayment(books, intent);
    afterPayment(books, intent);
  },
};

type Subscription = NonNullable<ReturnType<typeof findSubscription>>;

function findSubscription(books: Books, id: string) {
  return books.find("subscription", id);
}

function onSubscription(books: Books, id: string, work: (books: Books, subscription: Subscription) => void): void {
  const subscription = findSubscription(books, id);
  if (subscription) work(books, subscription);
}

function expireFirstPayment(books: Books, subscription: Subscription): void {
  if (subscription.status !== "incomplete") return;
  for (const invoice of books.all("invoice", "open", subscription.id)) voidOpenInvoice(books, invoice);
  books.unschedule("renew_subscription", subscription.id);
  books.unschedule("announce_invoice", subscription.id);
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.status = "incomplete_expired";
    draft.ended_at = books.now;
  });
}

function finalizeDraft(books: Books, id: string): void {
  const invoice = books.find("invoice", id);
  if (invoice?.status !== "draft" || !invoice.auto_advance) return;
  finalizeInvoice(books, invoice);
  const subscription = books.find("subscription", invoice.subscription);
  const pause = subscription?.pause_collection?.behavior;
  if (pause === "void") {
    voidOpenInvoice(books, invoice);
    return;
  }
  if (pause === "mark_uncollectible") {
    giveUpOnInvoice(books, invoice);
    return;
  }
  if (invoice.collection_method === "charge_automatically") collectInvoice(books, invoice, { isOffSession: true });
}
