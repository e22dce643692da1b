/** The terms that a new subscription and a changed one are read by alike. */
import type Stripe from "stripe";
import type { DiscountEntity } from "../catalogue/coupon-entity.ts";
import { redeem } from "../catalogue/coupon-rules.ts";
import type { Books } from "../store/books.ts";
import { refuseTaxes, refuseUnsimulated } from "../wire/params.ts";
import { invalid } from "../wire/refusal.ts";

const unsimulated = [
  "add_invoice_items",
  "billing_thresholds",
  "billing_schedules",
  "default_source",
  "default_tax_rates",
  "invoice_settings",
  "on_behalf_of",
  "pending_invoice_item_interval",
  "transfer_data",
  "trial_from_plan",
] as const;

const daySeconds = 86_400;

/** @throws StripeRefusal 501 */
export function refuseUnsimulatedTerms(
  params: Stripe.SubscriptionCreateParams | Stripe.SubscriptionUpdateParams,
): void {
  refuseUnsimulated("subscriptions", params, ...unsimulated);
  refuseTaxes(params);
}

export function discountsOf(
  books: Books,
  choices: "" | null | undefined | { coupon?: string; promotion_code?: string }[],
  customer: string | null,
): DiscountEntity[] {
  return (choices || []).map((choice, index) => redeem(books, choice, customer, `discounts[${index}]`));
}

export function trialEndOf(
  books: Books,
  params: { trial_end?: number | string; trial_period_days?: number },
): number | null {
  const { trial_end: end, trial_period_days: days } = params;
  if (end !== undefined && days !== undefined) {
    throw invalid(
      "You may only specify one of these parameters: trial_end, trial_period_days.",
      "trial_end",
      "parameters_exclusive",
    );
  }
  if (end === "now" || days === 0) return null;
  const trialEnd = typeof end === "number" ? end : days === undefined ? null : books.now + days * daySeconds;
  if (trialEnd === null) return null;
  if (trialEnd <= books.now)
    throw invalid("Invalid timestamp: must be an integer Unix timestamp in the future.", "trial_end");
  if (trialEnd > books.now + 730 * daySeconds)
    throw invalid("Invalid timestamp: can be no more than two years in the future.", "trial_end");
  return trialEnd;
}
