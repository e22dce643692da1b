/** What the portal asks before it changes a plan or ends a subscription. */
import { html } from "hono/html";
import type { InvoiceEntity } from "../billing/invoice-entity.ts";
import { totalsOf } from "../billing/invoice-totals.ts";
import { buildPreview } from "../billing/preview-invoice.ts";
import type { SubscriptionEntity } from "../billing/subscription-entity.ts";
import type { PortalFeatures, PortalSessionEntity } from "../portal/portal-entities.ts";
import type { Books } from "../store/books.ts";
import { choice, type FieldProblem } from "./field.ts";
import { alert, date, layout, type Markup, money } from "./layout.ts";
import { planName } from "./plan-name.ts";

export function showPlanConfirmation(
  books: Books,
  session: PortalSessionEntity,
  subscription: SubscriptionEntity,
  price: string,
  problem?: FieldProblem,
): Markup {
  const { features } = books.own("billing_portal.configuration", session.configuration);
  const [item] = subscription.items;
  const quantity = session.flow?.items.find(({ id }) => id === item?.id)?.quantity;
  const { invoice, isNow } = buildPreview(books.onClock(subscription.test_clock), subscription, {
    items: [{ id: item?.id ?? "", price, ...(quantity ? { quantity } : {}) }],
    proration_behavior: features.subscription_update.proration_behavior as "none",
  });
  return layout(
    "Confirm the new plan",
    html`${alert(problem?.message)}
<section><p>From <strong>${planName(books, item?.price ?? "")}</strong> to <strong>${planName(books, price)}</strong></p>
${showLines(invoice)}
<p class="total">${isNow ? "Due today" : `Due on ${date(subscription.current_period_end)}`}: <span data-due>${money(totalsOf(invoice).amountDue, invoice.currency)}</span></p>
<form method="post" action="/p/session/${session.id}"><input type="hidden" name="action" value="update"><input type="hidden" name="subscription" value="${subscription.id}"><input type="hidden" name="price" value="${price}"><button>Confirm</button></form></section>
${showBack(session)}`,
  );
}

function showLines({ lines, currency }: InvoiceEntity): Markup {
  return html`<div class="scroll"><table><thead><tr><th>Item</th><th class="number">Amount</th></tr></thead><tbody>
${lines.map(({ description, amount }) => html`<tr><td>${description}</td><td class="number">${money(amount, currency)}</td></tr>`)}</tbody></table></div>`;
}

const reasons: Record<string, string> = {
  customer_service: "Customer service",
  low_quality: "Quality",
  missing_features: "Some features are missing",
  other: "Another reason",
  switched_service: "I found an alternative",
  too_complex: "Too complicated",
  too_expensive: "Too expensive",
  unused: "I no longer need it",
};

export function showCancelConfirmation(
  books: Books,
  session: PortalSessionEntity,
  subscription: SubscriptionEntity,
  { subscription_cancel: { mode, cancellation_reason: reason } }: PortalFeatures,
  problem?: FieldProblem,
): Markup {
  const options = [["", "No answer"] as const, ...reason.options.map((name) => [name, reasons[name] ?? name] as const)];
  const when = mode === "immediately" ? "at once" : `on ${date(subscription.current_period_end)}`;
  return layout(
    "Cancel the subscription?",
    html`${alert(problem?.message)}
<section><p><strong>${planName(books, subscription.items[0]?.price ?? "")}</strong> ends ${when}.</p>
<form method="post" action="/p/session/${session.id}"><input type="hidden" name="action" value="cancel"><input type="hidden" name="subscription" value="${subscription.id}">
${reason.enabled ? choice({ label: "Why do you cancel?", name: "feedback", options }) : ""}
<button class="grave">Cancel the subscription</button></form></section>
${showBack(session)}`,
  );
}

/** To the portal, or out of it when there is only this one thing. */
function showBack({ id, flow, return_url: url }: PortalSessionEntity): Markup | "" {
  if (!flow) return html`<p><a href="/p/session/${id}">Go back</a></p>`;
  return url ? html`<p><a href="${url}">Return</a></p>` : "";
}
