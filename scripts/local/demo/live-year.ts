/** A year of the demo projects until now, lived step by step on turned clocks. */
import { appCaller, stripePages } from "./demo-callers.ts";
import { countUse, doSaasStep } from "./live-saas.ts";
import { openStore } from "./live-store.ts";
import type { PastHouse } from "./past-house.ts";
import { moreProducts } from "./plan-store.ts";
import { planYear, type YearSize, type YearStep } from "./plan-year.ts";
import { dayMs, daysOf, hourMs, type Year } from "./year.ts";

/** What was done so far. */
export interface Lived {
  readonly customers: number;
  readonly orders: number;
  /** Units of use. */
  readonly units: number;
  /** Carts with something in them that was sold out. */
  readonly turnedAway: number;
}

/** Use is counted in the evening, for the whole day. */
const countedAt = 23.5 * hourMs;

/** @param tell is called with a day of each month that is over */
export async function liveYear(
  house: PastHouse,
  year: Year,
  size: YearSize,
  tell: (month: number, lived: Lived) => void,
): Promise<Lived> {
  const now = Date.now();
  const plan = planYear(year, size);
  const pages = stripePages(house.demo, house.providers.stripe);
  const saas = appCaller(house.stack.urls.api, house.demo.saas.secretKey);
  const store = openStore(appCaller(house.stack.urls.api, house.demo.store.secretKey), pages);
  const lived = { customers: 0, orders: 0, units: 0, turnedAway: 0 };

  async function doStep({ project, step }: YearStep): Promise<void> {
    await house.turnTo(step.at);
    if (project === "saas") await doSaasStep(step, saas, pages);
    else await store.do(step);
    if (step.kind === "sign_up") lived.customers += 1;
    if (step.kind === "order") lived.orders += 1;
    lived.turnedAway = store.turnedAway();
  }

  await extendCatalogues(house);
  const ofDay = Map.groupBy(
    plan.steps.filter(({ step }) => step.at < now),
    ({ step }) => Math.floor(step.at / dayMs) * dayMs,
  );
  for (const day of daysOf(year)) {
    for (const step of ofDay.get(day) ?? []) await doStep(step);
    await house.turnTo(Math.min(day + countedAt, now));
    await (isMonday(day) ? house.hearAndTidy() : house.hear());
    lived.units += await countUse(plan.useOn(day), saas);
    if (isLastOfMonth(day)) tell(day, lived);
  }
  await house.turnTo(Date.now());
  await house.hearAndTidy();
  await house.stack.lab.flush({ projectId: house.demo.saas.projectId, mode: "test" });
  return lived;
}

function isMonday(day: number): boolean {
  return new Date(day).getUTCDay() === 1;
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
  features: ["Priority support", "Two months free"],
};

/** What a year needs more than a first look does. */
async function extendCatalogues({ stack, demo }: PastHouse): Promise<void> {
  const saas = appCaller(stack.urls.oauth, demo.saas.secretKey);
  await saas.ask("/tiers/add", { body: { tier: yearlyPlan } });
  await saas.ask("/tiers/order", { method: "PUT", body: { names: ["free", "pro", "pro-yearly", "enterprise"] } });
  const store = appCaller(stack.urls.oauth, demo.store.secretKey);
  for (const product of moreProducts) await store.ask("/products", { body: { product } });
}
