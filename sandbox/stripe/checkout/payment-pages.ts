/**
 * The endpoints behind the hosted page, so that a script can complete a checkout. Stripe does not document them;
 * they answer the session.
 */
import { findPaymentMethod } from "../customers/payment-methods.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { FormObject } from "../wire/form.ts";
import { invalid, missing } from "../wire/refusal.ts";
import { confirmSession } from "./confirm-session.ts";
import { readPayer } from "./payer-details.ts";
import { totalsOfSession } from "./session-totals.ts";

const known = ["key", "return_url", "expected_payment_method_type", "email", "name", "phone", "billing", "shipping"];

export function retrievePaymentPage(books: Books, _form: FormObject, id: string): Wire {
  return books.show("checkout.session", books.get("checkout.session", id));
}

export function confirmPaymentPage(books: Books, form: FormObject, id: string): Wire {
  const session = books.get("checkout.session", id);
  const { payment_method: methodId, expected_amount: expected, ...rest } = form;
  const unknown = Object.keys(rest).find((name) => !known.includes(name));
  if (unknown) throw invalid(`Received unknown parameter: ${unknown}`, unknown, "parameter_unknown");
  if (methodId !== undefined && typeof methodId !== "string") throw missing("payment_method");
  const { total } = totalsOfSession(session, books);
  if (expected !== undefined && Number(expected) !== total) {
    throw invalid(
      `The expected amount (${String(expected)}) is not the session's total (${total}).`,
      "expected_amount",
      "checkout_amount_mismatch",
    );
  }
  const onClock = books.onClock(session.test_clock);
  const method = methodId ? findPaymentMethod(books, methodId, "payment_method") : undefined;
  confirmSession(onClock, session, method, readPayer(form));
  return books.show("checkout.session", books.get("checkout.session", id));
}
