/**
 * Whatever a user does and however Stripe's news comes, held back, out of order, twice or late: in the end Stripe, D1
 * and the Meter say the same, nobody has two subscriptions, and the revenue adds up.
 */
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { forgetCrons, lookAtAll } from "../world/hear.ts";
import { useWholeWorld } from "../world/whole-world.ts";
import { openShop, type Shop } from "./subscription-world.ts";

const world = useWholeWorld();
let shop: Shop;

beforeAll(async () => {
  shop = await openShop(world);
});

/** The same scripts each time, so that a landing never hangs on luck; new ones by `PROPERTY_RUNS=500`. */
const exploration = process.env.PROPERTY_RUNS
  ? { numRuns: Number(process.env.PROPERTY_RUNS) }
  : { numRuns: 12, seed: 20_261_121 };

const acts = {
  wantPro: (userId: string) => want(userId, "pro"),
  wantMax: (userId: string) => want(userId, "max"),
  wantBothAtOnce: (userId: string) => Promise.all([want(userId, "pro"), want(userId, "max")]),
  upgrade: (userId: string) => change(userId, "change", { tier: "max" }),
  downgrade: (userId: string) => change(userId, "change", { tier: "pro" }),
  leave: (userId: string) => change(userId, "cancel", {}),
  stay: (userId: string) => change(userId, "resume", {}),
  end: (userId: string) => change(userId, "cancel", { atPeriodEnd: false }),
  endAtStripe: async (userId: string) => {
    const found = await shop.subscriptionOf(userId);
    if (found?.status === "active") await shop.atStripe(`/v1/subscriptions/${found.id}`, {}, "DELETE");
  },
  hour: () => world.clock.advanceTo(world.clock.now() + 60 * 60_000),
};

async function want(userId: string, tier: string): Promise<void> {
  const { status, json } = await shop.checkout(userId, tier);
  if (status === 200 && json.kind === "checkout") await shop.pay(json.url);
}

const change = (userId: string, verb: string, body: object) =>
  shop.asServer(`/api/customers/${userId}/subscription/${verb}`, body);

const news = {
  asItComes: {},
  held: { isHeld: true },
  shuffled: { isShuffled: true, delayMs: 5 },
  doubled: { isShuffled: true, isDuplicated: true },
  late: { dropsFirst: true, retryDelaysMs: [20, 20] },
};

const steps = fc.array(
  fc.record({
    act: fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])),
    news: fc.constantFrom(...(Object.keys(news) as (keyof typeof news)[])),
  }),
  { minLength: 3, maxLength: 7 },
);

let users = 0;

test(
  "everybody agrees in the end",
  async () => {
    const { postOffice } = world.providers.stripe.sandbox;
    const plain = { ...postOffice.rules };
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        users += 1;
        const userId = `user-${users}`;
        for (const step of script) {
          postOffice.rules = { ...plain, ...news[step.news] };
          await acts[step.act](userId);
        }
        postOffice.rules = plain;
        await postOffice.drain({ withinMs: 100 });
        await forgetCrons(world);
        await lookAtAll(world);
        await lookAtAll(world);
        await expectAgreement(userId);
      }),
      { ...exploration, endOnFailure: true },
    );
  },
  60 * 60_000,
);

interface AtStripe {
  readonly id: string;
  readonly status: string;
  readonly cancel_at: number | null;
  readonly metadata: { readonly dream_api_user?: string };
  readonly items: {
    readonly data: readonly { readonly price: { readonly id: string; readonly unit_amount: number } }[];
  };
}

async function expectAgreement(userId: string): Promise<void> {
  const all: AtStripe[] = (await shop.subscriptions()).filter(({ metadata }) => metadata.dream_api_user === userId);
  const rows = (await shop.rows("subscriptions")).filter(({ user_id: id }) => id === userId);
  const prices = new Map((await shop.rows("prices")).map(({ stripe_price_id: id, name }) => [id, name]));
  const tierAt = ({ items }: AtStripe) => prices.get(items.data[0]?.price.id);
  const living = all.filter(({ status }) => status !== "canceled");
  expect(living.length).toBeLessThanOrEqual(1);
  expect(rows.filter(({ duplicate_of: other }) => other !== null)).toEqual([]);
  expect(byId(rows.map((row) => [row.subscription_id, row.status, row.tier]))).toEqual(
    byId(all.map((one) => [one.id, one.status, tierAt(one)])),
  );
  const [current] = living;
  const row = rows.find(({ subscription_id: id }) => id === current?.id);
  expect(row?.cancel_at ?? null).toBe(current?.cancel_at ? current.cancel_at * 1000 : null);
  expect(await shop.tierOf(userId)).toBe(current ? tierAt(current) : "free");
  const moved = (await shop.rows("mrr_movements")).filter(({ user_id: id }) => id === userId);
  const earned = moved.reduce((sum: number, { annual_amount: amount }) => sum + amount, 0);
  expect(earned).toBe(current ? (current.items.data[0]?.price.unit_amount ?? 0) * 12 : 0);
}

function byId(rows: unknown[][]): unknown[][] {
  return [...rows].sort(([left], [right]) => String(left).localeCompare(String(right)));
}
