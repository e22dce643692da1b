/** Payment intents, charges, refunds and disputes as we keep them. Amounts are integers in minor units. */

import type { Wire } from "../store/kinds.ts";
import type { Stored } from "../store/object-store.ts";

interface PaymentError {
  code: string;
  decline_code?: string;
  message: string;
  type: string;
  payment_method: string;
}

export interface PaymentIntentEntity extends Stored {
  amount: number;
  amount_received: number;
  amount_capturable: number;
  application_fee_amount: number | null;
  canceled_at: number | null;
  cancellation_reason: string | null;
  capture_method: "automatic" | "automatic_async" | "manual";
  client_secret: string;
  currency: string;
  customer: string | null;
  description: string | null;
  last_payment_error: PaymentError | null;
  latest_charge: string | null;
  metadata: Record<string, string>;
  payment_method: string | null;
  receipt_email: string | null;
  setup_future_usage: string | null;
  shipping: Wire | null;
  statement_descriptor: string | null;
  status:
    | "canceled"
    | "processing"
    | "requires_action"
    | "requires_capture"
    | "requires_confirmation"
    | "requires_payment_method"
    | "succeeded";
  return_url: string | null;
  /** Whose payment this is, when it is not on its own. */
  invoice: string | null;
  session: string | null;
  test_clock: string | null;
}

export interface ChargeEntity extends Stored {
  amount: number;
  amount_captured: number;
  amount_refunded: number;
  application_fee_amount: number | null;
  captured: boolean;
  currency: string;
  customer: string | null;
  description: string | null;
  disputed: boolean;
  failure_code: string | null;
  failure_message: string | null;
  decline_code: string | null;
  metadata: Record<string, string>;
  payment_intent: string;
  payment_method: string;
  receipt_email: string | null;
  shipping: Wire | null;
  status: "failed" | "pending" | "succeeded";
  test_clock: string | null;
}

export interface RefundEntity extends Stored {
  amount: number;
  charge: string;
  currency: string;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string | null;
  status: "canceled" | "failed" | "pending" | "succeeded";
}

export interface DisputeEntity extends Stored {
  amount: number;
  charge: string;
  currency: string;
  /** What was given so far, submitted or not. */
  evidence: Record<string, string>;
  metadata: Record<string, string>;
  payment_intent: string;
  reason: string;
  submission_count: number;
  status: "needs_response" | "under_review" | "won" | "lost";
}
