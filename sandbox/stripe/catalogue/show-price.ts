/** A price on the wire, and the older `plan` that subscription items still carry beside it. */
import type { Books } from "../store/books.ts";
import type { Wire } from "../store/kinds.ts";
import type { PriceEntity } from "./price-entity.ts";

export function showPrice({ is_inline, ...price }: PriceEntity, books: Books): Wire {
  return {
    ...price,
    object: "price",
    active: price.active && is_inline !== true,
    billing_scheme: "per_unit",
    livemode: books.scope.livemode,
    recurring: price.recurring && { ...price.recurring, trial_period_days: null },
    type: price.recurring ? "recurring" : "one_time",
    unit_amount_decimal: String(price.unit_amount),
  };
}

export function showPlan(price: PriceEntity, books: Books): Wire {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: String(price.unit_amount),
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: books.scope.livemode,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type ?? "licensed",
  };
}
