/** A payment intent before anybody tried to pay it. The caller adds it to the books. */
import type { Books } from "../store/books.ts";
import type { PaymentIntentEntity } from "./payment-entities.ts";

export function newIntent(
  books: Books,
  wanted: Pick<PaymentIntentEntity, "amount" | "currency"> & Partial<PaymentIntentEntity>,
): PaymentIntentEntity {
  const id = books.newId("pi");
  return {
    id,
    created: books.now,
    amount_received: 0,
    amount_capturable: 0,
    application_fee_amount: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${books.newId("", 24).slice(1)}`,
    customer: null,
    description: null,
    last_payment_error: null,
    latest_charge: null,
    metadata: {},
    payment_method: null,
    receipt_email: null,
    setup_future_usage: null,
    shipping: null,
    statement_descriptor: null,
    status: "requires_payment_method",
    return_url: null,
    invoice: null,
    session: null,
    test_clock: null,
    ...wanted,
  };
}
