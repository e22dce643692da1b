/** The portal's first page: plans, payment methods and invoices, as far as its configuration offers them. */
import { html } from "hono/html";
import { totalsOf } from "../billing/invoice-totals.ts";
import { isOver, type SubscriptionEntity } from "../billing/subscription-entity.ts";
import type { PortalFeatures, PortalSessionEntity } from "../portal/portal-entities.ts";
import type { Books } from "../store/books.ts";
import { choice, type FieldProblem, field } from "./field.ts";
import { alert, date, layout, type Markup, money } from "./layout.ts";
import { planName } from "./plan-name.ts";
import { showCancelConfirmation, showPlanConfirmation } from "./show-portal-confirmation.ts";

export function showPortal(books: Books, session: PortalSessionEntity, problem?: FieldProblem): Markup {
  const { features } = books.own("billing_portal.configuration", session.configuration);
  return session.flow ? showFlow(books, session, features, problem) : showHome(books, session, features, problem);
}

/** A flow shows its one thing only. */
function showFlow(
  books: Books,
  session: PortalSessionEntity,
  features: PortalFeatures,
  problem: FieldProblem | undefined,
): Markup {
  const { flow } = session;
  const subscription = books.find("subscription", flow?.subscription);
  if (flow?.type === "payment_method_update" || !subscription) {
    return layout("Payment method", html`${showCardForm(problem)}${showReturn(session)}`);
  }
  if (isOver(subscription)) return layout("Billing", html`<p>This subscription has ended.</p>${showReturn(session)}`);
  if (flow?.type === "subscription_cancel") {
    return showCancelConfirmation(books, session, subscription, features, problem);
  }
  const wanted = flow?.items[0]?.price;
  if (wanted) return showPlanConfirmation(books, session, subscription, wanted, problem);
  return layout(
    "Change plan",
    html`${alert(problem?.message)}${showPlan(books, session, features, subscription)}${showReturn(session)}`,
  );
}

function showHome(
  books: Books,
  session: PortalSessionEntity,
  features: PortalFeatures,
  problem: FieldProblem | undefined,
): Markup {
  const subscriptions = books.all("subscription", "customer", session.customer).filter((one) => !isOver(one));
  const hasPlace = problem?.name === "number" && features.payment_method_update.enabled;
  return layout(
    "Billing",
    html`${hasPlace ? "" : alert(problem?.message)}
${subscriptions.length === 0 ? html`<p>No subscription.</p>` : ""}
${subscriptions.map((subscription) => showPlan(books, session, features, subscription))}
${features.payment_method_update.enabled ? html`${showMethods(books, session)}${showCardForm(problem)}` : ""}
${features.invoice_history.enabled ? showInvoices(books, session) : ""}
${showReturn(session)}`,
  );
}

function showPlan(
  books: Books,
  session: PortalSessionEntity,
  features: PortalFeatures,
  subscription: SubscriptionEntity,
): Markup {
  const { id, status, current_period_end: end, cancel_at: cancelAt } = subscription;
  const current = subscription.items[0]?.price ?? "";
  const offered = features.subscription_update.products
    .flatMap(({ prices }) => prices)
    .filter((price) => price !== current)
    .map((price) => [price, planName(books, price)] as const);
  const isChangeable = features.subscription_update.enabled && offered.length > 0;
  const isCancellable = features.subscription_cancel.enabled && session.flow === null;
  return html`<section aria-label="Subscription"><h2>${planName(books, current)}</h2>
<p>Status: ${status}. ${cancelAt ? `Ends on ${date(cancelAt)}.` : `Renews on ${date(end)}.`}</p>
${
  isChangeable
    ? html`<form method="get" action="/p/session/${session.id}/plan"><input type="hidden" name="subscription" value="${id}">
${choice({ label: "New plan", name: "price", options: offered })}<button>Change plan</button></form>`
    : ""
}
${isCancellable ? showEnd(session, subscription) : ""}</section>`;
}

function showEnd(session: PortalSessionEntity, { id, cancel_at: cancelAt }: SubscriptionEntity): Markup {
  if (cancelAt) {
    return html`<form method="post" action="/p/session/${session.id}"><input type="hidden" name="action" value="resume"><input type="hidden" name="subscription" value="${id}"><button class="quiet">Keep the subscription</button></form>`;
  }
  return html`<form method="get" action="/p/session/${session.id}/cancel"><input type="hidden" name="subscription" value="${id}"><button class="grave">Cancel the subscription</button></form>`;
}

function showMethods(books: Books, session: PortalSessionEntity): Markup {
  const customer = books.own("customer", session.customer);
  const methods = books.all("payment_method", "customer", session.customer);
  return html`<section aria-label="Payment methods"><h2>Payment methods</h2>
${methods.length === 0 ? html`<p>None yet.</p>` : html`<ul class="plain">${methods.map(({ id, brand, last4 }) => html`<li>${brand} ending in ${last4}${id === customer.default_payment_method ? " (default)" : ""}</li>`)}</ul>`}</section>`;
}

function showCardForm(problem: FieldProblem | undefined): Markup {
  return html`<form method="post"><h2>New payment method</h2><input type="hidden" name="action" value="payment_method">
${field({ label: "Card number", name: "number", inputmode: "numeric", autocomplete: "cc-number", isRequired: true }, problem)}<button>Save card</button></form>`;
}

function showInvoices(books: Books, session: PortalSessionEntity): Markup {
  const invoices = books.all("invoice", "customer", session.customer).filter(({ status }) => status !== "draft");
  const rows = invoices.map((invoice) => {
    const { id, number, created, status, currency } = invoice;
    return html`<tr><td>${date(created)}</td><td><a href="/invoices/${id}">${number}</a></td><td>${status}</td><td class="number">${money(totalsOf(invoice).total, currency)}</td></tr>`;
  });
  return html`<section aria-label="Invoices"><h2>Invoices</h2>
${rows.length === 0 ? html`<p>None yet.</p>` : html`<div class="scroll"><table><thead><tr><th>Date</th><th>Number</th><th>Status</th><th class="number">Total</th></tr></thead><tbody>${rows}</tbody></table></div>`}</section>`;
}

function showReturn({ return_url: url }: PortalSessionEntity): Markup | "" {
  return url ? html`<p><a href="${url}">Return</a></p>` : "";
}
