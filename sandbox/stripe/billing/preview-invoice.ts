/** What a change would cost: made for real inside a savepoint, shown, and taken back. */
import type Stripe from "stripe";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { missing } from "../wire/refusal.ts";
import { hasOtherRhythm } from "./change-plan.ts";
import { buildInvoice, draftInvoice, periodLines } from "./draft-invoice.ts";
import type { InvoiceEntity } from "./invoice-entity.ts";
import { boundaryAfter } from "./periods.ts";
import { addProrations } from "./prorations.ts";
import { restartPeriod, rhythmOf } from "./restart-period.ts";
import type { SubscriptionEntity } from "./subscription-entity.ts";
import { changeItems } from "./subscription-items.ts";

type Details = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails;

export function previewInvoice(books: Books, params: Stripe.InvoiceCreatePreviewParams): Wire {
  refuseUnsimulated(
    "previews",
    params,
    "schedule",
    "schedule_details",
    "customer_details",
    "discounts",
    "invoice_items",
    "preview_mode",
  );
  if (!params.subscription) throw missing("subscription");
  const details = params.subscription_details ?? {};
  refuseUnsimulated("previews", details, "cancel_now", "cancel_at", "start_date", "trial_end", "resume_at", "pause");
  const subscription = books.refer("subscription", params.subscription, "subscription");
  const onClock = books.onClock(subscription.test_clock);
  return onClock.show("invoice", buildPreview(onClock, subscription, details).invoice);
}

interface Preview {
  invoice: InvoiceEntity;
  /** Whether it would be made at once, and not at the end of the period. */
  isNow: boolean;
}

export function buildPreview(books: Books, subscription: SubscriptionEntity, details: Details): Preview {
  return books.archive.rehearse(() => rehearse(books, subscription, details));
}

function rehearse(books: Books, subscription: SubscriptionEntity, details: Details): Preview {
  const items = details.items ? changeItems(books, subscription.items, details.items as never) : subscription.items;
  const behavior = details.proration_behavior ?? "create_prorations";
  const restarts =
    hasOtherRhythm(books, subscription.items, items) || details.billing_cycle_anchor === ("now" as never);
  if (behavior !== "none" && details.items) {
    addProrations(books, subscription, items, details.proration_date ?? books.now, { creditsOnly: restarts });
  }
  const next: SubscriptionEntity = { ...subscription, items };
  const isNow = restarts || (behavior === "always_invoice" && details.items !== undefined);
  if (restarts) restartPeriod(books, next);
  if (!isNow) moveToNextPeriod(books, next);
  const lines = isNow && !restarts ? [] : periodLines(books, next, false);
  const customer = books.own("customer", subscription.customer);
  const reason = isNow ? "subscription_update" : "subscription_cycle";
  const draft = draftInvoice(books, customer, { subscription: next, reason, lines, currency: subscription.currency });
  const invoice = buildInvoice(
    books,
    customer,
    { subscription: next, reason, lines: draft.lines, currency: draft.currency },
    books.newId("upcoming_in"),
  );
  return { invoice, isNow };
}

function moveToNextPeriod(books: Books, subscription: SubscriptionEntity): void {
  const { interval, interval_count: count } = rhythmOf(books, subscription.items);
  const start = subscription.current_period_end;
  subscription.current_period_start = start;
  subscription.current_period_end = boundaryAfter(subscription.billing_cycle_anchor, interval, count, start);
}
