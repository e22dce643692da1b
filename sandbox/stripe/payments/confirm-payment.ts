/** One attempt to pay an intent with a method: the charge, the intent's new state and their events. */
import type { PaymentMethodEntity } from "../customers/customer-entity.ts";
import type { Books } from "../store/books.ts";
import { type DeclineReason, declineOf } from "./declines.ts";
import { openDispute } from "./disputes.ts";
import type { ChargeEntity, PaymentIntentEntity } from "./payment-entities.ts";

export type PaymentOutcome = "failed" | "processing" | "requires_action" | "requires_capture" | "succeeded";

export interface ConfirmOptions {
  /** The payer is away: a card that asks for confirmation is declined instead. */
  isOffSession?: boolean;
  /** The payer has just confirmed at the bank. */
  isAuthenticated?: boolean;
}

const settleAfterSeconds = 4 * 86_400;

export function confirmPayment(
  books: Books,
  intent: PaymentIntentEntity,
  method: PaymentMethodEntity,
  options: ConfirmOptions = {},
): PaymentOutcome {
  const { behavior } = method;
  const mustAuthenticate =
    behavior.kind === "authenticate" &&
    !options.isAuthenticated &&
    !(behavior.how === "once" && method.isAuthenticated);
  if (mustAuthenticate) return askForAuthentication(books, intent, method);
  if (options.isAuthenticated && behavior.kind === "authenticate" && !method.isAuthenticated) {
    books.change("payment_method", method, undefined, (draft) => {
      draft.isAuthenticated = true;
    });
  }
  if (behavior.kind === "decline") return fail(books, intent, method, behavior.reason);
  if (behavior.kind === "authenticate" && behavior.outcome === "decline") {
    return fail(books, intent, method, "insufficient_funds");
  }
  if (behavior.kind === "settle_later") return startSettling(books, intent, method);
  return succeed(books, intent, method);
}

/** What a bank debit turns out to be, days later. */
export function settlePayment(books: Books, intent: PaymentIntentEntity): PaymentOutcome {
  const method = books.own("payment_method", intent.payment_method ?? "");
  const charge = books.own("charge", intent.latest_charge ?? "");
  const isFailure = method.behavior.kind === "settle_later" && method.behavior.outcome === "fail";
  if (isFailure) {
    books.change("charge", charge, undefined, (draft) => {
      draft.status = "failed";
      draft.failure_code = "insufficient_funds";
      draft.failure_message = "The bank account has insufficient funds to complete the payment.";
    });
    books.emit("charge.failed", books.show("charge", charge));
    return reject(books, intent, method, "insufficient_funds");
  }
  books.change("charge", charge, undefined, (draft) => {
    draft.status = "succeeded";
    draft.captured = true;
    draft.amount_captured = draft.amount;
  });
  books.emit("charge.succeeded", books.show("charge", charge));
  return markSucceeded(books, intent);
}

export function markSucceeded(books: Books, intent: PaymentIntentEntity): PaymentOutcome {
  books.change("payment_intent", intent, undefined, (draft) => {
    draft.status = "succeeded";
    draft.amount_received = draft.amount;
    draft.amount_capturable = 0;
    draft.last_payment_error = null;
  });
  books.emit("payment_intent.succeeded", books.show("payment_intent", intent));
  return "succeeded";
}

function succeed(books: Books, intent: PaymentIntentEntity, method: PaymentMethodEntity): PaymentOutcome {
  const isManual = intent.capture_method === "manual";
  const charge = newCharge(books, intent, method, "succeeded");
  if (isManual) {
    charge.captured = false;
    charge.amount_captured = 0;
  }
  books.add("charge", charge, "charge.succeeded");
  intent.payment_method = method.id;
  intent.latest_charge = charge.id;
  if (isManual) {
    books.change("payment_intent", intent, undefined, (draft) => {
      draft.status = "requires_capture";
      draft.amount_capturable = draft.amount;
    });
    books.emit("payment_intent.amount_capturable_updated", books.show("payment_intent", intent));
    return "requires_capture";
  }
  markSucceeded(books, intent);
  if (method.behavior.kind === "dispute") openDispute(books, charge);
  return "succeeded";
}

function startSettling(books: Books, intent: PaymentIntentEntity, method: PaymentMethodEntity): PaymentOutcome {
  const charge = { ...newCharge(books, intent, method, "pending"), captured: false, amount_captured: 0 };
  books.add("charge", charge, "charge.pending");
  books.change("payment_intent", intent, undefined, (draft) => {
    draft.payment_method = method.id;
    draft.latest_charge = charge.id;
    draft.status = "processing";
    draft.last_payment_error = null;
  });
  books.emit("payment_intent.processing", books.show("payment_intent", intent));
  books.schedule("settle_payment", intent.id, books.now + settleAfterSeconds, intent.test_clock);
  return "processing";
}

function askForAuthentication(books: Books, intent: PaymentIntentEntity, method: PaymentMethodEntity): PaymentOutcome {
  books.change("payment_intent", intent, undefined, (draft) => {
    draft.status = "requires_action";
    draft.payment_method = method.id;
    draft.last_payment_error = null;
  });
  books.emit("payment_intent.requires_action", books.show("payment_intent", intent));
  return "requires_action";
}

function fail(
  books: Books,
  intent: PaymentIntentEntity,
  method: PaymentMethodEntity,
  reason: DeclineReason,
): PaymentOutcome {
  const decline = declineOf(reason);
  const charge: ChargeEntity = {
    ...newCharge(books, intent, method, "failed"),
    captured: false,
    amount_captured: 0,
    failure_code: decline.code,
    failure_message: decline.message,
    decline_code: decline.decline_code,
  };
  books.add("charge", charge, "charge.failed");
  intent.latest_charge = charge.id;
  return reject(books, intent, method, reason);
}

export function reject(
  books: Books,
  intent: PaymentIntentEntity,
  method: PaymentMethodEntity,
  reason: DeclineReason,
): PaymentOutcome {
  const { code, decline_code, message } = declineOf(reason);
  books.change("payment_intent", intent, undefined, (draft) => {
    draft.status = "requires_payment_method";
    draft.payment_method = null;
    const declined = decline_code ? { decline_code } : {};
    draft.last_payment_error = { code, ...declined, message, type: "card_error", payment_method: method.id };
  });
  books.emit("payment_intent.payment_failed", books.show("payment_intent", intent));
  return "failed";
}

function newCharge(
  books: Books,
  intent: PaymentIntentEntity,
  method: PaymentMethodEntity,
  status: ChargeEntity["status"],
): ChargeEntity {
  return {
    id: books.newId("ch"),
    created: books.now,
    amount: intent.amount,
    amount_captured: intent.amount,
    amount_refunded: 0,
    application_fee_amount: intent.application_fee_amount,
    captured: true,
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_code: null,
    failure_message: null,
    decline_code: null,
    metadata: { ...intent.metadata },
    payment_intent: intent.id,
    payment_method: method.id,
    receipt_email: intent.receipt_email,
    shipping: intent.shipping,
    status,
    test_clock: intent.test_clock,
  };
}
