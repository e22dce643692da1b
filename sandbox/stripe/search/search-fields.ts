/** What can be searched by, per kind: https://docs.stripe.com/search#supported-query-fields-for-each-resource */
import type { KindName } from "../store/kinds.ts";

/** Tokens match whole, texts also in part, numbers are compared. */
export type SearchFieldType = "number" | "text" | "token";

export const searchFields = {
  charge: {
    amount: "number",
    "billing_details.address.postal_code": "token",
    created: "number",
    currency: "token",
    customer: "token",
    disputed: "token",
    "payment_method_details.card.brand": "token",
    "payment_method_details.card.exp_month": "token",
    "payment_method_details.card.exp_year": "token",
    "payment_method_details.card.fingerprint": "token",
    "payment_method_details.card.last4": "token",
    refunded: "token",
    status: "token",
  },
  customer: { created: "number", email: "text", name: "text", phone: "text" },
  invoice: {
    created: "number",
    currency: "token",
    customer: "token",
    number: "text",
    receipt_number: "text",
    status: "token",
    subscription: "token",
    total: "number",
  },
  payment_intent: {
    amount: "number",
    created: "number",
    currency: "token",
    customer: "token",
    status: "token",
  },
  price: { active: "token", currency: "token", lookup_key: "text", product: "token", type: "token" },
  product: { active: "token", description: "text", name: "text", shippable: "token", url: "text" },
  subscription: { canceled_at: "number", created: "number", status: "token" },
} as const satisfies Partial<Record<KindName, Record<string, SearchFieldType>>>;

export type SearchableKind = keyof typeof searchFields;
