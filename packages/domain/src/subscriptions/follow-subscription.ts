/**
 * Brings a subscription's row in line with what Stripe says now, with all that hangs on it: the user's plan, the
 * revenue, the Meters. Of two that run at once the later one is ended and paid back.
 */
import type { Mode } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import type { Announce } from "../metering/announce.ts";
import type { Actor, Notice } from "../work/audit.ts";
import { entitles, forgottenByStripe, isSameSubscription, nextSubscription } from "./next-subscription.ts";
import { movementBetween } from "./recurring-revenue.ts";
import type { StripeSubscriptions } from "./stripe-subscriptions.ts";
import { comesBefore, isOver, type Owner, type SubscriptionName, type SubscriptionRecord } from "./subscription.ts";
import type {
  SubscriptionBasis,
  SubscriptionChange,
  SubscriptionDirectory,
  SubscriptionStore,
} from "./subscription-store.ts";

export interface FollowSubscriptionDependencies {
  readonly directory: SubscriptionDirectory;
  readonly subscriptions: SubscriptionStore;
  readonly stripeOf: (mode: Mode) => StripeSubscriptions;
  readonly announce: Announce;
  readonly clock: Clock;
}

export interface FollowedSubscription {
  /** `lost_race`: something was changed meanwhile, so Stripe has to be asked again. */
  readonly outcome: "done" | "lost_race";
  /** Whether some Meters will only hear of it later. */
  readonly isPending: boolean;
}

const done: FollowedSubscription = { outcome: "done", isPending: false };
const lostRace: FollowedSubscription = { outcome: "lost_race", isPending: false };
const stripeActs: Actor = { name: "stripe", requestId: null };
const rounds = 5;

/** Looks until nobody was faster. @throws ProviderFailure */
export async function refreshSubscription(
  name: SubscriptionName,
  deps: FollowSubscriptionDependencies,
  actor: Actor = stripeActs,
): Promise<FollowedSubscription> {
  let isPending = false;
  for (let round = 0; round < rounds; round++) {
    const followed = await followSubscription(name, deps, actor);
    isPending ||= followed.isPending;
    if (followed.outcome === "done") return { outcome: "done", isPending };
  }
  return { outcome: "lost_race", isPending };
}

/** Looks once. One that is nobody's of ours is left alone. @throws ProviderFailure */
export async function followSubscription(
  name: SubscriptionName,
  deps: FollowSubscriptionDependencies,
  actor: Actor = stripeActs,
): Promise<FollowedSubscription> {
  const { directory, subscriptions, stripeOf, clock } = deps;
  const { stripeAccountId, mode, subscriptionId } = name;
  const known = await directory.ofSubscription(name);
  const atStripe = await stripeOf(mode).readSubscription(stripeAccountId, subscriptionId);
  const owner: Owner | null =
    known ?? (atStripe && (await directory.ofCustomer(stripeAccountId, mode, atStripe.customerId)));
  if (!owner) return done;
  const { scope, userId } = owner;
  const before = known?.record ?? null;
  const priceId = atStripe?.priceId ?? null;
  const basis = await subscriptions.readBasis(scope, { userId, stripeAccountId, subscriptionId, priceId });
  if (!basis) return done;
  const { tierOfPrice } = basis;
  const next = atStripe
    ? nextSubscription({ stripeAccountId, userId, before, tierOfPrice }, atStripe)
    : before && forgottenByStripe(before, clock().business);
  const notices = tierOfPrice === null && atStripe ? [unknownPrice(owner, basis, { ...name, priceId })] : [];
  if (!next) {
    for (const notice of notices) await subscriptions.leaveNotice(scope, notice);
    return done;
  }
  return settle({ name, owner, basis, before, next, notices, actor }, deps);
}

interface Look {
  readonly name: SubscriptionName;
  readonly owner: Owner;
  readonly basis: SubscriptionBasis;
  readonly before: SubscriptionRecord | null;
  readonly next: SubscriptionRecord;
  readonly notices: readonly Notice[];
  readonly actor: Actor;
}

async function settle(look: Look, deps: FollowSubscriptionDependencies): Promise<FollowedSubscription> {
  const { name, basis, next } = look;
  const { rival } = basis;
  if (!rival || next.duplicateOf !== null || isOver(next)) return write(look, next, null, deps);
  // Its row may be older than what happened at Stripe: only if it runs there too are there two.
  const rivalName = { ...name, subscriptionId: rival.subscriptionId };
  const looked = await refreshSubscription(rivalName, deps);
  const standing = await deps.subscriptions.findCurrent(look.owner.scope, look.owner.userId);
  if (looked.outcome === "lost_race" || standing?.rowRev !== rival.rowRev) return lostRace;
  if (comesBefore(rival, next)) return write(look, { ...next, duplicateOf: rival.subscriptionId }, null, deps);
  const written = await write(look, next, rival, deps);
  if (written.outcome === "done") await refreshSubscription(rivalName, deps);
  return written;
}

/** @param displaced what stood as the current one and gives way */
async function write(
  look: Look,
  next: SubscriptionRecord,
  displaced: SubscriptionRecord | null,
  deps: FollowSubscriptionDependencies,
): Promise<FollowedSubscription> {
  const { basis, before } = look;
  const tier = tierAfter(next, displaced === null ? basis.rival : null, deps.clock().business);
  const isNews = !before || !isSameSubscription(before, next) || isPlanStale(basis, tier);
  let isPending = false;
  if (isNews) {
    const rev = await deps.subscriptions.write(look.owner.scope, changeOf(look, { next, displaced, tier }, deps.clock));
    if (rev === null) return lostRace;
    isPending = (await deps.announce(look.owner.scope, rev)) === "pending";
  }
  if (next.duplicateOf === null || (isOver(next) && !isNews)) return { outcome: "done", isPending };
  return { outcome: await endDuplicate(look.name, next, deps), isPending };
}

interface Conclusion {
  readonly next: SubscriptionRecord;
  readonly displaced: SubscriptionRecord | null;
  readonly tier: string | null | undefined;
}

function changeOf(look: Look, { next, displaced, tier }: Conclusion, clock: Clock): SubscriptionChange {
  const { name, owner, basis, before, notices, actor } = look;
  const businessNow = clock().business;
  const moved = { hasPaidBefore: basis.hasPaidBefore, businessNow };
  const givesWay = displaced && movedRecord(displaced, { ...displaced, duplicateOf: next.subscriptionId }, moved);
  const excess = displaced ?? (next.duplicateOf !== null && !isOver(next) ? next : null);
  return {
    platformId: basis.platformId,
    records: [...(givesWay ? [givesWay] : []), movedRecord(before, next, moved)],
    ...(tier === undefined ? {} : { tier }),
    hadTrial: next.trialEnd !== null,
    toEnd: excess && { ...name, subscriptionId: excess.subscriptionId },
    notices: [...notices, ...(excess ? [duplicateNotice(owner, basis, excess.subscriptionId)] : [])],
    actor,
    businessNow,
  };
}

/** Paid back before it is ended: what runs is looked at again, what is over may be forgotten. */
async function endDuplicate(
  { stripeAccountId, mode, subscriptionId }: SubscriptionName,
  duplicate: SubscriptionRecord,
  { stripeOf }: FollowSubscriptionDependencies,
): Promise<FollowedSubscription["outcome"]> {
  await stripeOf(mode).refundAll(stripeAccountId, subscriptionId);
  if (isOver(duplicate)) return "done";
  await stripeOf(mode).cancelNow(stripeAccountId, subscriptionId);
  return "lost_race";
}

/** @returns absent where another subscription says what the user is on */
function tierAfter(next: SubscriptionRecord, rival: SubscriptionRecord | null, businessNow: number) {
  if (next.duplicateOf !== null || (isOver(next) && rival)) return undefined;
  return entitles(next, businessNow) ? next.tier : null;
}

function isPlanStale({ planSource, plan }: SubscriptionBasis, tier: string | null | undefined): boolean {
  if (tier === undefined) return false;
  return tier === null ? planSource === "subscription" : planSource !== "subscription" || plan !== tier;
}

function movedRecord(
  before: SubscriptionRecord | null,
  next: SubscriptionRecord,
  moved: { hasPaidBefore: boolean; businessNow: number },
) {
  const numbered = { ...next, rowRev: (before?.rowRev ?? 0) + 1 };
  return { before, next: numbered, movement: movementBetween(before, numbered, moved) };
}

function noticeOf(
  { scope }: Owner,
  { platformId }: SubscriptionBasis,
  notice: Pick<Notice, "kind" | "topic" | "detail">,
) {
  return { platformId, projectId: scope.projectId, mode: scope.mode, ...notice };
}

function duplicateNotice(owner: Owner, basis: SubscriptionBasis, subscriptionId: string): Notice {
  const detail = { subscriptionId, customerId: owner.userId };
  return noticeOf(owner, basis, { kind: "duplicate_subscription", topic: subscriptionId, detail });
}

function unknownPrice(
  owner: Owner,
  basis: SubscriptionBasis,
  { subscriptionId, priceId }: { subscriptionId: string; priceId: string | null },
): Notice {
  const detail = { subscriptionId, priceId, customerId: owner.userId };
  return noticeOf(owner, basis, { kind: "unknown_price", topic: `${subscriptionId}:${priceId}`, detail });
}
