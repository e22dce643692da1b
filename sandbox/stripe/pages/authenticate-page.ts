/** The bank's 3-D Secure page: confirm or fail. */
import type { Hono } from "hono";
import { html } from "hono/html";
import { afterPayment } from "../billing/after-payment.ts";
import { confirmPayment, reject } from "../payments/confirm-payment.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { alert, layout, money } from "./layout.ts";
import { pageOf, readForm } from "./page-of.ts";

export function authenticatePage(app: Hono, sandbox: Sandbox): void {
  app.get("/pay/authenticate/:id", (context) =>
    pageOf(sandbox, "payment_intent", context.req.param("id"), (_books, intent) => context.html(show(intent))),
  );
  app.post("/pay/authenticate/:id", async (context) => {
    const form = await readForm(context.req.raw);
    return pageOf(sandbox, "payment_intent", context.req.param("id"), (books, intent) => {
      if (intent.status === "requires_action") decide(books, intent, form.answer === "complete");
      const isPaid = intent.status === "succeeded" || intent.status === "processing";
      const back = isPaid || !intent.session ? (intent.return_url ?? "/_sandbox") : `/c/pay/${intent.session}`;
      return context.redirect(back, 303);
    });
  });
}

function decide(books: Books, intent: PaymentIntentEntity, isConfirmed: boolean): void {
  const method = books.own("payment_method", intent.payment_method ?? "");
  if (isConfirmed) confirmPayment(books, intent, method, { isAuthenticated: true });
  else reject(books, intent, method, "generic");
  afterPayment(books, intent);
}

function show(intent: PaymentIntentEntity) {
  const done = intent.status === "requires_action" ? undefined : "There is nothing to confirm any more.";
  return layout(
    "Confirm the payment",
    html`${alert(done)}
<p>Your bank asks: pay ${money(intent.amount, intent.currency)}?</p>
<form method="post"><button name="answer" value="complete">Complete</button> <button name="answer" value="fail">Fail</button></form>`,
  );
}
