/** A year of the demo projects, lived step by step on turned clocks. */
import { appCaller, stripePages } from "./demo-callers.ts";
import { rollDice } from "./dice.ts";
import { countUse, doSaasStep } from "./live-saas.ts";
import { openStore } from "./live-store.ts";
import type { PastHouse } from "./past-house.ts";
import { planSaas, type SaasStep, useOn } from "./plan-saas.ts";
import { moreProducts, planStore, type StoreStep } from "./plan-store.ts";
import { dayMs, daysOf, hourMs, type Year } from "./year.ts";

export interface YearSize {
  readonly customers: number;
  readonly orders: number;
  /** The same seed plans the same year. */
  readonly seed: number;
}

export interface Progress {
  /** The first moment of the month that is over, epoch milliseconds. */
  readonly month: number;
  readonly customers: number;
  readonly orders: number;
  readonly units: number;
}

export interface LivedYear {
  readonly customers: number;
  readonly orders: number;
  readonly units: number;
  /** Carts with something in them that was sold out. */
  readonly turnedAway: number;
}

type Planned =
  | { readonly project: "saas"; readonly step: SaasStep }
  | { readonly project: "store"; readonly step: StoreStep };

/** Use is counted in the evening, for the whole day. */
const countedAt = 23.5 * hourMs;

export async function liveYear(
  house: PastHouse,
  year: Year,
  { customers: customerCount, orders: orderCount, seed }: YearSize,
  tell: (progress: Progress) => void,
): Promise<LivedYear> {
  const dice = rollDice(seed);
  const customers = planSaas(customerCount, year, dice);
  const planned = inOrder([
    ...customers.flatMap(({ steps }) => steps.map((step) => ({ project: "saas", step }) as const)),
    ...planStore(orderCount, year, dice).map((step) => ({ project: "store", step }) as const),
  ]);
  const pages = stripePages(house.demo, house.providers.stripe);
  const saas = appCaller(house.stack.urls.api, house.demo.saas.secretKey);
  const storeApp = appCaller(house.stack.urls.api, house.demo.store.secretKey);
  const store = openStore(storeApp, pages);
  await extendCatalogues(house);

  const done = { customers: 0, orders: 0, units: 0 };
  const doStep = async ({ project, step }: Planned) => {
    await house.turnTo(step.at);
    if (project === "saas") await doSaasStep(step, saas, pages);
    else await store.do(step);
    if (step.kind === "sign_up") done.customers += 1;
    if (step.kind === "order") done.orders += 1;
  };

  let next = 0;
  for (const day of daysOf(year)) {
    const dayEnd = Math.min(day + dayMs, year.end);
    for (let one = planned[next]; one && one.step.at < dayEnd; one = planned[next]) {
      await doStep(one);
      next += 1;
    }
    await house.turnTo(Math.min(day + countedAt, year.end));
    await house.hear();
    const uses = customers.map((customer) => ({ userId: customer.person.id, amount: useOn(customer, day, dice) }));
    done.units += await countUse(
      uses.filter(({ amount }) => amount > 0),
      saas,
    );
    if (isLastOfMonth(day)) tell({ month: day, ...done });
  }
  await house.turnTo(Date.now());
  await house.hear();
  for (const { projectId } of [house.demo.saas, house.demo.store]) {
    await house.stack.lab.flush({ projectId, mode: "test" });
  }
  return { ...done, turnedAway: store.turnedAway() };
}

function inOrder(planned: readonly Planned[]): Planned[] {
  return [...planned].sort((left, right) => left.step.at - right.step.at);
}

function isLastOfMonth(day: number): boolean {
  return new Date(day + dayMs).getUTCDate() === 1;
}

const yearlyPlan = {
  name: "pro-yearly",
  displayName: "Pro, yearly",
  unitAmount: 29_000,
  interval: "year",
  limit: 10_000,
  rateLimitPerMinute: 1000,
  features: ["10,000 uses a month", "Two months free"],
};

/** What a year needs more than a first look does. */
async function extendCatalogues({ stack, demo }: PastHouse): Promise<void> {
  const saas = appCaller(stack.urls.oauth, demo.saas.secretKey);
  await saas.ask("/tiers/add", { body: { tier: yearlyPlan } });
  await saas.ask("/tiers/order", { method: "PUT", body: { names: ["free", "pro", "pro-yearly", "enterprise"] } });
  const store = appCaller(stack.urls.oauth, demo.store.secretKey);
  for (const product of moreProducts) await store.ask("/products", { body: { product } });
}
