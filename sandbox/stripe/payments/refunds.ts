/** Charges and refunds over the API. A charge is refunded in parts until nothing is left. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { refuseUnsimulated } from "../wire/params.ts";
import { invalid, missing } from "../wire/refusal.ts";
import type { ChargeEntity, RefundEntity } from "./payment-entities.ts";

export function createRefund(books: Books, params: Stripe.RefundCreateParams): Wire {
  refuseUnsimulated("refunds", params, "origin", "instructions_email");
  const charge = chargeToRefund(books, params);
  if (charge.status !== "succeeded")
    throw invalid(`Charge ${charge.id} has not succeeded and cannot be refunded.`, "charge");
  const left = charge.amount_captured - charge.amount_refunded;
  if (charge.disputed)
    throw invalid(`Charge ${charge.id} has been charged back; cannot issue a refund.`, undefined, "charge_disputed");
  if (left === 0) {
    throw invalid(`Charge ${charge.id} has already been refunded.`, undefined, "charge_already_refunded");
  }
  const amount = params.amount ?? left;
  if (amount < 1)
    throw invalid("This value must be greater than or equal to 1.", "amount", "parameter_invalid_integer");
  if (amount > left) {
    throw invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, "amount");
  }
  const onClock = books.onClock(charge.test_clock);
  const refund: RefundEntity = {
    id: books.newId("re"),
    created: onClock.now,
    amount,
    charge: charge.id,
    currency: charge.currency,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason: params.reason ?? null,
    status: "succeeded",
  };
  withMetadata(refund, params.metadata);
  onClock.add("refund", refund, "refund.created");
  onClock.change("charge", charge, "charge.refunded", (draft) => {
    draft.amount_refunded += amount;
  });
  onClock.emit("refund.updated", onClock.show("refund", refund));
  onClock.emit("charge.refund.updated", onClock.show("refund", refund));
  return books.show("refund", refund);
}

function chargeToRefund(books: Books, params: Stripe.RefundCreateParams): ChargeEntity {
  if (params.charge && params.payment_intent) {
    throw invalid(
      "You may only specify one of these parameters: charge, payment_intent.",
      "charge",
      "parameters_exclusive",
    );
  }
  if (params.charge) return books.refer("charge", params.charge, "charge");
  if (!params.payment_intent) throw missing("charge");
  const intent = books.refer("payment_intent", params.payment_intent, "payment_intent");
  const charge = books.find("charge", intent.latest_charge);
  if (!charge) {
    throw invalid(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, "payment_intent");
  }
  return charge;
}

export function updateRefund(books: Books, params: Stripe.RefundUpdateParams, id: string): Wire {
  const refund = books.get("refund", id);
  books.change("refund", refund, "refund.updated", (draft) => withMetadata(draft, params.metadata));
  return books.show("refund", refund);
}

export function cancelRefund(books: Books, _params: object, id: string): Wire {
  books.get("refund", id);
  throw invalid("Only refunds with a status of requires_action can be canceled.");
}

export function retrieveRefund(books: Books, _params: object, id: string): Wire {
  return books.show("refund", books.get("refund", id));
}

export function listRefunds(books: Books, params: Stripe.RefundListParams): Wire {
  return listObjects(books, "refund", params as ListParams, { url: "/v1/refunds", where: paymentFilter(params) });
}

export function retrieveCharge(books: Books, _params: object, id: string): Wire {
  return books.show("charge", books.get("charge", id));
}

export function listCharges(books: Books, params: Stripe.ChargeListParams): Wire {
  const { customer, payment_intent: intent } = params;
  return listObjects(books, "charge", params as ListParams, {
    url: "/v1/charges",
    where: intent ? ["payment_intent", intent] : customer ? ["customer", customer] : undefined,
    accepts: (charge) => customer === undefined || charge.customer === customer,
  });
}

function paymentFilter(params: { charge?: string; payment_intent?: string }): readonly [string, string] | undefined {
  if (params.charge) return ["charge", params.charge];
  return params.payment_intent ? ["payment_intent", params.payment_intent] : undefined;
}
