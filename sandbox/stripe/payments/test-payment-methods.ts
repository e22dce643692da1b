/** Stripe's documented test numbers and tokens, and what each makes happen. Any other number is refused. */
import type { DeclineReason } from "./declines.ts";

export type PaymentBehavior =
  | { kind: "succeed" }
  | { kind: "dispute" }
  | { kind: "decline"; reason: DeclineReason; attaches: boolean }
  /** `always` asks on every payment; `once` is content after the first confirmation. */
  | { kind: "authenticate"; how: "always" | "once"; outcome: "succeed" | "decline" }
  /** Bank debits: known days later. */
  | { kind: "settle_later"; outcome: "succeed" | "fail" };

export interface TestPaymentMethod {
  type: "card" | "us_bank_account" | "sepa_debit";
  number: string;
  brand: string;
  /** As in `pm_card_visa` and `tok_visa`, without the prefix. */
  names: string[];
  behavior: PaymentBehavior;
}

function card(number: string, names: string[], behavior: PaymentBehavior, brand = "visa"): TestPaymentMethod {
  return { type: "card", number, brand, names, behavior };
}

const succeed: PaymentBehavior = { kind: "succeed" };

function decline(reason: DeclineReason, attaches = false): PaymentBehavior {
  return { kind: "decline", reason, attaches };
}

const methods: TestPaymentMethod[] = [
  card("4242424242424242", ["visa"], succeed),
  card("4000056655665556", ["visa_debit"], succeed),
  card("5555555555554444", ["mastercard"], succeed, "mastercard"),
  card("378282246310005", ["amex"], succeed, "amex"),
  card("6011111111111117", ["discover"], succeed, "discover"),
  card("4000000000000002", ["chargeDeclined", "visa_chargeDeclined"], decline("generic")),
  card(
    "4000000000009995",
    ["chargeDeclinedInsufficientFunds", "visa_chargeDeclinedInsufficientFunds"],
    decline("insufficient_funds"),
  ),
  card("4000000000009987", ["chargeDeclinedLostCard", "visa_chargeDeclinedLostCard"], decline("lost_card")),
  card("4000000000009979", ["chargeDeclinedStolenCard", "visa_chargeDeclinedStolenCard"], decline("stolen_card")),
  card("4000000000000069", ["chargeDeclinedExpiredCard"], decline("expired_card")),
  card("4000000000000127", ["chargeDeclinedIncorrectCvc"], decline("incorrect_cvc")),
  card("4000000000000119", ["chargeDeclinedProcessingError"], decline("processing_error")),
  card("4000000000006975", ["chargeDeclinedVelocityLimitExceeded"], decline("velocity")),
  card("4000000000000341", ["chargeCustomerFail"], decline("generic", true)),
  card("4000000000000259", ["createDispute"], { kind: "dispute" }),
  card("4000002500003155", ["authenticationRequiredOnSetup"], {
    kind: "authenticate",
    how: "once",
    outcome: "succeed",
  }),
  card("4000002760003184", ["authenticationRequired"], { kind: "authenticate", how: "always", outcome: "succeed" }),
  card("4000000000003220", ["threeDSecure2Required", "threeDSecureRequired"], {
    kind: "authenticate",
    how: "always",
    outcome: "succeed",
  }),
  card("4000008260003178", ["authenticationRequiredChargeDeclinedInsufficientFunds"], {
    kind: "authenticate",
    how: "always",
    outcome: "decline",
  }),
  {
    type: "us_bank_account",
    number: "000123456789",
    brand: "bank",
    names: ["usBankAccount_success"],
    behavior: { kind: "settle_later", outcome: "succeed" },
  },
  {
    type: "us_bank_account",
    number: "000111111116",
    brand: "bank",
    names: ["usBankAccount_accountClosed"],
    behavior: { kind: "settle_later", outcome: "fail" },
  },
  {
    type: "us_bank_account",
    number: "000222222227",
    brand: "bank",
    names: ["usBankAccount_insufficientFunds"],
    behavior: { kind: "settle_later", outcome: "fail" },
  },
  {
    type: "sepa_debit",
    number: "DE89370400440532013000",
    brand: "bank",
    names: ["sepaDebit_success"],
    behavior: { kind: "settle_later", outcome: "succeed" },
  },
  {
    type: "sepa_debit",
    number: "DE62370400440532013001",
    brand: "bank",
    names: ["sepaDebit_failed"],
    behavior: { kind: "settle_later", outcome: "fail" },
  },
];

const byNumber = new Map(methods.map((method) => [method.number, method]));
const byName = new Map(methods.flatMap((method) => method.names.map((name) => [name, method] as const)));

export function testMethodByNumber(number: string): TestPaymentMethod | undefined {
  return byNumber.get(number.replaceAll(/[\s-]/g, ""));
}

/** `tok_visa`, `pm_card_visa`, `pm_usBankAccount_success`. */
export function testMethodByToken(token: string): TestPaymentMethod | undefined {
  return byName.get(token.replace(/^(tok_|pm_card_|pm_)/, ""));
}
