/** Whether a subscription gives access now. The table stands in `docs/adr/0006-usage-periods-and-access.md`. */
import { dayMs } from "../clock.ts";
import type { SubscriptionFacts } from "./facts.ts";
import { addMonths } from "./period.ts";

/** How long a tier is kept after the first failed payment. */
const pastDueGraceMs = 7 * dayMs;

export function givesAccess(subscription: SubscriptionFacts, at: number): boolean {
  if (subscription.cancelAt !== null && at >= subscription.cancelAt) return false;
  switch (subscription.status) {
    case "trialing":
    case "active":
      return at < latestEndWithoutNews(subscription);
    case "past_due":
      return at < (subscription.firstFailedAt ?? subscription.currentPeriodEnd) + pastDueGraceMs;
    default:
      return false;
  }
}

/** A period that ended without word from Stripe (a lost webhook) is trusted for one more, then no longer. */
function latestEndWithoutNews(subscription: SubscriptionFacts): number {
  return addMonths(subscription.currentPeriodEnd, subscription.interval === "year" ? 12 : 1);
}
