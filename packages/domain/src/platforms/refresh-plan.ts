/** Brings a platform's plan in line with what Stripe says now, and tells all who depend on it. */
import type { Mode } from "@dream-api/contract";
import { type Clock, hourMs, type Instant } from "../clock.ts";
import type { DirtyObject } from "../inbox/dirty-objects.ts";
import type { Announce } from "../metering/announce.ts";
import type { ChangedProject } from "../registration/claim-registrations.ts";
import type { PlatformScope } from "../tenancy/platform-scope.ts";
import type { Actor, Notice } from "../work/audit.ts";
import {
  currentSubscription,
  isLiveSubscription,
  isSamePlan,
  mayHaveFailed,
  type Plan,
  type PlanSubscription,
  planFrom,
} from "./plan.ts";

/** What is asked of Stripe about our own plan. Each throws ProviderFailure. */
export interface PlanSubscriptions {
  /** All of a customer, ended ones too. */
  listSubscriptions(customerId: string): Promise<PlanSubscription[]>;
  /** When the oldest payment of it failed that was not made good; null when none did. */
  firstFailedPayment(subscriptionId: string): Promise<number | null>;
  /** At once. No error when it ended already. */
  cancelSubscription(subscriptionId: string): Promise<void>;
  /** Nobody can pay on a page of the customer any more. */
  expireSessions(customerId: string): Promise<void>;
}

export interface PlanRow {
  readonly platform: PlatformScope;
  readonly plan: Plan;
  readonly rowRev: number;
  readonly isClosed: boolean;
}

export interface PlanChange {
  readonly readRev: number;
  readonly plan: Plan;
  readonly actor: Actor;
  /** What the developer should know of now; null where there is nothing new. */
  readonly notice: Notice | null;
  /** Kinds of notices that hold no longer. */
  readonly withdrawn: readonly PlanNoticeKind[];
  readonly realNow: number;
  /** Real time at which the developer's Clerk metadata has to be looked at again; null for never. */
  readonly tellAgainAt: number | null;
  readonly from: Plan;
}

export interface SavedPlan {
  /** Projects whose Meters have to hear of another end of coverage, in all their modes. */
  readonly projects: readonly ChangedProject[];
  /** What tells Clerk later, should it not be told now. */
  readonly outboxId: number;
}

export interface PlanStore {
  findByCustomer(customerId: string): Promise<PlanRow | null>;
  /** Customers whose plan runs by our rows, though its period ended. */
  listOverdue(periodEndedBefore: number, limit: number): Promise<string[]>;
  /** Null when the row was changed since it was read. */
  savePlan(platform: PlatformScope, change: PlanChange): Promise<SavedPlan | null>;
}

export interface RefreshPlanDependencies {
  readonly plans: PlanStore;
  readonly stripe: PlanSubscriptions;
  readonly announce: Announce;
  /** Tells Clerk; false when that was not possible now. */
  readonly tellPlan: (platform: PlatformScope, outboxId: number) => Promise<boolean>;
  readonly clock: Clock;
}

/** Stripe takes an hour from the end of a period to the next invoice's payment. */
const overdueAfterMs = 2 * hourMs;
const overduePerRun = 200;

/** Plans of which nothing was heard when something should have been. @param mode of our own account's key */
export async function listOverduePlans(
  plans: Pick<PlanStore, "listOverdue">,
  mode: Mode,
  { business }: Instant,
): Promise<DirtyObject[]> {
  const customers = await plans.listOverdue(business - overdueAfterMs, overduePerRun);
  return customers.map((objectId) => ({ stripeAccountId: "", mode, type: "platform_subscription", objectId }));
}

const actor: Actor = { name: "stripe", requestId: null };

/**
 * @returns `lost_race` when somebody wrote the plan meanwhile: what was fetched may be older than what they saw
 * @throws ProviderFailure
 */
export async function refreshPlan(customerId: string, deps: RefreshPlanDependencies): Promise<"done" | "lost_race"> {
  const row = await deps.plans.findByCustomer(customerId);
  if (!row) return "done";
  if (row.isClosed) await endPlan(customerId, deps);
  const plan = await fetchPlan(customerId, row, deps);
  if (isSamePlan(row.plan, plan)) return "done";
  const { real, business } = deps.clock();
  const saved = await deps.plans.savePlan(row.platform, {
    readRev: row.rowRev,
    from: row.plan,
    plan,
    actor,
    notice: noticeOf(row, plan),
    withdrawn: planNoticeKinds.filter((kind) => kind !== noticeKindOf(plan)),
    realNow: real,
    tellAgainAt: plan.graceUntil !== null && plan.graceUntil > business ? real + plan.graceUntil - business : null,
  });
  if (!saved) return "lost_race";
  await Promise.all(saved.projects.map(({ scope, rev }) => deps.announce(scope, rev)));
  await deps.tellPlan(row.platform, saved.outboxId);
  return "done";
}

/** Whoever closed the account pays for nothing any more, not even on a page that was open then. */
async function endPlan(customerId: string, { stripe }: RefreshPlanDependencies): Promise<void> {
  await stripe.expireSessions(customerId);
  const running = (await stripe.listSubscriptions(customerId)).filter(isLiveSubscription);
  for (const { subscriptionId } of running) await stripe.cancelSubscription(subscriptionId);
}

async function fetchPlan(customerId: string, row: PlanRow, { stripe }: RefreshPlanDependencies): Promise<Plan> {
  const subscriptions = await stripe.listSubscriptions(customerId);
  const current = currentSubscription(subscriptions);
  const firstFailedAt =
    current && mayHaveFailed(current) ? await stripe.firstFailedPayment(current.subscriptionId) : null;
  const plan = planFrom(subscriptions, firstFailedAt, row.plan);
  return row.isClosed ? { ...plan, coveredUntil: null } : plan;
}

const planNoticeKinds = ["plan_payment_failed", "plan_ended"] as const;
type PlanNoticeKind = (typeof planNoticeKinds)[number];

/** A function of where the plan stands, so that news that came late or never leaves the same notices. */
function noticeKindOf({ status }: Plan): PlanNoticeKind | null {
  if (status === "past_due") return "plan_payment_failed";
  return status === "canceled" ? "plan_ended" : null;
}

function noticeOf({ platform: { platformId }, plan: before }: PlanRow, plan: Plan): Notice | null {
  const kind = noticeKindOf(plan);
  const topic = plan.stripeSubscriptionId;
  // One that was dismissed does not come back while nothing else happened.
  const isNews = before.status !== plan.status || before.stripeSubscriptionId !== topic;
  if (kind === null || topic === null || !isNews) return null;
  return { platformId, kind, topic, detail: { graceUntil: plan.graceUntil } };
}
