/** The year that `npm run demo` plans: the same for the same seed, possible in its order, and worth a look. */
import { describe, expect, test } from "vitest";
import { rollDice } from "../../scripts/local/demo/dice.ts";
import { planSaas, type SaasCustomer, type SaasStep, useOn } from "../../scripts/local/demo/plan-saas.ts";
import { planStore, type StoreStep } from "../../scripts/local/demo/plan-store.ts";
import { dayMs, daysOf, yearUntil } from "../../scripts/local/demo/year.ts";

const year = yearUntil(Date.UTC(2026, 10, 21, 9), 365);
const customersOf = (seed: number) => planSaas(150, year, rollDice(seed));
const storeOf = (seed: number) => planStore(400, year, rollDice(seed));
const quarter = (year.end - year.start) / 4;

test("the same seed plans the same year, at any hour of a day; another seed another one", () => {
  const evening = yearUntil(Date.UTC(2026, 10, 21, 23, 59), 365);
  expect(planSaas(150, evening, rollDice(7))).toEqual(customersOf(7));
  expect(customersOf(7)).toEqual(customersOf(7));
  expect(storeOf(7)).toEqual(storeOf(7));
  expect(customersOf(8)).not.toEqual(customersOf(7));
  expect(storeOf(8)).not.toEqual(storeOf(7));
});

test("nothing happens outside the year", () => {
  for (const { at } of [...customersOf(1).flatMap(({ steps }) => steps), ...storeOf(1)]) {
    expect(at).toBeGreaterThanOrEqual(year.start);
    expect(at).toBeLessThan(year.end);
  }
});

/** What a step needs and what it leaves behind: nobody, free, paying or ending. */
function next(state: string, { kind }: SaasStep): string {
  if (kind === "sign_up" && state === "nobody") return "free";
  // Who comes back subscribes anew; the plan knows when the old subscription has ended.
  if (kind === "subscribe" && ["free", "ending"].includes(state)) return "paying";
  if (kind === "cancel" && state === "paying") return "ending";
  if ((kind === "change" || kind === "card") && state === "paying") return "paying";
  throw new Error(`${kind} while ${state}`);
}

describe("customers of the SaaS", () => {
  test.each([1, 2, 3, 4, 5])("do one thing after the other, with the seed %i", (seed) => {
    for (const { steps } of customersOf(seed)) {
      let state = "nobody";
      for (const step of steps) {
        // A card that was never put right has ended the subscription.
        if (step.kind === "subscribe" && state === "paying") state = "free";
        state = next(state, step);
      }
    }
  });

  test("are all different people with addresses of nobody", () => {
    const people = customersOf(1).map(({ person }) => person);
    expect(new Set(people.map(({ id }) => id)).size).toBe(150);
    for (const { email, id } of people) {
      expect(email).toMatch(/^[a-z]+\.[a-z]+@example\.com$/);
      expect(id).toMatch(/^[a-z]+-[a-z]+$/);
    }
  });

  test("sign up more often as the year goes on", () => {
    const signUps = customersOf(1).flatMap(({ steps }) => steps.filter(({ kind }) => kind === "sign_up"));
    const between = (from: number, to: number) => signUps.filter(({ at }) => from <= at && at < to).length;
    expect(between(year.end - quarter, year.end)).toBeGreaterThan(1.5 * between(year.start, year.start + quarter));
  });

  test("try, pay, change, cancel, fail to pay and put it right", () => {
    const steps = customersOf(1).flatMap((customer) => customer.steps);
    const count = (fits: (step: SaasStep) => boolean) => steps.filter(fits).length;
    const atLeastOne = {
      trials: count((step) => step.kind === "subscribe" && step.trialDays > 0),
      yearly: count((step) => "tier" in step && step.tier === "pro-yearly"),
      upgrades: count((step) => step.kind === "change" && step.tier === "enterprise"),
      downgrades: count((step) => step.kind === "change" && step.tier === "pro"),
      cancellations: count(({ kind }) => kind === "cancel"),
      failures: count((step) => step.kind === "card" && !step.works),
      recoveries: count((step) => step.kind === "card" && step.works),
    };
    for (const [what, number] of Object.entries(atLeastOne)) expect([what, number > 0]).toEqual([what, true]);
  });

  test("use it less at the weekend, and not before they came", () => {
    const customers = customersOf(1);
    const dice = rollDice(1);
    const byWeekday = [0, 0, 0, 0, 0, 0, 0];
    for (const day of daysOf(year)) {
      for (const customer of customers) {
        const amount = useOn(customer, day, dice);
        if (day + dayMs <= firstOf(customer)) expect(amount).toBe(0);
        byWeekday[new Date(day).getUTCDay()] = (byWeekday[new Date(day).getUTCDay()] ?? 0) + amount;
      }
    }
    const [sunday = 0, monday = 0, , , , , saturday = 0] = byWeekday;
    expect(sunday).toBeLessThan(monday / 2);
    expect(saturday).toBeLessThan(monday / 1.5);
  });
});

function firstOf({ steps }: SaasCustomer): number {
  return steps[0]?.at ?? Number.POSITIVE_INFINITY;
}

describe("buyers of the store", () => {
  const steps = storeOf(1);
  const all = <K extends StoreStep["kind"]>(kind: K) =>
    steps.filter((step): step is Extract<StoreStep, { kind: K }> => step.kind === kind);

  test("have favourites", () => {
    const sold = new Map<string, number>();
    for (const { product, quantity } of all("order").flatMap(({ items }) => items))
      sold.set(product, (sold.get(product) ?? 0) + quantity);
    const [best] = [...sold].sort(([, left], [, right]) => right - left);
    expect(best?.[0]).toBe("sticker-pack");
    expect(sold.get("poster") ?? 0).toBeLessThan(sold.get("mug") ?? 0);
  });

  test("abandon carts, are declined, and send back what they ordered before", () => {
    expect(new Set(all("order").map(({ ends }) => ends))).toEqual(new Set(["paid", "abandoned", "declined"]));
    const orderedAt = new Map(all("order").map(({ number, at }) => [number, at]));
    expect(all("refund").length).toBeGreaterThan(10);
    for (const { number, at } of all("refund")) expect(at).toBeGreaterThan(orderedAt.get(number) ?? Infinity);
  });

  test("want more mugs than are delivered", () => {
    const wanted = all("order")
      .flatMap(({ items }) => items)
      .reduce((sum, { product, quantity }) => sum + (product === "mug" ? quantity : 0), 0);
    const delivered = all("restock").reduce((sum, { product, delta }) => sum + (product === "mug" ? delta : 0), 25);
    expect(delivered).toBeGreaterThan(100);
    expect(wanted).toBeGreaterThan(delivered);
  });
});
