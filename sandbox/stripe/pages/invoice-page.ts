/** The hosted invoice, where `hosted_invoice_url` and `invoice_pdf` lead: to be read, and to be paid while it is open. */
import type { Hono } from "hono";
import { html } from "hono/html";
import { afterPayment } from "../billing/after-payment.ts";
import type { InvoiceEntity } from "../billing/invoice-entity.ts";
import { totalsOf } from "../billing/invoice-totals.ts";
import { attachPaymentMethod } from "../customers/attach-payment-method.ts";
import { newPaymentMethod } from "../customers/payment-methods.ts";
import { confirmPayment } from "../payments/confirm-payment.ts";
import { declined } from "../payments/payment-intents.ts";
import { testMethodByNumber } from "../payments/test-payment-methods.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { invalid } from "../wire/refusal.ts";
import { type FieldProblem, field, problemOf } from "./field.ts";
import { alert, date, layout, type Markup, money } from "./layout.ts";
import { pageOf, readForm } from "./page-of.ts";

export function invoicePage(app: Hono, sandbox: Sandbox): void {
  for (const path of ["/invoices/:id", "/invoices/:id/pdf"]) {
    app.get(path, (context) =>
      pageOf(sandbox, "invoice", context.req.param("id") ?? "", (books, invoice) => context.html(show(books, invoice))),
    );
  }
  app.post("/invoices/:id", async (context) => {
    const { number = "" } = await readForm(context.req.raw);
    return pageOf(
      sandbox,
      "invoice",
      context.req.param("id"),
      (books, invoice) => context.redirect(pay(books, invoice, number), 303),
      (books, invoice, refusal) => context.html(show(books, invoice, problemOf(refusal)), 402),
    );
  });
}

/** @returns where the payer goes next. A declined card leaves no trace and is no attempt of the retry schedule. */
function pay(books: Books, invoice: InvoiceEntity, number: string): string {
  if (invoice.status !== "open") throw invalid(`This invoice is ${invoice.status}.`);
  const test = testMethodByNumber(number);
  if (!test) throw invalid("This is not one of Stripe's test numbers.", "number", "incorrect_number");
  const customer = books.own("customer", invoice.customer);
  const method = attachPaymentMethod(books, books.add("payment_method", newPaymentMethod(books, test)), customer);
  const here = `/invoices/${invoice.id}`;
  const intent = books.change(
    "payment_intent",
    books.own("payment_intent", invoice.payment_intent ?? ""),
    undefined,
    (draft) => {
      draft.return_url = `${books.archive.url()}${here}`;
    },
  );
  const outcome = confirmPayment(books, intent, method);
  if (outcome === "failed") throw declined(books, intent).undoing();
  if (outcome === "requires_action") return `/pay/authenticate/${intent.id}`;
  afterPayment(books, intent);
  return here;
}

function show(books: Books, invoice: InvoiceEntity, problem?: FieldProblem): Markup {
  const { number, status, created, currency, lines, amount_paid: paid } = invoice;
  const { subtotal, total, amountDue } = totalsOf(invoice);
  const customer = books.own("customer", invoice.customer);
  const row = (name: string, amount: number) =>
    html`<tr><th scope="row">${name}</th><td></td><td class="number">${money(amount, currency)}</td></tr>`;
  return layout(
    `Invoice ${number ?? "(draft)"}`,
    html`${problem?.name === "number" && status === "open" ? "" : alert(problem?.message)}
<section><dl><dt>Status</dt><dd>${status}</dd><dt>Date</dt><dd>${date(created)}</dd><dt>For</dt><dd>${customer.name ?? customer.email ?? customer.id}</dd></dl></section>
<section><div class="scroll"><table><thead><tr><th>Item</th><th>Quantity</th><th class="number">Amount</th></tr></thead><tbody>
${lines.map(({ description, quantity, amount }) => html`<tr><td>${description}</td><td>${quantity}</td><td class="number">${money(amount, currency)}</td></tr>`)}
${total === subtotal ? "" : row("Discount", total - subtotal)}
${row("Total", total)}${row("Due", status === "paid" ? 0 : amountDue)}${row("Paid", paid)}
</tbody></table></div></section>
${status === "open" ? showCard(problem) : ""}`,
  );
}

function showCard(problem: FieldProblem | undefined): Markup {
  return html`<form method="post">${field({ label: "Card number", name: "number", inputmode: "numeric", autocomplete: "cc-number", isRequired: true }, problem)}<button>Pay</button></form>`;
}
