/** The Checkout page's calls: show it, pay, apply a promotion code. */
import type { Hono } from "hono";
import { isCodeUsable, redeem } from "../catalogue/coupon-rules.ts";
import { confirmSession } from "../checkout/confirm-session.ts";
import { readPayer } from "../checkout/payer-details.ts";
import type { SessionEntity } from "../checkout/session-entity.ts";
import { totalsOfSession } from "../checkout/session-totals.ts";
import { newPaymentMethod } from "../customers/payment-methods.ts";
import { testMethodByNumber } from "../payments/test-payment-methods.ts";
import type { Sandbox } from "../sandbox.ts";
import type { Books } from "../store/books.ts";
import { type FormObject, parseForm } from "../wire/form.ts";
import { invalid } from "../wire/refusal.ts";
import { problemOf } from "./field.ts";
import { pageOf, plainFields, readForm } from "./page-of.ts";
import { showCheckout } from "./show-checkout-page.ts";

export function checkoutPage(app: Hono, sandbox: Sandbox): void {
  app.get("/c/pay/:id", (context) =>
    pageOf(sandbox, "checkout.session", context.req.param("id"), (books, session) =>
      context.html(showCheckout(books, session)),
    ),
  );
  app.post("/c/pay/:id", async (context) => {
    const form = parseForm(await context.req.text());
    return pageOf(
      sandbox,
      "checkout.session",
      context.req.param("id"),
      (books, session) => context.redirect(pay(books, session, form) ?? successUrl(session), 303),
      (books, session, refusal) =>
        context.html(showCheckout(books, session, { form, problem: problemOf(refusal) }), refusal.status as 402),
    );
  });
  app.post("/c/pay/:id/promotion", async (context) => {
    const { code = "" } = await readForm(context.req.raw);
    return pageOf(
      sandbox,
      "checkout.session",
      context.req.param("id"),
      (books, session) => {
        applyCode(books, session, code);
        return context.redirect(`/c/pay/${session.id}`, 303);
      },
      (books, session, { message }) =>
        context.html(showCheckout(books, session, { form: { code }, problem: { name: "code", message } }), 400),
    );
  });
}

/** @returns where the payer goes first, when the bank wants a confirmation */
function pay(books: Books, session: SessionEntity, form: FormObject): string | undefined {
  const { total } = totalsOfSession(changeQuantities(books, session, form), books);
  const isNeeded = total > 0 || session.payment_method_collection === "always";
  const method = isNeeded ? methodOf(books, form) : undefined;
  const intent = confirmSession(books, session, method, readPayer(form));
  return intent && `/pay/authenticate/${intent.id}`;
}

function methodOf(books: Books, form: FormObject) {
  const test = testMethodByNumber(plainFields(form).number ?? "");
  if (!test)
    throw invalid(
      "This is not one of Stripe's test numbers. 4242 4242 4242 4242 always pays.",
      "number",
      "incorrect_number",
    );
  const { email, name, phone, billingAddress: address } = readPayer(form);
  const method = newPaymentMethod(books, test);
  method.billing_details = { email, name, phone, ...(address ? { address } : {}) };
  return books.add("payment_method", method);
}

function changeQuantities(books: Books, session: SessionEntity, form: FormObject): SessionEntity {
  return books.change("checkout.session", session, undefined, (draft) => {
    for (const line of draft.lines) {
      const name = `quantity_${line.id}`;
      const wanted = Number(form[name] ?? line.quantity);
      const { enabled, minimum, maximum } = line.adjustable_quantity ?? { enabled: false, minimum: 0, maximum: 0 };
      if (!enabled || wanted === line.quantity) continue;
      const isAllowed = Number.isInteger(wanted) && wanted >= Math.max(1, minimum ?? 0) && wanted <= (maximum ?? 99);
      if (!isAllowed) throw invalid("This quantity is not offered.", name);
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
