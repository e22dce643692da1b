/** A change that waits for its invoice: applied when it is paid, dropped after 23 hours. */
import type { Books } from "../store/books.ts";
import { restartPeriod } from "./restart-period.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";
import { voidOpenInvoice } from "./void-invoice.ts";

export const pendingUpdateSeconds = 23 * 3600;

export function applyPendingUpdate(books: Books, subscription: SubscriptionEntity): void {
  const pending = subscription.pending_update;
  if (!pending) return;
  books.unschedule("expire_pending_update", subscription.id);
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.items = pending.items;
    draft.pending_update = null;
    if (pending.restarts_period) restartPeriod(books, draft);
  });
  books.emit("customer.subscription.pending_update_applied", books.show("subscription", subscription));
}

export function expirePendingUpdate(books: Books, subscription: SubscriptionEntity): void {
  const pending = subscription.pending_update;
  if (!pending) return;
  const invoice = books.find("invoice", pending.invoice);
  if (invoice?.status === "open") voidOpenInvoice(books, invoice);
  books.change("subscription", subscription, undefined, (draft) => {
    draft.pending_update = null;
  });
  books.emit("customer.subscription.pending_update_expired", books.show("subscription", subscription));
}
