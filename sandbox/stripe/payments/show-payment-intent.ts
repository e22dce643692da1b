/** A payment intent on the wire. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { PaymentIntentEntity } from "./payment-entities.ts";

export function showPaymentIntent(intent: PaymentIntentEntity, books: Books): Wire {
  const { invoice, session, test_clock, return_url, last_payment_error: error, ...shown } = intent;
  const method = error ? books.find("payment_method", error.payment_method) : undefined;
  return {
    ...shown,
    object: "payment_intent",
    automatic_payment_methods: { allow_redirects: "always", enabled: true },
    confirmation_method: "automatic",
    last_payment_error: error && {
      ...error,
      doc_url: `https://docs.stripe.com/error-codes/${error.code.replaceAll("_", "-")}`,
      ...(intent.latest_charge ? { charge: intent.latest_charge } : {}),
      ...(method ? { payment_method: books.show("payment_method", method) } : { payment_method: undefined }),
    },
    livemode: books.scope.livemode,
    next_action: intent.status === "requires_action" ? nextAction(intent, books) : null,
    payment_method_types: ["card", "us_bank_account", "sepa_debit"],
    ...(intent.status === "processing" ? { processing: null } : {}),
  };
}

function nextAction(intent: PaymentIntentEntity, books: Books): Wire {
  const url = `${books.archive.url()}/pay/authenticate/${intent.id}`;
  return { type: "redirect_to_url", redirect_to_url: { return_url: intent.return_url, url } };
}
