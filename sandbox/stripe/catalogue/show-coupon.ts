/** Coupons, promotion codes and discounts on the wire. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { CouponEntity, DiscountEntity, PromotionCodeEntity } from "./coupon-entity.ts";
import { isRedeemable } from "./coupon-rules.ts";

export function showCoupon(coupon: CouponEntity, books: Books): Wire {
  const { livemode } = books.scope;
  return { ...coupon, object: "coupon", livemode, valid: isRedeemable(coupon, books.now) };
}

export function showPromotionCode({ coupon, ...code }: PromotionCodeEntity, books: Books): Wire {
  const promotion = { type: "coupon", coupon };
  const restrictions = { first_time_transaction: false, minimum_amount: null, minimum_amount_currency: null };
  return { ...code, object: "promotion_code", livemode: books.scope.livemode, promotion, restrictions };
}

export function showDiscount(discount: DiscountEntity, where: Wire): Wire {
  return {
    id: discount.id,
    object: "discount",
    checkout_session: null,
    customer: null,
    customer_account: null,
    end: discount.end,
    invoice: null,
    invoice_item: null,
    promotion_code: discount.promotion_code,
    source: { type: "coupon", coupon: discount.coupon.id },
    start: discount.start,
    subscription: null,
    subscription_item: null,
    ...where,
  };
}
