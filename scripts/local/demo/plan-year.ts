/** Who does what and when in a year of both demo projects: decided beforehand, so that a seed says it all. */
import { rollDice } from "./dice.ts";
import { planSaas, type SaasStep, useOn } from "./plan-saas.ts";
import { planStore, type StoreStep } from "./plan-store.ts";
import { dayMs, type Year } from "./year.ts";

export interface YearSize {
  readonly customers: number;
  readonly orders: number;
  /** The same seed plans the same year. */
  readonly seed: number;
}

export type YearStep =
  | { readonly project: "saas"; readonly step: SaasStep }
  | { readonly project: "store"; readonly step: StoreStep };

export interface YearPlan {
  /** The earliest first. */
  readonly steps: readonly YearStep[];
  /** What each customer of the SaaS uses on a day; who uses nothing is left out. */
  useOn(day: number): { userId: string; amount: number }[];
}

export function planYear(year: Year, { customers: customerCount, orders, seed }: YearSize): YearPlan {
  const dice = rollDice(seed);
  const customers = planSaas(customerCount, year, dice);
  const steps: YearStep[] = [
    ...customers.flatMap((customer) => customer.steps.map((step) => ({ project: "saas", step }) as const)),
    ...planStore(orders, year, dice).map((step) => ({ project: "store", step }) as const),
  ];
  return {
    steps: steps.sort((left, right) => left.step.at - right.step.at),
    useOn(day) {
      const ofDay = rollDice(seed + day / dayMs);
      const uses = customers.map((customer) => ({ userId: customer.person.id, amount: useOn(customer, day, ofDay) }));
      return uses.filter(({ amount }) => amount > 0);
    },
  };
}
