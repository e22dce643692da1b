/** A Checkout Session as we keep it. */
import type { DiscountEntity } from "../catalogue/coupon-entity.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";
import type { InvoiceCreation } from "./session-invoice.ts";

export interface SessionLine {
  id: string;
  price: string;
  quantity: number;
  metadata: Record<string, string>;
  adjustable_quantity: { enabled: boolean; maximum: number | null; minimum: number | null } | null;
}

export interface ShippingDetails {
  name: string;
  address: Wire;
}

export interface SessionEntity extends Stored {
  after_expiration: Wire | null;
  allow_promotion_codes: boolean | null;
  billing_address_collection: "auto" | "required" | null;
  cancel_url: string | null;
  client_reference_id: string | null;
  collects_phone: boolean;
  currency: string;
  customer: string | null;
  customer_creation: "always" | "if_required" | null;
  customer_email: string | null;
  /** What of the payer's details goes to a customer who was there before. */
  customer_update: { address?: "auto" | "never"; name?: "auto" | "never"; shipping?: "auto" | "never" };
  customer_details: { email: string | null; name: string | null; phone: string | null; address: Wire | null } | null;
  discount: DiscountEntity | null;
  expires_at: number;
  invoice: string | null;
  invoice_creation: InvoiceCreation;
  lines: SessionLine[];
  metadata: Record<string, string>;
  mode: "payment" | "subscription";
  payment_intent: string | null;
  payment_intent_data: Wire;
  payment_method_collection: "always" | "if_required" | null;
  payment_status: "no_payment_required" | "paid" | "unpaid";
  recovered_from: string | null;
  /** What the payer gave last; the wire shows it once the session is complete. */
  shipping: ShippingDetails | null;
  /** Where it may be sent; null asks for no address. */
  shipping_countries: string[] | null;
  status: "complete" | "expired" | "open";
  /** Sent and shown again, without any effect here. */
  stored: Wire;
  subscription: string | null;
  subscription_data: Wire;
  success_url: string;
  trial_end: number | null;
  trial_period_days: number | null;
  /** The payer's intent before the session is complete; the wire shows it only in payment mode. */
  attempt: string | null;
  test_clock: string | null;
}
