/** What the customers of the demo SaaS will do: sign up, try, pay, change, fail to pay, leave, come back, and use it. */
import type { Dice } from "./dice.ts";
import { makePeople, type Person } from "./people.ts";
import { byDay, dayMs, minuteMs, momentIn, monthsAfter, shareOfWeekday, type Year } from "./year.ts";

type PaidTier = "enterprise" | "pro" | "pro-yearly";

export type SaasStep = { readonly at: number; readonly userId: string } & (
  | { readonly kind: "sign_up"; readonly person: Person }
  | { readonly kind: "subscribe"; readonly tier: PaidTier; readonly trialDays: number }
  | { readonly kind: "change"; readonly tier: PaidTier }
  | { readonly kind: "cancel" }
  /** From then on the card is declined, or works again. */
  | { readonly kind: "card"; readonly works: boolean }
);

/** How much somebody uses on a working day, for a while. */
interface Habit {
  readonly from: number;
  readonly to: number;
  readonly perDay: number;
}

export interface SaasCustomer {
  readonly person: Person;
  readonly steps: readonly SaasStep[];
  readonly habits: readonly Habit[];
}

type Life = { steps: SaasStep[]; habits: Habit[]; person: Person; year: Year; dice: Dice };

const trialDays = 14;
/** Stripe tries a renewal again after 3, 5 and 7 days, then gives up. */
const dunningDays = 15;

const dailyUse = { free: [1, 7], pro: [60, 240], "pro-yearly": [80, 260], enterprise: [600, 2400] } as const;

export function planSaas(count: number, year: Year, dice: Dice): SaasCustomer[] {
  return makePeople(count, dice).map((person) => liveOf({ steps: [], habits: [], person, year, dice }));
}

/** What a customer uses on a day, whole; 0 for a day off. */
export function useOn({ habits }: SaasCustomer, day: number, dice: Dice): number {
  const habit = habits.find(({ from, to }) => from <= day && day < to);
  return habit ? Math.floor(habit.perDay * shareOfWeekday(day) * dice.between(0.5, 1.5)) : 0;
}

function liveOf(life: Life): SaasCustomer {
  const { person, year, dice, steps, habits } = life;
  const signedUpAt = momentIn(year, dice, { growth: 4 });
  steps.push({ at: signedUpAt, userId: person.id, kind: "sign_up", person });
  if (dice.chance(0.42)) settle(life, "free", signedUpAt, signedUpAt + dice.between(20, 400) * dayMs);
  else beginToPay(life, signedUpAt);
  return {
    person,
    steps: steps.filter(({ at }) => at < year.end).sort((left, right) => left.at - right.at),
    habits,
  };
}

function beginToPay(life: Life, from: number): void {
  const { dice } = life;
  const tier = dice.weigh<PaidTier>([
    ["pro", 74],
    ["pro-yearly", 14],
    ["enterprise", 12],
  ]);
  const isQuick = dice.chance(0.5);
  const at = isQuick ? from + dice.between(10, 90) * minuteMs : byDay(from + dice.between(1, 20) * dayMs, dice);
  settle(life, "free", from, at);
  const trial = dice.chance(0.45) ? trialDays : 0;
  step(life, at, { kind: "subscribe", tier, trialDays: trial });
  if (trial === 0 || dice.chance(0.68)) {
    pay(life, { tier, since: at, anchor: at + trial * dayMs });
    return;
  }
  step(life, byDay(at + dice.between(3, 12) * dayMs, dice), { kind: "cancel" });
  settle(life, tier, at, at + trial * dayMs);
}

interface Plan {
  tier: PaidTier;
  /** When this tier began. */
  since: number;
  /** The first payment; renewals count from it. */
  readonly anchor: number;
}

/** Month after month, until something ends it. */
function pay(life: Life, plan: Plan): void {
  const { year } = life;
  let month = 0;
  while (monthsAfter(plan.anchor, month) < year.end) {
    const goneAt = plan.tier === "pro-yearly" ? yearlyMonth(life, plan, month) : monthlyMonth(life, plan, month);
    if (goneAt !== null) {
      settle(life, plan.tier, plan.since, goneAt);
      maybeComeBack(life, goneAt);
      return;
    }
    month += 1;
  }
  settle(life, plan.tier, plan.since, year.end);
}

/** @returns when the subscription is gone, if it goes */
function monthlyMonth(life: Life, plan: Plan, month: number): number | null {
  const { dice } = life;
  const during = sometimeIn(life, plan, month);
  const renewsAt = monthsAfter(plan.anchor, month + 1);
  const next = nextOf(plan.tier, dice);
  if (next === "stay") return null;
  if (next === "cancel") {
    step(life, during, { kind: "cancel" });
    return renewsAt;
  }
  if (next !== "card") {
    step(life, during, { kind: "change", tier: next });
    settle(life, plan.tier, plan.since, during);
    plan.tier = next;
    plan.since = during;
    return null;
  }
  step(life, during, { kind: "card", works: false });
  if (dice.chance(0.45)) return renewsAt + dunningDays * dayMs;
  // In time for the first of Stripe's tries, so that the next month is a month like any other.
  step(life, byDay(renewsAt + 2 * dayMs, dice), { kind: "card", works: true });
  return null;
}

/** A yearly plan that is cancelled goes on to the end of what was paid. */
function yearlyMonth(life: Life, plan: Plan, month: number): number | null {
  if (!life.dice.chance(0.02)) return null;
  step(life, sometimeIn(life, plan, month), { kind: "cancel" });
  return monthsAfter(plan.since, 12);
}

/** Neither in the first days, when a failed payment is still put right, nor in the last, before a renewal. */
function sometimeIn({ dice }: Life, { anchor }: Plan, month: number): number {
  return byDay(monthsAfter(anchor, month) + dice.between(5, 20) * dayMs, dice);
}

type Next = PaidTier | "cancel" | "card" | "stay";

function nextOf(tier: PaidTier, dice: Dice): Next {
  const changes =
    tier === "pro"
      ? ([
          ["enterprise", 4],
          ["pro-yearly", 3],
        ] as const)
      : ([["pro", 7]] as const);
  return dice.weigh<Next>([["stay", 82], ["cancel", 5], ["card", 6], ...changes]);
}

function maybeComeBack(life: Life, goneAt: number): void {
  const { dice } = life;
  const backAt = byDay(goneAt + dice.between(20, 80) * dayMs, dice);
  settle(life, "free", goneAt, dice.chance(0.5) ? backAt : goneAt + 10 * dayMs);
  if (!dice.chance(0.25)) return;
  // The card that was declined is a new one by then: checkout asks for it.
  step(life, backAt, { kind: "subscribe", tier: "pro", trialDays: 0 });
  settle(life, "pro", backAt, life.year.end);
}

type Doing = SaasStep extends infer Each ? (Each extends SaasStep ? Omit<Each, "at" | "userId"> : never) : never;

function step({ steps, person }: Life, at: number, doing: Doing): void {
  steps.push({ at: Math.floor(at), userId: person.id, ...doing } as SaasStep);
}

function settle({ habits, dice }: Life, tier: keyof typeof dailyUse, from: number, to: number): void {
  const [low, high] = dailyUse[tier];
  const perDay = dice.between(low, high);
  // Somebody who stays uses more as time goes by.
  for (let start = from; start < to; start += 30 * dayMs) {
    const grown = Math.min(2, 1 + (start - from) / (365 * dayMs));
    habits.push({ from: start, to: Math.min(to, start + 30 * dayMs), perDay: perDay * grown });
  }
}
