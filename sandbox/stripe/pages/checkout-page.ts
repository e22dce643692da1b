/** The Checkout page: what is bought, a test card or bank account, and the button. */
import type { Hono } from "hono";
import { html } from "hono/html";
import { isCodeUsable, redeem } from "../catalogue/coupon-rules.ts";
import { confirmSession } from "../checkout/confirm-session.ts";
import type { SessionEntity } from "../checkout/session-entity.ts";
import { totalsOfSession } from "../checkout/session-totals.ts";
import { newPaymentMethod } from "../customers/payment-methods.ts";
import { testMethodByNumber } from "../payments/test-payment-methods.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { invalid } from "../wire/refusal.ts";
import { alert, layout, money } from "./layout.ts";
import { type PageForm, pageOf, readForm } from "./page-of.ts";

export function checkoutPage(app: Hono, sandbox: Sandbox): void {
  app.get("/c/pay/:id", (context) =>
    pageOf(sandbox, "checkout.session", context.req.param("id"), (books, session) =>
      context.html(show(books, session)),
    ),
  );
  app.post("/c/pay/:id", async (context) => {
    const form = await readForm(context.req.raw);
    return pageOf(
      sandbox,
      "checkout.session",
      context.req.param("id"),
      (books, session) => {
        const next = pay(books, session, form);
        return context.redirect(next ?? successUrl(session), 303);
      },
      (books, session, message) => context.html(show(books, session, message), 402),
    );
  });
  app.post("/c/pay/:id/promotion", async (context) => {
    const form = await readForm(context.req.raw);
    return pageOf(
      sandbox,
      "checkout.session",
      context.req.param("id"),
      (books, session) => {
        applyCode(books, session, form.code ?? "");
        return context.redirect(`/c/pay/${session.id}`, 303);
      },
      (books, session, message) => context.html(show(books, session, message), 400),
    );
  });
}

/** @returns where the payer goes first, when the bank wants a confirmation */
function pay(books: Books, session: SessionEntity, form: PageForm): string | undefined {
  const { total } = totalsOfSession(changeQuantities(books, session, form), books);
  const isNeeded = total > 0 || session.payment_method_collection === "always";
  const method = isNeeded ? methodOf(books, form) : undefined;
  const intent = confirmSession(books, session, method, { email: form.email ?? null, name: form.name ?? null });
  return intent && `/pay/authenticate/${intent.id}`;
}

function methodOf(books: Books, form: PageForm) {
  const test = testMethodByNumber(form.number ?? "");
  if (!test)
    throw invalid(
      "This is not one of Stripe's test numbers. 4242 4242 4242 4242 always pays.",
      "number",
      "incorrect_number",
    );
  const method = newPaymentMethod(books, test);
  method.billing_details = { email: form.email || null, name: form.name || null };
  return books.add("payment_method", method);
}

function changeQuantities(books: Books, session: SessionEntity, form: PageForm): SessionEntity {
  return books.change("checkout.session", session, undefined, (draft) => {
    for (const line of draft.lines) {
      const wanted = Number(form[`quantity_${line.id}`] ?? line.quantity);
      const { enabled, minimum, maximum } = line.adjustable_quantity ?? { enabled: false, minimum: 0, maximum: 0 };
      if (!enabled || wanted === line.quantity) continue;
      const isAllowed = Number.isInteger(wanted) && wanted >= Math.max(1, minimum ?? 0) && wanted <= (maximum ?? 99);
      if (!isAllowed) throw invalid("This quantity is not offered.", "quantity");
      line.quantity = wanted;
    }
  });
}

function applyCode(books: Books, session: SessionEntity, text: string): void {
  if (!session.allow_promotion_codes) throw invalid("This checkout takes no promotion codes.", "code");
  const code = books
    .all("promotion_code", "code", text.trim())
    .find((one) => isCodeUsable(books, one, session.customer));
  if (!code) throw invalid("This code is invalid.", "code");
  books.change("checkout.session", session, undefined, (draft) => {
    draft.discount = redeem(books, { promotion_code: code.id }, session.customer, "code");
  });
}

function successUrl(session: SessionEntity): string {
  return session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

function show(books: Books, session: SessionEntity, message?: string) {
  const { id, status, currency } = session;
  if (status !== "open") return layout("Checkout", html`<p role="status">This checkout session is ${status}.</p>`);
  const totals = totalsOfSession(session, books);
  const trial = session.trial_period_days;
  const rows = totals.lines.map(({ line, price, subtotal }) => {
    const name = books.own("product", price.product).name;
    const quantity = line.adjustable_quantity?.enabled
      ? html`<input form="pay" type="number" name="quantity_${line.id}" value="${line.quantity}" aria-label="Quantity of ${name}">`
      : line.quantity;
    const every = price.recurring ? ` every ${price.recurring.interval_count} ${price.recurring.interval}` : "";
    return html`<tr><td>${name}</td><td>${quantity}</td><td>${money(price.unit_amount, currency)}${every}</td><td>${money(subtotal, currency)}</td></tr>`;
  });
  const promotion = session.allow_promotion_codes
    ? html`<form method="post" action="/c/pay/${id}/promotion"><label>Promotion code <input name="code" required></label><button>Apply</button></form>`
    : "";
  const email = session.customer_details?.email ?? session.customer_email;
  return layout(
    "Checkout",
    html`${alert(message)}
<table><thead><tr><th>Item</th><th>Quantity</th><th>Price</th><th>Due now</th></tr></thead><tbody>${rows}</tbody></table>
${totals.discount > 0 ? html`<p>Discount: ${money(totals.discount, currency)}</p>` : ""}
${trial ? html`<p>Free for ${trial} days.</p>` : ""}
<p><strong>Total due: <span data-total>${money(totals.total, currency)}</span></strong></p>
${promotion}
<form id="pay" method="post" action="/c/pay/${id}">
<label>E-mail <input type="email" name="email" value="${email ?? ""}" ${email ? "readonly" : "required"} autocomplete="email"></label>
<label>Name on card <input name="name" autocomplete="cc-name"></label>
<label>Card number, or test bank account number <input name="number" inputmode="numeric" autocomplete="cc-number"></label>
<label>Expiry <input name="expiry" placeholder="12 / 44" autocomplete="cc-exp"></label>
<label>CVC <input name="cvc" inputmode="numeric" autocomplete="cc-csc"></label>
<button>${session.mode === "subscription" ? "Subscribe" : "Pay"}</button>
</form>
${session.cancel_url ? html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>` : ""}
<p class="note">4242 4242 4242 4242 pays · 4000 0000 0000 0002 is declined · 4000 0000 0000 9995 lacks funds · 4000 0027 6000 3184 asks the bank · 4000 0000 0000 0259 is disputed · 4000 0000 0000 0341 fails at renewal · 000123456789 settles in days</p>`,
  );
}
