/** Payment intents over the API. A declined confirmation answers 402 and keeps what happened. */
import type Stripe from "stripe";
import { afterPayment } from "../billing/after-payment.ts";
import { currencyOf, minimumAmount, refuseFraction } from "../catalogue/currencies.ts";
import { attachPaymentMethod } from "../customers/attach-payment-method.ts";
import { liveCustomer } from "../customers/live-customer.ts";
import { findPaymentMethod } from "../customers/payment-methods.ts";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { invalid, StripeRefusal } from "../wire/refusal.ts";
import { confirmPayment, markSucceeded } from "./confirm-payment.ts";
import { newIntent } from "./new-intent.ts";
import type { PaymentIntentEntity } from "./payment-entities.ts";

const unsimulated = [
  "mandate",
  "mandate_data",
  "on_behalf_of",
  "payment_method_data",
  "transfer_data",
  "transfer_group",
] as const;

export function createPaymentIntent(books: Books, params: Stripe.PaymentIntentCreateParams): Wire {
  refuseUnsimulated("payment intents", params, ...unsimulated, "confirmation_token");
  const currency = currencyOf(params.currency);
  refuseBadAmount(params.amount, currency);
  const customer = params.customer ? liveCustomer(books, params.customer, "customer") : undefined;
  const onClock = books.onClock(customer?.test_clock);
  const intent = newIntent(onClock, {
    amount: params.amount,
    currency,
    customer: customer?.id ?? null,
    test_clock: customer?.test_clock ?? null,
    ...(params.capture_method ? { capture_method: params.capture_method as "automatic" } : {}),
    ...(pick(
      params,
      "application_fee_amount",
      "description",
      "receipt_email",
      "setup_future_usage",
      "statement_descriptor",
    ) as object),
  });
  withMetadata(intent, params.metadata);
  if (params.payment_method) {
    intent.payment_method = findPaymentMethod(books, params.payment_method, "payment_method").id;
    intent.status = "requires_confirmation";
  }
  onClock.add("payment_intent", intent, "payment_intent.created");
  if (!params.confirm) return books.show("payment_intent", intent);
  return confirm(onClock, intent, { isOffSession: params.off_session === true, returnUrl: params.return_url });
}

export function confirmPaymentIntent(books: Books, params: Stripe.PaymentIntentConfirmParams, id: string): Wire {
  refuseUnsimulated("payment intents", params, "mandate", "mandate_data", "payment_method_data", "confirmation_token");
  const intent = books.get("payment_intent", id);
  refuseState(intent, "confirm", ["requires_payment_method", "requires_confirmation", "requires_action"]);
  if (params.payment_method) {
    intent.payment_method = findPaymentMethod(books, params.payment_method, "payment_method").id;
  }
  const isOffSession = params.off_session === true;
  return confirm(books.onClock(intent.test_clock), intent, { isOffSession, returnUrl: params.return_url });
}

function confirm(
  books: Books,
  intent: PaymentIntentEntity,
  { isOffSession, returnUrl }: { isOffSession: boolean; returnUrl: string | undefined },
): Wire {
  if (!intent.payment_method) {
    throw invalid(
      "You cannot confirm this PaymentIntent because it's missing a payment method.",
      "payment_method",
      "payment_intent_unexpected_state",
    );
  }
  const method = books.own("payment_method", intent.payment_method);
  intent.return_url = returnUrl ?? intent.return_url;
  const outcome = confirmPayment(books, intent, method, { isOffSession });
  const customer = books.find("customer", intent.customer);
  if (outcome !== "failed" && customer && intent.setup_future_usage) attachPaymentMethod(books, method, customer);
  afterPayment(books, intent);
  if (outcome === "failed") throw declined(books, intent);
  return books.show("payment_intent", intent);
}

/** @returns what the API answers for a declined card, the intent inside */
export function declined(books: Books, intent: PaymentIntentEntity): StripeRefusal {
  const { last_payment_error: error } = intent;
  return new StripeRefusal(error?.message ?? "Your card was declined.", {
    type: "card_error",
    status: 402,
    code: error?.code ?? "card_declined",
    ...(error?.decline_code ? { decline_code: error.decline_code } : {}),
    more: {
      ...(intent.latest_charge ? { charge: intent.latest_charge } : {}),
      payment_intent: books.show("payment_intent", intent),
    },
  });
}

export function capturePaymentIntent(books: Books, params: Stripe.PaymentIntentCaptureParams, id: string): Wire {
  const intent = books.get("payment_intent", id);
  refuseState(intent, "capture", ["requires_capture"]);
  const amount = params.amount_to_capture ?? intent.amount;
  if (amount > intent.amount || amount < 1) {
    throw invalid(
      "The remaining amount available to capture for this PaymentIntent is smaller.",
      "amount_to_capture",
      "amount_too_large",
    );
  }
  const onClock = books.onClock(intent.test_clock);
  onClock.change("charge", onClock.own("charge", intent.latest_charge ?? ""), "charge.captured", (draft) => {
    draft.captured = true;
    draft.amount_captured = amount;
  });
  markSucceeded(onClock, intent);
  onClock.change("payment_intent", intent, undefined, (draft) => {
    draft.amount_received = amount;
  });
  return books.show("payment_intent", intent);
}

export function cancelPaymentIntent(books: Books, params: Stripe.PaymentIntentCancelParams, id: string): Wire {
  const intent = books.get("payment_intent", id);
  refuseState(intent, "cancel", [
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
  ]);
  const onClock = books.onClock(intent.test_clock);
  onClock.change("payment_intent", intent, undefined, (draft) => {
    draft.status = "canceled";
    draft.canceled_at = onClock.now;
    draft.cancellation_reason = params.cancellation_reason ?? null;
    draft.amount_capturable = 0;
  });
  onClock.emit("payment_intent.canceled", onClock.show("payment_intent", intent));
  return books.show("payment_intent", intent);
}

export function updatePaymentIntent(books: Books, params: Stripe.PaymentIntentUpdateParams, id: string): Wire {
  refuseUnsimulated("payment intents", params, "payment_method_data", "transfer_data", "transfer_group");
  const intent = books.get("payment_intent", id);
  if (params.amount !== undefined) {
    refuseState(intent, "update the amount of", [
      "requires_payment_method",
      "requires_confirmation",
      "requires_action",
    ]);
    refuseBadAmount(params.amount, intent.currency);
  }
  if (params.payment_method) findPaymentMethod(books, params.payment_method, "payment_method");
  books.change("payment_intent", intent, undefined, (draft) => {
    const plain = pick(
      params,
      "amount",
      "application_fee_amount",
      "description",
      "receipt_email",
      "setup_future_usage",
      "payment_method",
    );
    Object.assign(draft, plain);
    withMetadata(draft, params.metadata);
  });
  return books.show("payment_intent", intent);
}

export function retrievePaymentIntent(books: Books, _params: object, id: string): Wire {
  return books.show("payment_intent", books.get("payment_intent", id));
}

export function listPaymentIntents(books: Books, params: Stripe.PaymentIntentListParams): Wire {
  const where = params.customer ? (["customer", params.customer] as const) : undefined;
  return listObjects(books, "payment_intent", params as ListParams, { url: "/v1/payment_intents", where });
}

function refuseBadAmount(amount: number, currency: string): void {
  if (amount < 1)
    throw invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
  const minimum = minimumAmount(currency);
  if (amount < minimum) {
    throw invalid(
      `Amount must be at least ${minimum} of the smallest unit of ${currency}.`,
      "amount",
      "amount_too_small",
    );
  }
  refuseFraction(amount, currency, "amount");
  if (amount > 99_999_999) throw invalid("Amount must be no more than 99999999.", "amount", "amount_too_large");
}

function refuseState(intent: PaymentIntentEntity, verb: string, allowed: PaymentIntentEntity["status"][]): void {
  if (allowed.includes(intent.status)) return;
  throw invalid(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be used: ${allowed.join(", ")}.`,
    undefined,
    "payment_intent_unexpected_state",
  );
}
