/** The portal's HTML. */
import { html } from "hono/html";
import { isOver, type SubscriptionEntity } from "../billing/subscription-entity.ts";
import type { PortalFeatures, PortalSessionEntity } from "../portal/portal-entities.ts";
import type { Books } from "../store/books.ts";
import { alert, date, layout, money } from "./layout.ts";

export function showPortal(books: Books, session: PortalSessionEntity, message?: string) {
  const { features } = books.own("billing_portal.configuration", session.configuration);
  const subscriptions = books.all("subscription", "customer", session.customer).filter((one) => !isOver(one));
  const { flow } = session;
  const shown = flow?.subscription ? subscriptions.filter(({ id }) => id === flow.subscription) : subscriptions;
  const shows = (type: string) => !flow || flow.type.startsWith(type);
  const invoices = books.all("invoice", "customer", session.customer).filter(({ status }) => status !== "draft");
  return layout(
    "Billing",
    html`${alert(message)}
${shown.length === 0 && !flow ? html`<p>No subscription.</p>` : ""}
${flow?.type === "payment_method_update" ? "" : shown.map((subscription) => showSubscription(books, session, features, subscription, shows))}
${shows("payment_method") && features.payment_method_update.enabled ? showCard() : ""}
${!flow && features.invoice_history.enabled ? html`<h2>Invoices</h2><ul>${invoices.map((invoice) => html`<li>${date(invoice.created)} ${invoice.number} ${invoice.status} ${money(invoice.amount_paid, invoice.currency)}</li>`)}</ul>` : ""}
${session.return_url ? html`<p><a href="${session.return_url}">Return</a></p>` : ""}`,
  );
}

function showSubscription(
  books: Books,
  session: PortalSessionEntity,
  features: PortalFeatures,
  subscription: SubscriptionEntity,
  shows: (type: string) => boolean,
) {
  const { id, status, current_period_end: end, cancel_at: cancelAt } = subscription;
  const current = subscription.items[0]?.price;
  const wanted = session.flow?.items[0]?.price;
  const offered = features.subscription_update.products
    .flatMap(({ prices }) => prices)
    .filter((price) => (wanted ? price === wanted : price !== current));
  const choose = features.subscription_update.enabled && shows("subscription_update") && offered.length > 0;
  return html`<section aria-label="Subscription"><h2>${nameOf(books, current ?? "")}</h2>
<p>Status: ${status}. ${cancelAt ? `Ends on ${date(cancelAt)}.` : `Renews on ${date(end)}.`}</p>
${
  choose
    ? html`<form method="post"><input type="hidden" name="action" value="update"><input type="hidden" name="subscription" value="${id}">
<label>New plan <select name="price">${offered.map((price) => html`<option value="${price}">${nameOf(books, price)}</option>`)}</select></label><button>Change plan</button></form>`
    : ""
}
${features.subscription_cancel.enabled && shows("subscription_cancel") ? showEnd(subscription) : ""}</section>`;
}

function showEnd({ id, cancel_at: cancelAt }: SubscriptionEntity) {
  const [action, label] = cancelAt ? ["resume", "Keep the subscription"] : ["cancel", "Cancel the subscription"];
  return html`<form method="post"><input type="hidden" name="action" value="${action}"><input type="hidden" name="subscription" value="${id}"><button>${label}</button></form>`;
}

function showCard() {
  return html`<h2>Payment method</h2><form method="post"><input type="hidden" name="action" value="payment_method">
<label>Card number <input name="number" inputmode="numeric" required autocomplete="cc-number"></label><button>Save card</button></form>`;
}

function nameOf(books: Books, id: string): string {
  const price = books.own("price", id);
  const every = price.recurring ? ` / ${price.recurring.interval}` : "";
  return `${books.own("product", price.product).name} ${money(price.unit_amount, price.currency)}${every}`;
}
