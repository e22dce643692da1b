/** The Checkout page's HTML: what is bought, whatever the session asks for, and a test card or bank account. */
import { html } from "hono/html";
import type { PriceEntity } from "../catalogue/price-entity.ts";
import type { SessionEntity, SessionLine } from "../checkout/session-entity.ts";
import { totalsOfSession } from "../checkout/session-totals.ts";
import type { Books } from "../store/books.ts";
import type { FormObject } from "../wire/form.ts";
import { choice, type FieldProblem, field } from "./field.ts";
import { alert, layout, money } from "./layout.ts";

interface Attempt {
  /** What was sent and refused; it stands in the fields again. */
  form: FormObject;
  problem: FieldProblem;
}

export function showCheckout(books: Books, session: SessionEntity, attempt?: Attempt) {
  const { id, status, currency } = session;
  if (status !== "open") return layout("Checkout", html`<p role="status">This checkout session is ${status}.</p>`);
  const totals = totalsOfSession(session, books);
  const rows = totals.lines.map(({ line, price, subtotal }) => showLine(books, line, price, subtotal));
  const value = (name: string) => fieldValue(attempt?.form, name);
  const problem = attempt?.problem;
  const promotion = session.allow_promotion_codes
    ? html`<form method="post" action="/c/pay/${id}/promotion">${field({ label: "Promotion code", name: "code", value: value("code"), isRequired: true }, problem)}<button class="quiet">Apply</button></form>`
    : "";
  const body = html`${hasPlace(session, problem) ? "" : alert(problem?.message)}
<section aria-label="Order"><div class="scroll"><table><thead><tr><th>Item</th><th>Quantity</th><th>Price</th><th class="number">Due now</th></tr></thead><tbody>${rows}</tbody></table></div>
${totals.discount > 0 ? html`<p>Discount: ${money(totals.discount, currency)}</p>` : ""}
${session.trial_period_days ? html`<p>Free for ${session.trial_period_days} days.</p>` : ""}
<p class="total">Total due: <span data-total>${money(totals.total, currency)}</span></p></section>
${promotion}
<form id="pay" method="post" action="/c/pay/${id}">
${contact(session, value, problem)}
${session.shipping_countries ? address("Shipping address", "shipping", session.shipping_countries, value, problem) : ""}
${session.billing_address_collection === "required" ? address("Billing address", "billing", undefined, value, problem) : ""}
<fieldset><legend>Payment</legend>
${field({ label: "Name on card", name: "name", value: value("name"), autocomplete: "cc-name" }, problem)}
${field({ label: "Card number, or test bank account number", name: "number", value: value("number"), inputmode: "numeric", autocomplete: "cc-number" }, problem)}
<div class="row">${field({ label: "Expiry", name: "expiry", value: value("expiry"), placeholder: "12 / 44", autocomplete: "cc-exp" }, problem)}
${field({ label: "CVC", name: "cvc", inputmode: "numeric", autocomplete: "cc-csc" }, problem)}</div></fieldset>
<button>${session.mode === "subscription" ? "Subscribe" : "Pay"}</button>
</form>
${session.cancel_url ? html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>` : ""}
<p class="note">4242 4242 4242 4242 pays · 4000 0000 0000 0002 is declined · 4000 0000 0000 9995 lacks funds · 4000 0027 6000 3184 asks the bank · 4000 0000 0000 0259 is disputed · 4000 0000 0000 0341 fails at renewal · 000123456789 settles in days</p>`;
  return layout("Checkout", body);
}

type Value = (name: string) => string | undefined;

function contact(session: SessionEntity, value: Value, problem: FieldProblem | undefined) {
  const email = session.customer_details?.email ?? session.customer_email;
  return html`${field({ label: "E-mail", name: "email", type: "email", value: email ?? value("email"), autocomplete: "email", isRequired: true, isReadOnly: email !== null }, problem)}
${session.collects_phone ? field({ label: "Phone", name: "phone", type: "tel", value: value("phone"), autocomplete: "tel", placeholder: "+1 555 555 0123", isRequired: true }, problem) : ""}`;
}

/** @param countries where it may be; absent lets the payer write any */
function address(
  legend: string,
  whose: "billing" | "shipping",
  countries: string[] | undefined,
  value: Value,
  problem: FieldProblem | undefined,
) {
  const part = (label: string, key: string, autocomplete: string, isRequired = false) => {
    const name = `${whose}[address][${key}]`;
    return field({ label, name, value: value(name), autocomplete: `${whose} ${autocomplete}`, isRequired }, problem);
  };
  const name = `${whose}[name]`;
  const country = `${whose}[address][country]`;
  const options = (countries ?? ["US"]).map((code) => [code, countryName(code)] as const);
  return html`<fieldset><legend>${legend}</legend>
${whose === "shipping" ? field({ label: "Full name", name, value: value(name), autocomplete: "shipping name", isRequired: true }, problem) : ""}
${part("Address", "line1", "address-line1", true)}
${part("Apartment, suite", "line2", "address-line2")}
<div class="row">${part("Postal code", "postal_code", "postal-code")}${part("City", "city", "address-level2")}${part("State or region", "state", "address-level1")}</div>
${countries ? choice({ label: "Country", name: country, options, value: value(country) }, problem) : field({ label: "Country code", name: country, value: value(country) ?? "US", autocomplete: "billing country", isRequired: true }, problem)}
</fieldset>`;
}

const countryNames = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** Stripe also has codes that are no country, such as AC and ZZ. */
function countryName(code: string): string {
  return countryNames.of(code) ?? code;
}

function showLine(books: Books, line: SessionLine, price: PriceEntity, subtotal: number) {
  const { name } = books.own("product", price.product);
  const quantity = line.adjustable_quantity?.enabled
    ? html`<input form="pay" type="number" name="quantity_${line.id}" value="${line.quantity}" aria-label="Quantity of ${name}">`
    : line.quantity;
  const { interval, interval_count: count = 1 } = price.recurring ?? {};
  const every = interval ? (count === 1 ? ` a ${interval}` : ` every ${count} ${interval}s`) : "";
  return html`<tr><td>${name}</td><td>${quantity}</td><td>${money(price.unit_amount, price.currency)}${every}</td><td class="number">${money(subtotal, price.currency)}</td></tr>`;
}

/** Whether the page has a field to say it at. */
function hasPlace(session: SessionEntity, problem: FieldProblem | undefined): boolean {
  if (!problem) return false;
  const { name } = problem;
  if (name === "phone") return session.collects_phone;
  if (name === "code") return session.allow_promotion_codes === true;
  if (name.startsWith("shipping[")) return session.shipping_countries !== null;
  if (name.startsWith("billing[")) return session.billing_address_collection === "required";
  return ["cvc", "email", "expiry", "name", "number"].includes(name);
}

function fieldValue(form: FormObject | undefined, name: string): string | undefined {
  let value: FormObject | string | undefined = form;
  for (const key of name.split(/[[\]]+/).filter(Boolean)) {
    value = typeof value === "object" ? value[key] : undefined;
  }
  return typeof value === "string" ? value : undefined;
}
