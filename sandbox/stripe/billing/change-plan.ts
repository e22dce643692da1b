/** Changing the items of a living subscription: prorated, invoiced at once or later, and undone when unpaid if asked so. */
import { declined } from "../payments/payment-intents.ts";
import type { Books } from "../store/books.ts";
import { collectInvoice } from "./collect-invoice.ts";
import { periodLines } from "./draft-invoice.ts";
import { invoiceNow } from "./invoice-now.ts";
import { pendingUpdateSeconds } from "./pending-update.ts";
import { addProrations } from "./prorations.ts";
import { restarted, restartPeriod, rhythmOf } from "./restart-period.ts";
import type { SubscriptionEntity, SubscriptionItemEntity } from "./subscription-entity.ts";

interface PlanChange {
  items: SubscriptionItemEntity[];
  prorationBehavior: string;
  paymentBehavior: string;
  prorationDate?: number | undefined;
  /** Start a new period now, also when the interval stays. */
  resetsAnchor?: boolean;
}

export function changePlan(books: Books, subscription: SubscriptionEntity, change: PlanChange): void {
  const { items, prorationBehavior, paymentBehavior } = change;
  const isOtherRhythm = hasOtherRhythm(books, subscription.items, items);
  const isTrial = subscription.status === "trialing";
  const restarts = !isTrial && (isOtherRhythm || change.resetsAnchor === true);
  const isProrated = prorationBehavior !== "none" && !isTrial;
  if (isProrated)
    addProrations(books, subscription, items, change.prorationDate ?? books.now, { creditsOnly: restarts });
  const isInvoiced = restarts || (isProrated && prorationBehavior === "always_invoice");
  if (!isInvoiced) {
    apply(books, subscription, items, restarts);
    return;
  }
  if (paymentBehavior === "pending_if_incomplete") {
    applyWhenPaid(books, subscription, items, restarts);
    return;
  }
  apply(books, subscription, items, restarts);
  const invoice = invoiceNow(books, subscription, restarts ? periodLines(books, subscription, false) : []);
  if (paymentBehavior === "default_incomplete" || subscription.collection_method === "send_invoice") return;
  const outcome = collectInvoice(books, invoice, { isOffSession: true });
  if (outcome !== "succeeded" && outcome !== "processing" && paymentBehavior === "error_if_incomplete") {
    throw declined(books, books.own("payment_intent", invoice.payment_intent ?? "")).undoing();
  }
}

export function hasOtherRhythm(
  books: Books,
  before: readonly SubscriptionItemEntity[],
  after: readonly SubscriptionItemEntity[],
): boolean {
  const [old, next] = [rhythmOf(books, before), rhythmOf(books, after)];
  return old.interval !== next.interval || old.interval_count !== next.interval_count;
}

function apply(
  books: Books,
  subscription: SubscriptionEntity,
  items: SubscriptionItemEntity[],
  restarts: boolean,
): void {
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.items = items;
    if (restarts) restartPeriod(books, draft);
  });
}

function applyWhenPaid(
  books: Books,
  subscription: SubscriptionEntity,
  items: SubscriptionItemEntity[],
  restarts: boolean,
): void {
  const lines = restarts ? periodLines(books, restarted(books, { ...subscription, items }), false) : [];
  const invoice = invoiceNow(books, subscription, lines);
  const expires_at = books.now + pendingUpdateSeconds;
  books.change("subscription", subscription, undefined, (draft) => {
    draft.pending_update = { expires_at, items, invoice: invoice.id, restarts_period: restarts };
  });
  books.schedule("expire_pending_update", subscription.id, expires_at, subscription.test_clock);
  collectInvoice(books, invoice, { isOffSession: true });
  const saved = books.own("subscription", subscription.id);
  if (saved.pending_update)
    books.emit("customer.subscription.updated", books.show("subscription", saved), { pending_update: null });
  Object.assign(subscription, saved);
}
