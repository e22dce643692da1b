/** What the buyers of the demo store will do: order, pay or not, send back; and when the shelves are filled again. */
import type { Dice } from "./dice.ts";
import { makePeople, type Person } from "./people.ts";
import { byDay, dayMs, momentIn, monthsAfter, type Year } from "./year.ts";

export interface Line {
  readonly product: string;
  readonly quantity: number;
}

export type StoreStep = { readonly at: number } & (
  | {
      readonly kind: "order";
      readonly number: number;
      readonly buyer: Person;
      /** Whether the buyer has an account with the store. */
      readonly isKnown: boolean;
      readonly items: readonly Line[];
      readonly ends: "abandoned" | "declined" | "paid";
    }
  | { readonly kind: "refund"; readonly number: number; readonly whole: boolean; readonly restock: boolean }
  | { readonly kind: "restock"; readonly product: string; readonly delta: number }
);

/** What the store sells beside what every demo store begins with. */
export const moreProducts = [
  {
    name: "t-shirt",
    displayName: "T-shirt",
    description: "Soft, black, with a small logo.",
    unitAmount: 2400,
    stock: 60,
    shippable: true,
  },
  {
    name: "poster",
    displayName: "Poster",
    description: "50 by 70 centimetres.",
    unitAmount: 1500,
    stock: 40,
    shippable: true,
  },
  { name: "tote-bag", displayName: "Tote bag", description: "Carries it all.", unitAmount: 2200, stock: null },
];

/** How often a product is in a cart, and how many are delivered on the first of a month for each hundred orders a year. */
const demand = [
  { product: "sticker-pack", weight: 34, deliveredPerMonth: 0 },
  { product: "mug", weight: 25, deliveredPerMonth: 2.5 },
  { product: "t-shirt", weight: 22, deliveredPerMonth: 2 },
  { product: "tote-bag", weight: 10, deliveredPerMonth: 0 },
  { product: "poster", weight: 8, deliveredPerMonth: 1 },
  { product: "signed-print", weight: 1, deliveredPerMonth: 0 },
] as const;

/** October to December. */
const busyMonths = [9, 10, 11];

export function planStore(count: number, year: Year, dice: Dice): StoreStep[] {
  const buyers = makePeople(Math.max(1, Math.ceil(count * 0.7)), dice) as [Person, ...Person[]];
  const orders = Array.from({ length: count }, (_, number) => orderAt(number, year, buyers, dice));
  const refunds = orders.flatMap(({ number, at }) => (dice.chance(0.07) ? [refundOf(number, at, dice)] : []));
  return [...orders, ...refunds, ...deliveries(count, year)].filter(({ at }) => at < year.end);
}

function orderAt(number: number, year: Year, buyers: [Person, ...Person[]], dice: Dice) {
  const kinds = dice.weigh([
    [1, 70],
    [2, 24],
    [3, 6],
  ]);
  const products = new Set(Array.from({ length: kinds }, () => pickProduct(dice)));
  return {
    at: momentIn(year, dice, { growth: 2.5, busyMonths }),
    kind: "order",
    number,
    buyer: dice.pick(buyers),
    isKnown: dice.chance(0.5),
    items: [...products].map((product) => ({ product, quantity: product === "signed-print" ? 1 : quantity(dice) })),
    ends: dice.weigh([
      ["paid", 90],
      ["abandoned", 7],
      ["declined", 3],
    ] as const),
  } satisfies StoreStep;
}

function pickProduct(dice: Dice): string {
  return dice.weigh(demand.map(({ product, weight }) => [product, weight] as const));
}

function quantity(dice: Dice): number {
  return dice.weigh([
    [1, 80],
    [2, 16],
    [4, 4],
  ]);
}

function refundOf(number: number, at: number, dice: Dice): StoreStep {
  const refundedAt = byDay(at + dice.between(2, 15) * dayMs, dice);
  return { at: refundedAt, kind: "refund", number, whole: dice.chance(0.6), restock: dice.chance(0.7) };
}

function deliveries(orders: number, year: Year): StoreStep[] {
  const steps: StoreStep[] = [];
  for (let at = monthsAfter(year.start, 1); at < year.end; at = monthsAfter(at, 1)) {
    for (const { product, deliveredPerMonth } of demand) {
      const delta = Math.round((deliveredPerMonth * orders) / 100);
      if (delta > 0) steps.push({ at, kind: "restock", product, delta });
    }
  }
  return steps;
}
