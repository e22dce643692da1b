/** Updating and resuming subscriptions, and their items one by one. */
import type Stripe from "stripe";
import { attachedMethod } from "../customers/customers.ts";
import { type ListParams, listEmbedded } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing, noSuch, notSimulated } from "../wire/refusal.ts";
import { changeEnd } from "./change-end.ts";
import { changePlan } from "./change-plan.ts";
import { collectInvoice } from "./collect-invoice.ts";
import { periodLines } from "./draft-invoice.ts";
import { invoiceNow } from "./invoice-now.ts";
import { restartPeriod, scheduleRenewal } from "./restart-period.ts";
import { showSubscriptionItem } from "./show-subscription.ts";
import { isOver, type SubscriptionEntity } from "./subscription-entity.ts";
import { changeItems, subscriptionOfItem } from "./subscription-items.ts";
import { discountsOf, refuseUnsimulatedTerms, trialEndOf } from "./subscription-terms.ts";

const beyondEnd = ["metadata", "cancellation_details", "expand"];

export function updateSubscription(books: Books, params: Stripe.SubscriptionUpdateParams, id: string): Wire {
  refuseUnsimulatedTerms(params);
  const subscription = books.get("subscription", id);
  const refused = Object.keys(params).find((name) => !beyondEnd.includes(name));
  if (isOver(subscription) && refused) {
    throw invalid("A canceled subscription can only update its cancellation_details and metadata.", refused);
  }
  const onClock = books.onClock(subscription.test_clock);
  onClock.change("subscription", subscription, "customer.subscription.updated", (draft) =>
    editFields(onClock, draft, params),
  );
  const resetsAnchor = params.billing_cycle_anchor?.type === "now" || params.trial_end === "now";
  if (params.items || resetsAnchor) {
    if (params.trial_end === "now") endTrial(onClock, subscription);
    changePlan(onClock, subscription, {
      items: changeItems(onClock, subscription.items, (params.items ?? []) as never),
      prorationBehavior: params.proration_behavior ?? "create_prorations",
      paymentBehavior: params.payment_behavior ?? "allow_incomplete",
      prorationDate: params.proration_date,
      resetsAnchor,
    });
  }
  return books.show("subscription", books.get("subscription", id));
}

function editFields(books: Books, draft: SubscriptionEntity, params: Stripe.SubscriptionUpdateParams): void {
  Object.assign(draft, pick(params, "description", "days_until_due", "collection_method", "off_session"));
  const { default_payment_method: method, discounts, pause_collection: pause, cancellation_details: details } = params;
  if (method)
    draft.default_payment_method = attachedMethod(
      books,
      books.own("customer", draft.customer),
      method,
      "default_payment_method",
    );
  if (method === null) draft.default_payment_method = null;
  if (discounts !== undefined) draft.discounts = discountsOf(books, discounts, draft.customer);
  if (pause !== undefined) pauseCollection(books, draft, pause || null);
  if (details) {
    draft.cancellation_details.comment = details.comment || null;
    draft.cancellation_details.feedback = details.feedback || null;
  }
  if (typeof params.trial_end === "number") extendTrial(books, draft, params.trial_end);
  const behavior = params.trial_settings?.end_behavior.missing_payment_method;
  if (behavior) draft.trial_end_behavior = behavior as "pause";
  const save = params.payment_settings?.save_default_payment_method;
  if (save) draft.payment_settings = { save_default_payment_method: save };
  withMetadata(draft, params.metadata);
  changeEnd(books, draft, params);
}

function pauseCollection(
  books: Books,
  draft: SubscriptionEntity,
  pause: Stripe.SubscriptionUpdateParams.PauseCollection | null,
): void {
  draft.pause_collection = pause && { behavior: pause.behavior as "void", resumes_at: pause.resumes_at ?? null };
  if (pause?.resumes_at) books.schedule("resume_collection", draft.id, pause.resumes_at, draft.test_clock);
}

function extendTrial(books: Books, draft: SubscriptionEntity, wanted: number): void {
  const end = trialEndOf(books, { trial_end: wanted });
  if (end === null) return;
  draft.status = "trialing";
  draft.trial_start ??= books.now;
  draft.trial_end = end;
  draft.billing_cycle_anchor = end;
  draft.current_period_start = books.now;
  draft.current_period_end = end;
  scheduleRenewal(books, draft);
  books.schedule("announce_trial_end", draft.id, Math.max(books.now, end - 3 * 86_400), draft.test_clock);
}

function endTrial(books: Books, subscription: SubscriptionEntity): void {
  books.unschedule("announce_trial_end", subscription.id);
  books.change("subscription", subscription, undefined, (draft) => {
    draft.status = "active";
    draft.trial_end = books.now;
  });
}

export function resumeSubscription(books: Books, params: Stripe.SubscriptionResumeParams, id: string): Wire {
  refuseUnsimulated("resuming subscriptions", params, "payment_behavior", "proration_date");
  if (params.billing_cycle_anchor?.type === "unchanged") {
    throw notSimulated("resuming subscriptions with their old billing cycle anchor");
  }
  const subscription = books.get("subscription", id);
  if (subscription.status !== "paused") throw invalid("Only subscriptions with status `paused` can be resumed.");
  const onClock = books.onClock(subscription.test_clock);
  onClock.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    draft.status = "active";
    draft.paused_at = null;
    restartPeriod(onClock, draft);
  });
  onClock.emit("customer.subscription.resumed", onClock.show("subscription", subscription));
  collectInvoice(onClock, invoiceNow(onClock, subscription, periodLines(onClock, subscription, false)), {
    isOffSession: true,
  });
  return books.show("subscription", books.get("subscription", id));
}

export function createSubscriptionItem(books: Books, params: Stripe.SubscriptionItemCreateParams): Wire {
  if (!params.subscription) throw missing("subscription");
  const { subscription, proration_behavior, payment_behavior, proration_date, expand: _, ...item } = params;
  const before = new Set(books.refer("subscription", subscription, "subscription").items.map(({ id }) => id));
  updateSubscription(books, plan({ proration_behavior, payment_behavior, proration_date }, item), subscription);
  const after = books.own("subscription", subscription);
  const added = after.items.find(({ id }) => !before.has(id)) ?? after.items[0];
  return retrieveSubscriptionItem(books, {}, added?.id ?? "");
}

export function updateSubscriptionItem(books: Books, params: Stripe.SubscriptionItemUpdateParams, id: string): Wire {
  const { proration_behavior, payment_behavior, proration_date, expand: _, off_session: _off, ...item } = params;
  const subscription = subscriptionOfItem(books, id);
  updateSubscription(
    books,
    plan({ proration_behavior, payment_behavior, proration_date }, { id, ...item }),
    subscription.id,
  );
  return retrieveSubscriptionItem(books, {}, id);
}

export function deleteSubscriptionItem(books: Books, params: Stripe.SubscriptionItemDeleteParams, id: string): Wire {
  refuseUnsimulated("deleting subscription items", params, "clear_usage");
  const { proration_behavior, payment_behavior, proration_date } = params;
  const how = { proration_behavior, payment_behavior, proration_date };
  updateSubscription(books, plan(how, { id, deleted: true }), subscriptionOfItem(books, id).id);
  return { id, object: "subscription_item", deleted: true };
}

export function retrieveSubscriptionItem(books: Books, _params: object, id: string): Wire {
  const subscription = subscriptionOfItem(books, id);
  const item = subscription.items.find((one) => one.id === id);
  if (!item) throw noSuch("subscription item", id);
  return showSubscriptionItem(subscription, item, books);
}

export function listSubscriptionItems(books: Books, params: Stripe.SubscriptionItemListParams): Wire {
  const subscription = books.refer("subscription", params.subscription, "subscription");
  const items = subscription.items.map((item) => showSubscriptionItem(subscription, item, books));
  return listEmbedded(items, params as ListParams, "/v1/subscription_items");
}

function plan(how: object, item: object): Stripe.SubscriptionUpdateParams {
  const sent = Object.fromEntries(Object.entries(how).filter(([, value]) => value !== undefined));
  return { ...sent, items: [item] } as Stripe.SubscriptionUpdateParams;
}
