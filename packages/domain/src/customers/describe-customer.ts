/** A customer as the wire shows them, with the plan that holds now and what was used of it. */
import type { Customer, Subscription, Usage } from "@dream-api/contract";
import { type Entitlement, entitlementOf } from "../usage/entitlement.ts";
import { usageOf } from "../usage/outcome.ts";
import type { CustomerRecord, CustomerSubscription, ProjectPlans } from "./customer.ts";

/** A plan that only ever came in a header holds on as the last that came. Null in a store, and without any plan. */
export function entitlementOfCustomer(record: CustomerRecord, plans: ProjectPlans, at: number): Entitlement | null {
  if (plans.type !== "saas") return null;
  return entitlementOf(record, headerPlanOf(record), plans, at);
}

export function headerPlanOf({ plan, planSource }: CustomerRecord): string | undefined {
  return planSource === "header" && plan !== null ? plan : undefined;
}

export function usageOfCustomer(entitlement: Entitlement | null, count: number): Usage | null {
  return entitlement && usageOf(entitlement, count);
}

export function describeCustomer(
  record: CustomerRecord,
  entitlement: Entitlement | null,
  usage: Usage | null,
): Customer {
  const { userId, email, name, status, subscription, createdAt, lastActiveAt } = record;
  return {
    id: userId,
    email,
    name,
    status: status === "invited" ? "invited" : "active",
    plan: usage?.plan ?? null,
    planSource: usage ? (entitlement?.source ?? record.planSource) : null,
    subscription: subscription && describeSubscription(userId, subscription),
    usage,
    lastActiveAt: timeOf(lastActiveAt),
    createdAt: new Date(createdAt).toISOString(),
  };
}

function describeSubscription(customerId: string, subscription: CustomerSubscription): Subscription {
  const { subscriptionId, tier, status, unitAmount, currency, interval, cancelReason } = subscription;
  return {
    id: subscriptionId,
    customerId,
    plan: tier,
    status,
    unitAmount,
    currency,
    interval,
    currentPeriodStart: new Date(subscription.currentPeriodStart).toISOString(),
    currentPeriodEnd: new Date(subscription.currentPeriodEnd).toISOString(),
    cancelAt: timeOf(subscription.cancelAt),
    canceledAt: timeOf(subscription.canceledAt),
    cancelReason,
    trialEnd: timeOf(subscription.trialEnd),
    updatedAt: new Date(subscription.updatedAt).toISOString(),
  };
}

function timeOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
