/** Customers and payment methods as we keep them. */
import type { DiscountEntity } from "../catalogue/coupon-entity.ts";
import type { PaymentBehavior } from "../payments/test-payment-methods.ts";
import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

export interface CustomerEntity extends Stored {
  address: Wire | null;
  balance: number;
  currency: string | null;
  delinquent: boolean;
  description: string | null;
  discount: DiscountEntity | null;
  email: string | null;
  invoice_prefix: string;
  default_payment_method: string | null;
  metadata: Record<string, string>;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  shipping: Wire | null;
  tax_exempt: string;
  test_clock: string | null;
  /** Deleted customers stay, since invoices and subscriptions refer to them. */
  deleted?: true;
}

export interface PaymentMethodEntity extends Stored {
  type: "card" | "us_bank_account" | "sepa_debit";
  billing_details: { address?: Wire | null; email?: string | null; name?: string | null; phone?: string | null };
  customer: string | null;
  metadata: Record<string, string>;
  last4: string;
  brand: string;
  exp_month: number;
  exp_year: number;
  /** What its test number makes it do. */
  behavior: PaymentBehavior;
  /** The bank confirmed it once; Stripe then lets it through off session. */
  isAuthenticated?: true;
}
