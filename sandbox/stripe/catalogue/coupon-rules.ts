/** When a coupon or code may be used, and what it takes off. Amounts are integers; a percentage rounds half up. */
import { addPeriods } from "../billing/periods.ts";
import type { Books } from "../store/books.ts";
import { invalid, noSuchReference } from "../wire/refusal.ts";
import type { CouponEntity, DiscountEntity } from "./coupon-entity.ts";

export function isRedeemable(coupon: CouponEntity, now: number): boolean {
  const isOnTime = coupon.redeem_by === null || now < coupon.redeem_by;
  return isOnTime && (coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions);
}

export function amountOff(coupon: CouponEntity, amount: number, currency: string): number {
  if (amount <= 0) return 0;
  if (coupon.percent_off !== null) return Math.round((amount * Math.round(coupon.percent_off * 100)) / 10_000);
  return coupon.currency === currency ? Math.min(coupon.amount_off ?? 0, amount) : 0;
}

interface DiscountChoice {
  coupon?: string | undefined;
  promotion_code?: string | undefined;
}

/** @throws StripeRefusal when it does not exist, is used up or is not for this customer */
export function redeem(books: Books, choice: DiscountChoice, customer: string | null, param: string): DiscountEntity {
  const code = choice.promotion_code
    ? books.refer("promotion_code", choice.promotion_code, `${param}[promotion_code]`)
    : undefined;
  if (code && !isCodeUsable(books, code, customer)) {
    throw invalid("This promotion code cannot be redeemed.", `${param}[promotion_code]`, "promotion_code_invalid");
  }
  const couponId = code?.coupon ?? choice.coupon;
  if (couponId === undefined) throw invalid("Must provide a coupon or a promotion code.", param);
  const coupon = books.find("coupon", couponId);
  if (!coupon) throw noSuchReference("coupon", couponId, `${param}[coupon]`);
  if (!isRedeemable(coupon, books.now)) {
    throw invalid(`Coupon expired: ${coupon.id}`, `${param}[coupon]`, "coupon_expired");
  }
  return {
    id: books.newId("di"),
    coupon: { ...coupon },
    promotion_code: code?.id ?? null,
    start: books.now,
    end: endOf(coupon, books.now),
  };
}

/** Counts the use; call it when the discount takes effect. */
export function countRedemption(books: Books, discount: DiscountEntity): void {
  const coupon = books.find("coupon", discount.coupon.id);
  if (coupon) {
    books.change("coupon", coupon, "coupon.updated", (draft) => {
      draft.times_redeemed += 1;
    });
  }
  const code = books.find("promotion_code", discount.promotion_code);
  if (!code) return;
  books.change("promotion_code", code, "promotion_code.updated", (draft) => {
    draft.times_redeemed += 1;
    if (draft.max_redemptions !== null && draft.times_redeemed >= draft.max_redemptions) draft.active = false;
  });
}

export function isCodeUsable(
  books: Books,
  code: { active: boolean; expires_at: number | null; customer: string | null },
  customer: string | null,
): boolean {
  const isInTime = code.expires_at === null || books.now < code.expires_at;
  return code.active && isInTime && (code.customer === null || code.customer === customer);
}

/** `once` ends with the first invoice, which the invoice takes care of. */
function endOf(coupon: CouponEntity, now: number): number | null {
  if (coupon.duration !== "repeating") return null;
  return addPeriods(now, "month", coupon.duration_in_months ?? 1);
}
