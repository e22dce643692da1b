/** A payment method on the wire, and the details a charge keeps of it. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { PaymentMethodEntity } from "./customer-entity.ts";
import { fingerprintOf } from "./fingerprint.ts";

export function showPaymentMethod(method: PaymentMethodEntity, books: Books): Wire {
  return {
    id: method.id,
    object: "payment_method",
    allow_redisplay: "unspecified",
    billing_details: {
      address: emptyAddress,
      email: null,
      name: null,
      phone: null,
      tax_id: null,
      ...method.billing_details,
    },
    created: method.created,
    customer: method.customer,
    livemode: books.scope.livemode,
    metadata: method.metadata,
    type: method.type,
    ...detailsOf(method),
  };
}

export const emptyAddress = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };

function detailsOf(method: PaymentMethodEntity): Wire {
  const { last4, brand, exp_month, exp_year } = method;
  const fingerprint = fingerprintOf(method);
  if (method.type === "us_bank_account") {
    return {
      us_bank_account: {
        account_holder_type: "individual",
        account_type: "checking",
        bank_name: "STRIPE TEST BANK",
        fingerprint,
        last4,
        routing_number: "110000000",
      },
    };
  }
  if (method.type === "sepa_debit") return { sepa_debit: { bank_code: "37040044", country: "DE", fingerprint, last4 } };
  return {
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      display_brand: brand,
      exp_month,
      exp_year,
      fingerprint,
      funding: "credit",
      last4,
      networks: { available: [brand], preferred: null },
      three_d_secure_usage: { supported: true },
    },
  };
}

export function showPaymentMethodDetails(method: PaymentMethodEntity, amount: number): Wire {
  const { last4, brand, exp_month, exp_year, type } = method;
  if (type !== "card") return { type, ...detailsOf(method) };
  return {
    type,
    card: {
      amount_authorized: amount,
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: "pass" },
      country: "US",
      exp_month,
      exp_year,
      extended_authorization: { status: "disabled" },
      fingerprint: fingerprintOf(method),
      funding: "credit",
      incremental_authorization: { status: "unavailable" },
      last4,
      multicapture: { status: "unavailable" },
      network: brand,
      overcapture: { maximum_amount_capturable: amount, status: "unavailable" },
    },
  };
}
