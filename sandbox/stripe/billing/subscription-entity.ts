/** A subscription as we keep it, its items inside. */
import type { DiscountEntity } from "../catalogue/coupon-entity.ts";
import type { Stored } from "../store/object-store.ts";

export interface SubscriptionItemEntity {
  id: string;
  created: number;
  price: string;
  quantity: number;
  metadata: Record<string, string>;
}

type SubscriptionStatus =
  | "active"
  | "canceled"
  | "incomplete"
  | "incomplete_expired"
  | "past_due"
  | "paused"
  | "trialing"
  | "unpaid";

interface PendingUpdate {
  expires_at: number;
  items: SubscriptionItemEntity[];
  /** Paying this invoice applies the update. */
  invoice: string;
  restarts_period: boolean;
}

export interface SubscriptionEntity extends Stored {
  application_fee_percent: number | null;
  billing_cycle_anchor: number;
  billing_mode: "classic" | "flexible";
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  cancellation_details: { comment: string | null; feedback: string | null; reason: string | null };
  collection_method: "charge_automatically" | "send_invoice";
  currency: string;
  current_period_end: number;
  current_period_start: number;
  customer: string;
  days_until_due: number | null;
  default_payment_method: string | null;
  description: string | null;
  discounts: DiscountEntity[];
  ended_at: number | null;
  items: SubscriptionItemEntity[];
  latest_invoice: string | null;
  metadata: Record<string, string>;
  off_session: boolean;
  pause_collection: { behavior: "keep_as_draft" | "mark_uncollectible" | "void"; resumes_at: number | null } | null;
  paused_at: number | null;
  payment_settings: { save_default_payment_method: string | null };
  pending_update: PendingUpdate | null;
  start_date: number;
  status: SubscriptionStatus;
  test_clock: string | null;
  trial_end: number | null;
  trial_end_behavior: "cancel" | "create_invoice" | "pause";
  trial_start: number | null;
}

export function isOver({ status }: SubscriptionEntity): boolean {
  return status === "canceled" || status === "incomplete_expired";
}
