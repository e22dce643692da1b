/** Charges, refunds and disputes on the wire. */
import { emptyAddress, showPaymentMethodDetails } from "../customers/show-payment-method.ts";
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { answerSeconds } from "./dispute-terms.ts";
import type { ChargeEntity, DisputeEntity, RefundEntity } from "./payment-entities.ts";

export function showCharge({ test_clock, decline_code, ...charge }: ChargeEntity, books: Books): Wire {
  const method = books.find("payment_method", charge.payment_method);
  const isPaid = charge.status !== "failed";
  return {
    ...charge,
    object: "charge",
    balance_transaction: null,
    billing_details: {
      address: emptyAddress,
      email: null,
      name: null,
      phone: null,
      tax_id: null,
      ...method?.billing_details,
    },
    calculated_statement_descriptor: "SANDBOX",
    fraud_details: {},
    livemode: books.scope.livemode,
    outcome: {
      advice_code: isPaid ? null : "try_again_later",
      network_advice_code: null,
      network_decline_code: null,
      network_status: isPaid ? "approved_by_network" : "declined_by_network",
      reason: isPaid ? null : (decline_code ?? charge.failure_code),
      risk_level: "normal",
      risk_score: 20,
      seller_message: isPaid ? "Payment complete." : "The bank did not return any further details with this decline.",
      type: isPaid ? "authorized" : "issuer_declined",
    },
    paid: isPaid,
    payment_method_details: method ? showPaymentMethodDetails(method, charge.amount) : null,
    receipt_url: isPaid ? `${books.archive.url()}/receipts/${charge.id}` : null,
    refunded: charge.amount_refunded === charge.amount && charge.amount_refunded > 0,
  };
}

export function showRefund(refund: RefundEntity): Wire {
  return {
    ...refund,
    object: "refund",
    destination_details: {
      type: "card",
      card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" },
    },
  };
}

export function showDispute({ submission_count: submissions, ...dispute }: DisputeEntity, books: Books): Wire {
  const dueBy = dispute.created + answerSeconds;
  return {
    ...dispute,
    object: "dispute",
    balance_transactions: [],
    enhanced_eligibility_types: [],
    evidence: { enhanced_evidence: {}, ...dispute.evidence },
    evidence_details: {
      due_by: dueBy,
      enhanced_eligibility: {},
      has_evidence: Object.keys(dispute.evidence).length > 0,
      past_due: books.now > dueBy,
      submission_count: submissions,
      submission_method: submissions > 0 ? "manual" : "not_submitted",
    },
    is_charge_refundable: false,
    livemode: books.scope.livemode,
  };
}
