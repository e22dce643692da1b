/** The billing portal: change plan, cancel, resume, payment method, invoices. A flow shows its one thing only. */
import type { Hono } from "hono";
import { cancelNow, keepSubscription, scheduleCancel } from "../billing/cancel-subscription.ts";
import { changePlan } from "../billing/change-plan.ts";
import { isOver, type SubscriptionEntity } from "../billing/subscription-entity.ts";
import { changeItems } from "../billing/subscription-items.ts";
import { attachPaymentMethod } from "../customers/attach-payment-method.ts";
import { setDefault } from "../customers/customers.ts";
import { newPaymentMethod } from "../customers/payment-methods.ts";
import { testMethodByNumber } from "../payments/test-payment-methods.ts";
import type { PortalFeatures, PortalSessionEntity } from "../portal/portal-entities.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { invalid, type StripeRefusal } from "../wire/refusal.ts";
import { problemOf } from "./field.ts";
import { type PageForm, pageOf, readForm } from "./page-of.ts";
import { showCancelConfirmation, showPlanConfirmation } from "./show-portal-confirmation.ts";
import { showPortal } from "./show-portal-page.ts";

export function portalPage(app: Hono, sandbox: Sandbox): void {
  app.get("/p/session/:id", (context) =>
    pageOf(sandbox, "billing_portal.session", context.req.param("id"), (books, session) =>
      context.html(showPortal(books, session)),
    ),
  );
  app.get("/p/session/:id/plan", (context) =>
    pageOf(
      sandbox,
      "billing_portal.session",
      context.req.param("id"),
      (books, session) => {
        const subscription = ownSubscription(books, session, context.req.query("subscription"));
        const { features } = books.own("billing_portal.configuration", session.configuration);
        const price = offeredPrice(features, context.req.query("price"));
        return context.html(showPlanConfirmation(books, session, subscription, price));
      },
      refused,
    ),
  );
  app.get("/p/session/:id/cancel", (context) =>
    pageOf(
      sandbox,
      "billing_portal.session",
      context.req.param("id"),
      (books, session) => {
        const subscription = ownSubscription(books, session, context.req.query("subscription"));
        const { features } = books.own("billing_portal.configuration", session.configuration);
        return context.html(showCancelConfirmation(books, session, subscription, features));
      },
      refused,
    ),
  );
  app.post("/p/session/:id", async (context) => {
    const form = await readForm(context.req.raw);
    return pageOf(
      sandbox,
      "billing_portal.session",
      context.req.param("id"),
      (books, session) => {
        const customer = books.own("customer", session.customer);
        act(books.onClock(customer.test_clock), session, form);
        return context.redirect(session.flow?.after_completion.redirect?.return_url ?? `/p/session/${session.id}`, 303);
      },
      refused,
    );
  });
}

async function refused(books: Books, session: PortalSessionEntity, refusal: StripeRefusal): Promise<Response> {
  const page = await showPortal(books, session, problemOf(refusal));
  return new Response(String(page), { status: 402, headers: { "Content-Type": "text/html; charset=UTF-8" } });
}

function ownSubscription(books: Books, session: PortalSessionEntity, id: string | undefined): SubscriptionEntity {
  const subscription = books.refer("subscription", id ?? "", "subscription");
  if (subscription.customer !== session.customer || isOver(subscription))
    throw invalid("This subscription cannot be changed.");
  return subscription;
}

/** @throws StripeRefusal for a plan that the portal does not offer */
function offeredPrice({ subscription_update: { enabled, products } }: PortalFeatures, price = ""): string {
  if (!enabled || !products.some(({ prices }) => prices.includes(price)))
    throw invalid("This plan is not offered.", "price");
  return price;
}

function act(books: Books, session: PortalSessionEntity, form: PageForm): void {
  const { features } = books.own("billing_portal.configuration", session.configuration);
  if (form.action === "payment_method") {
    payWith(books, session, features, form.number ?? "");
    return;
  }
  const subscription = ownSubscription(books, session, form.subscription);
  if (form.action === "update") {
    update(books, session, features, subscription, offeredPrice(features, form.price));
    return;
  }
  if (form.action === "cancel") {
    cancel(books, features, subscription, form.feedback);
    return;
  }
  if (form.action === "resume") {
    resume(books, features, subscription);
    return;
  }
  throw invalid("The portal knows no such action.", "action");
}

function update(
  books: Books,
  session: PortalSessionEntity,
  features: PortalFeatures,
  subscription: SubscriptionEntity,
  price: string,
): void {
  const [item] = subscription.items;
  const confirmed = session.flow?.items.find(({ id }) => id === item?.id);
  const change = { id: item?.id ?? "", price, ...(confirmed?.quantity ? { quantity: confirmed.quantity } : {}) };
  changePlan(books, subscription, {
    items: changeItems(books, subscription.items, [change]),
    prorationBehavior: features.subscription_update.proration_behavior,
    // The portal does not leave somebody with a plan they have not paid for.
    paymentBehavior: "pending_if_incomplete",
  });
  const saved = books.own("subscription", subscription.id);
  if (saved.pending_update) throw invalid("Your card was declined. The plan was not changed.");
}

/** On flexible subscriptions the portal sets `cancel_at` and leaves `cancel_at_period_end` alone. */
function cancel(
  books: Books,
  features: PortalFeatures,
  subscription: SubscriptionEntity,
  feedback: string | undefined,
): void {
  const { enabled, mode, proration_behavior: proration } = features.subscription_cancel;
  if (!enabled) throw invalid("Cancelling is not offered.");
  if (mode === "immediately") {
    cancelNow(books, subscription, {
      feedback,
      prorate: proration !== "none",
      invoiceNow: proration === "always_invoice",
    });
    return;
  }
  books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
    scheduleCancel(books, draft, draft.current_period_end);
    if (draft.billing_mode === "classic") draft.cancel_at_period_end = true;
    if (feedback) draft.cancellation_details.feedback = feedback;
  });
}

function resume(books: Books, features: PortalFeatures, subscription: SubscriptionEntity): void {
  if (!features.subscription_cancel.enabled) throw invalid("Resuming is not offered.");
  books.change("subscription", subscription, "customer.subscription.updated", (draft) =>
    keepSubscription(books, draft),
  );
}

function payWith(books: Books, session: PortalSessionEntity, features: PortalFeatures, number: string): void {
  if (!features.payment_method_update.enabled) throw invalid("Changing the payment method is not offered.");
  const test = testMethodByNumber(number);
  if (!test) throw invalid("This is not one of Stripe's test numbers.", "number", "incorrect_number");
  const customer = books.own("customer", session.customer);
  const method = attachPaymentMethod(books, books.add("payment_method", newPaymentMethod(books, test)), customer);
  setDefault(books, customer, method.id);
  for (const subscription of books.all("subscription", "customer", customer.id)) {
    if (isOver(subscription)) continue;
    books.change("subscription", subscription, "customer.subscription.updated", (draft) => {
      draft.default_payment_method = method.id;
    });
  }
}
