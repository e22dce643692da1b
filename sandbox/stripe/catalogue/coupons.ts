/** Coupons and promotion codes. */
import type Stripe from "stripe";
import { listObjects } from "../lists/list-objects.ts";
import type { ListParams } from "../lists/list-wire.ts";
import { type Books, withMetadata } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import { pick, refuseUnsimulated } from "../wire/params.ts";
import { alreadyExists, invalid, missing } from "../wire/refusal.ts";
import type { CouponEntity, PromotionCodeEntity } from "./coupon-entity.ts";
import { currencyOf } from "./currencies.ts";

export function createCoupon(books: Books, params: Stripe.CouponCreateParams): Wire {
  refuseUnsimulated("coupons", params, "applies_to", "currency_options");
  const id = params.id ?? books.newId("", 8).slice(1);
  if (books.find("coupon", id)) throw alreadyExists("Coupon");
  refuseBadAmount(params);
  if (params.duration === "repeating" && !params.duration_in_months) throw missing("duration_in_months");
  const coupon: CouponEntity = {
    id,
    created: books.now,
    amount_off: params.amount_off ?? null,
    currency: params.currency ? currencyOf(params.currency) : null,
    duration: (params.duration ?? "once") as "once",
    duration_in_months: params.duration_in_months ?? null,
    max_redemptions: params.max_redemptions ?? null,
    metadata: {},
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
  };
  withMetadata(coupon, params.metadata);
  return books.show("coupon", books.add("coupon", coupon, "coupon.created"));
}

function refuseBadAmount({ amount_off, percent_off, currency }: Stripe.CouponCreateParams): void {
  if ((amount_off === undefined) === (percent_off === undefined)) {
    throw invalid("You must pass exactly one of percent_off and amount_off.", "percent_off");
  }
  if (amount_off !== undefined && !currency) throw missing("currency");
  if (amount_off !== undefined && amount_off < 1) {
    throw invalid("Invalid positive integer", "amount_off", "parameter_invalid_integer");
  }
  if (percent_off !== undefined && (percent_off <= 0 || percent_off > 100)) {
    throw invalid("Invalid decimal: percent_off must be greater than 0 and at most 100", "percent_off");
  }
}

export function updateCoupon(books: Books, params: Stripe.CouponUpdateParams, id: string): Wire {
  refuseUnsimulated("coupons", params, "currency_options");
  const coupon = books.get("coupon", id);
  books.change("coupon", coupon, "coupon.updated", (draft) => {
    Object.assign(draft, pick(params, "name"));
    withMetadata(draft, params.metadata);
  });
  return books.show("coupon", coupon);
}

export function retrieveCoupon(books: Books, _params: object, id: string): Wire {
  return books.show("coupon", books.get("coupon", id));
}

export function deleteCoupon(books: Books, _params: object, id: string): Wire {
  const coupon = books.get("coupon", id);
  books.emit("coupon.deleted", books.show("coupon", coupon));
  books.remove("coupon", id);
  return { id, object: "coupon", deleted: true };
}

export function listCoupons(books: Books, params: Stripe.CouponListParams): Wire {
  return listObjects(books, "coupon", params as ListParams, { url: "/v1/coupons" });
}

export function createPromotionCode(books: Books, params: Stripe.PromotionCodeCreateParams): Wire {
  const coupon = params.promotion.coupon;
  if (!coupon) throw missing("promotion[coupon]");
  books.refer("coupon", coupon, "promotion[coupon]");
  const text = params.code ?? books.newId("", 8).slice(1).toUpperCase();
  if (books.all("promotion_code", "code", text).some(({ active }) => active)) {
    throw invalid(`An active promotion code with \`code: ${text}\` already exists.`, "code");
  }
  refuseUnsimulated("promotion codes", params, "restrictions");
  const code: PromotionCodeEntity = {
    id: books.newId("promo"),
    created: books.now,
    active: params.active ?? true,
    code: text,
    coupon,
    customer: params.customer ? books.refer("customer", params.customer, "customer").id : null,
    expires_at: params.expires_at ?? null,
    max_redemptions: params.max_redemptions ?? null,
    metadata: {},
    times_redeemed: 0,
  };
  withMetadata(code, params.metadata);
  return books.show("promotion_code", books.add("promotion_code", code, "promotion_code.created"));
}

export function updatePromotionCode(books: Books, params: Stripe.PromotionCodeUpdateParams, id: string): Wire {
  refuseUnsimulated("promotion codes", params, "restrictions");
  const code = books.get("promotion_code", id);
  books.change("promotion_code", code, "promotion_code.updated", (draft) => {
    Object.assign(draft, pick(params, "active"));
    withMetadata(draft, params.metadata);
  });
  return books.show("promotion_code", code);
}

export function retrievePromotionCode(books: Books, _params: object, id: string): Wire {
  return books.show("promotion_code", books.get("promotion_code", id));
}

export function listPromotionCodes(books: Books, params: Stripe.PromotionCodeListParams): Wire {
  return listObjects(books, "promotion_code", params as ListParams, {
    url: "/v1/promotion_codes",
    where: params.code ? ["code", params.code] : params.coupon ? ["coupon", params.coupon] : undefined,
    accepts: (code) =>
      (params.active === undefined || code.active === params.active) &&
      (params.coupon === undefined || code.coupon === params.coupon) &&
      (params.customer === undefined || code.customer === params.customer),
  });
}
