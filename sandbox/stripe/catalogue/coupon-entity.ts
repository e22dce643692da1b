/** Coupons, the codes that lead to them, and the discounts they become. */
import type { Stored } from "../store/object-store.ts";

export interface CouponEntity extends Stored {
  amount_off: number | null;
  currency: string | null;
  duration: "forever" | "once" | "repeating";
  duration_in_months: number | null;
  max_redemptions: number | null;
  metadata: Record<string, string>;
  name: string | null;
  percent_off: number | null;
  redeem_by: number | null;
  times_redeemed: number;
}

export interface PromotionCodeEntity extends Stored {
  active: boolean;
  code: string;
  coupon: string;
  customer: string | null;
  expires_at: number | null;
  max_redemptions: number | null;
  metadata: Record<string, string>;
  times_redeemed: number;
}

/** A coupon in use. It keeps the rule as it was, since coupons can be deleted. */
export interface DiscountEntity {
  id: string;
  coupon: CouponEntity;
  promotion_code: string | null;
  start: number;
  end: number | null;
}
