/** A plan in words, for the developer who reads it. */
import type { SyncPlan } from "@dream-api/contract";
import type { PlannedItem, PlanReason, PlanStep } from "./plan-catalogue.ts";

type ToldStep = SyncPlan["steps"][number];

const reasons: Record<PlanReason, string> = {
  not_on_stripe: "Stripe does not have it",
  no_current_price: "its amount, currency or interval is not the one on Stripe",
  details_differ: "its details differ on Stripe",
  inactive_on_stripe: "it is archived on Stripe, but sold here",
  default_price_differs: "another price is its default on Stripe",
  price_not_recorded: "its price on Stripe is not known here yet",
  old_price_active: "an old price of it is still active on Stripe",
  archived: "it is not sold any more",
  free: "a free tier exists only here",
  in_line: "it is as it should be",
};

/** One step for each tier or product, followed by those for its prices. */
export function describePlan(plan: readonly PlannedItem[]): SyncPlan {
  return { steps: plan.flatMap(describeItem) };
}

function describeItem({ action, kind, name, reasons: why, steps }: PlannedItem): ToldStep[] {
  const reason = why.map((one) => reasons[one]).join("; ");
  return [{ action, kind, name, reason }, ...steps.flatMap((step) => describePriceStep(step, name))];
}

function describePriceStep(step: PlanStep, name: string): ToldStep[] {
  if (step.do === "create_price") {
    const { unitAmount, currency, interval } = step.price;
    const rhythm = interval === null ? "once" : `each ${interval}`;
    return [{ action: "create", kind: "price", name, reason: `${unitAmount} ${currency} ${rhythm}, in minor units` }];
  }
  if (step.do === "archive_price") {
    return [{ action: "archive", kind: "price", name, reason: "new sales do not use it; who pays it goes on with it" }];
  }
  return [];
}
