/** An invoice as we keep it, its lines inside. Amounts are integers in minor units; a credit is negative. */
import type { DiscountEntity } from "../catalogue/coupon-entity.ts";
import type { Stored } from "../store/object-store.ts";

export interface InvoiceLineEntity {
  id: string;
  amount: number;
  description: string | null;
  invoice_item: string | null;
  metadata: Record<string, string>;
  period: { start: number; end: number };
  price: string | null;
  product: string | null;
  proration: boolean;
  quantity: number;
  subscription_item: string | null;
  unit_amount: number | null;
}

export interface InvoiceEntity extends Stored {
  amount_paid: number;
  attempt_count: number;
  attempted: boolean;
  auto_advance: boolean;
  billing_reason: "manual" | "subscription_create" | "subscription_cycle" | "subscription_update";
  collection_method: "charge_automatically" | "send_invoice";
  currency: string;
  customer: string;
  default_payment_method: string | null;
  description: string | null;
  discounts: DiscountEntity[];
  due_date: number | null;
  ending_balance: number | null;
  finalized_at: number | null;
  footer: string | null;
  lines: InvoiceLineEntity[];
  marked_uncollectible_at: number | null;
  metadata: Record<string, string>;
  next_payment_attempt: number | null;
  number: string | null;
  paid_at: number | null;
  payment_intent: string | null;
  period_end: number;
  period_start: number;
  starting_balance: number;
  status: "draft" | "open" | "paid" | "uncollectible" | "void";
  subscription: string | null;
  subscription_metadata: Record<string, string>;
  test_clock: string | null;
  voided_at: number | null;
}
