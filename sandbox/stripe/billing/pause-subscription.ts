/** `/pause`: no invoices and no new periods until the subscription is resumed; unused time is credited if wanted. */
import type Stripe from "stripe";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { invalid } from "../wire/refusal.ts";
import { collectInvoice } from "./collect-invoice.ts";
import { invoiceNow } from "./invoice-now.ts";
import { addProrations } from "./prorations.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";

export function pauseSubscription(books: Books, params: Stripe.SubscriptionPauseParams, id: string): Wire {
  const subscription = books.get("subscription", id);
  if (subscription.status !== "active" && subscription.status !== "trialing" && subscription.status !== "past_due") {
    throw invalid(`A subscription with status \`${subscription.status}\` cannot be paused.`);
  }
  const onClock = books.onClock(subscription.test_clock);
  const from = creditFrom(onClock, subscription, params.bill_for?.unused_time_from?.type ?? "now");
  if (from !== undefined) addProrations(onClock, subscription, [], from);
  for (const job of ["announce_invoice", "announce_trial_end", "renew_subscription"] as const) {
    onClock.unschedule(job, id);
  }
  onClock.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.status = "paused";
    draft.paused_at = onClock.now;
  });
  onClock.emit("customer.subscription.paused", onClock.show("subscription", subscription));
  if (from !== undefined && params.invoicing_behavior === "invoice") {
    collectInvoice(onClock, invoiceNow(onClock, subscription, []), { isOffSession: true });
  }
  return books.show("subscription", books.get("subscription", id));
}

/** @returns the moment from which time is given back; nothing when none is */
function creditFrom(books: Books, subscription: SubscriptionEntity, type: string): number | undefined {
  if (type === "none") return undefined;
  return type === "now" ? books.now : subscription.current_period_start;
}
