/** The payer presses the button: pay, and when the money is there or on its way, complete the session. */

import { attachPaymentMethod } from "../customers/attach-payment-method.ts";
import type { PaymentMethodEntity } from "../customers/customer-entity.ts";
import { confirmPayment } from "../payments/confirm-payment.ts";
import { newIntent } from "../payments/new-intent.ts";
import type { PaymentIntentEntity } from "../payments/payment-entities.ts";
import { declined } from "../payments/payment-intents.ts";
import type { Books } from "../store/books.ts";
import { invalid } from "../wire/refusal.ts";
import { completeSession } from "./complete-session.ts";
import { type Payer, rememberPayer } from "./payer-details.ts";
import { customerFor } from "./session-customer.ts";
import type { SessionEntity } from "./session-entity.ts";
import { totalsOfSession } from "./session-totals.ts";

/**
 * @returns the intent when the payer still has to confirm at the bank
 * @throws StripeRefusal 402 when declined, 400 when the payer left out what the session asks for
 */
export function confirmSession(
  books: Books,
  session: SessionEntity,
  method: PaymentMethodEntity | undefined,
  payer: Payer,
): PaymentIntentEntity | undefined {
  if (session.status !== "open") {
    throw invalid(
      `This Checkout Session has a status of ${session.status} and can no longer be confirmed.`,
      undefined,
      "checkout_session_not_open",
    );
  }
  const { total } = totalsOfSession(session, books);
  const needsMethod = total > 0 || session.payment_method_collection === "always";
  if (needsMethod && !method)
    throw invalid("Missing required param: payment_method.", "payment_method", "parameter_missing");
  rememberPayer(books, session, payer, method);
  const customer = customerFor(books, session);
  if (total === 0) {
    if (method && customer) attachPaymentMethod(books, method, customer);
    completeSession(books, session, { customer, method });
    return undefined;
  }
  if (!method) return undefined;
  const intent = attemptFor(books, session, total, customer?.id ?? null);
  const outcome = confirmPayment(books, intent, method);
  if (outcome === "failed") throw declined(books, intent);
  if (outcome === "requires_action") return intent;
  completeSession(books, session, { customer, method, intent });
  return undefined;
}

/** One intent per session: a second try pays the same one, and follows the total when a code changed it. */
function attemptFor(
  books: Books,
  session: SessionEntity,
  amount: number,
  customer: string | null,
): PaymentIntentEntity {
  const existing = books.find("payment_intent", session.attempt);
  if (existing) {
    return books.change("payment_intent", existing, undefined, (draft) => {
      draft.amount = amount;
      draft.shipping = shippingOf(session) ?? draft.shipping;
    });
  }
  const intent = newIntent(books, {
    amount,
    currency: session.currency,
    ...(session.mode === "payment"
      ? (session.payment_intent_data as object)
      : { description: "Subscription creation" }),
    ...(session.shipping ? { shipping: shippingOf(session) } : {}),
    customer,
    session: session.id,
    return_url: session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id),
    test_clock: session.test_clock,
  });
  if (session.mode === "subscription") intent.setup_future_usage = "off_session";
  books.add("payment_intent", intent, "payment_intent.created");
  books.change("checkout.session", session, undefined, (draft) => {
    draft.attempt = intent.id;
    if (draft.mode === "payment") draft.payment_intent = intent.id;
  });
  return intent;
}

function shippingOf({ shipping, customer_details: details }: SessionEntity) {
  return shipping && { ...shipping, phone: details?.phone ?? null };
}
