/** The hosted invoice: what `hosted_invoice_url` and `invoice_pdf` lead to. To be read, not to be paid. */
import type { Hono } from "hono";
import { html } from "hono/html";
import type { InvoiceEntity } from "../billing/invoice-entity.ts";
import { totalsOf } from "../billing/invoice-totals.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { date, layout, money } from "./layout.ts";
import { pageOf } from "./page-of.ts";

export function invoicePage(app: Hono, sandbox: Sandbox): void {
  for (const path of ["/invoices/:id", "/invoices/:id/pdf"]) {
    app.get(path, (context) =>
      pageOf(sandbox, "invoice", context.req.param("id") ?? "", (books, invoice) => context.html(show(books, invoice))),
    );
  }
}

function show(books: Books, invoice: InvoiceEntity) {
  const { number, status, created, currency, lines, amount_paid: paid } = invoice;
  const { subtotal, total, amountDue } = totalsOf(invoice);
  const customer = books.own("customer", invoice.customer);
  const row = (name: string, amount: number) =>
    html`<tr><th scope="row">${name}</th><td></td><td class="number">${money(amount, currency)}</td></tr>`;
  return layout(
    `Invoice ${number ?? "(draft)"}`,
    html`<section><dl><dt>Status</dt><dd>${status}</dd><dt>Date</dt><dd>${date(created)}</dd><dt>For</dt><dd>${customer.name ?? customer.email ?? customer.id}</dd></dl></section>
<section><div class="scroll"><table><thead><tr><th>Item</th><th>Quantity</th><th class="number">Amount</th></tr></thead><tbody>
${lines.map(({ description, quantity, amount }) => html`<tr><td>${description}</td><td>${quantity}</td><td class="number">${money(amount, currency)}</td></tr>`)}
${total === subtotal ? "" : row("Discount", total - subtotal)}
${row("Total", total)}${row("Due", status === "paid" ? 0 : amountDue)}${row("Paid", paid)}
</tbody></table></div></section>`,
  );
}
