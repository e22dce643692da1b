/**
 * Customers live for months, and at the end of each the dashboard says to the cent what a recount from Stripe's own
 * subscriptions, events and invoices says: recurring revenue, its movements, who pays, who leaves.
 */
import { openShop, type Shop } from "../../test/subscriptions/subscription-world.ts";
import type { WholeWorld } from "../../test/world/whole-world.ts";
import { Customers, offerPromotions, soldTiers } from "../revenue/live-a-year.ts";
import { type Kind, RevenueRecount } from "../revenue/recount-revenue.ts";
import { seededRandom } from "../revenue/seeded-random.ts";
import { expectEqual, expectThat, type ProofFigures } from "./proof.ts";

export interface RevenueScale {
  readonly customers: number;
  /** Of 30 days. */
  readonly months: number;
  readonly seed: number;
}

const dayMs = 86_400_000;
const stepsPerMonth = 3;
const daysPerStep = 10;
const monthsOfYear = 12;

export async function proveRevenue(
  world: WholeWorld,
  { customers, months, seed }: RevenueScale,
): Promise<ProofFigures> {
  const { clock } = world;
  const shop = await openShop(world, undefined, undefined, soldTiers);
  await offerPromotions(shop);
  const people = new Customers(shop, seededRandom(seed));
  const recount = new RevenueRecount((path) => shop.atStripe(path));
  const start = noonAfter(clock.now());
  const steps = months * stepsPerMonth;
  let calls = 0;
  let bills = 0;
  for (let step = 0; step < steps; step += 1) {
    await clock.advanceTo(start + step * daysPerStep * dayMs);
    // Most come early, so that there is somebody to live the year.
    const share = Math.ceil((customers * 2 * (steps - step)) / (steps * (steps + 1)));
    await people.signUp(Math.min(share, customers - (people.done["signed up"] ?? 0)));
    await people.live();
    await recount.readNews();
    if (step % stepsPerMonth === stepsPerMonth - 1) {
      await expectSameMovements(shop, recount);
      await expectSameFigures(shop, recount, clock.now());
      const { compared, errors } = await recount.compareWithBills();
      expectEqual(errors, [], "what was billed and what is counted");
      bills += compared;
      calls += 1;
    }
  }
  const kinds = countKinds(recount);
  const done = Object.entries(people.done).map(([what, times]) => `${times} ${what}`);
  expectThat(
    months < monthsOfYear || Object.values(kinds).every((times) => times > 0),
    "a kind of movement is missing",
  );
  return {
    calls,
    details: `${done.join(", ")}; ${recount.movements.length} movements (${JSON.stringify(kinds)}), ${bills} bills compared`,
  };
}

/** Far from midnight, where it matters on which side something is booked. */
function noonAfter(now: number): number {
  return Math.ceil(now / dayMs) * dayMs + dayMs / 2;
}

/** Of each subscription the same ones in the same order. */
async function expectSameMovements(shop: Shop, recount: RevenueRecount): Promise<void> {
  const list = (movements: readonly { subscription: string; kind: string; annual: number }[]) =>
    Map.groupBy(movements, ({ subscription }) => subscription);
  const kept = list(
    (await shop.rows("mrr_movements", "id")).map(({ subscription_id: subscription, kind, annual_amount: annual }) => ({
      subscription,
      kind,
      annual,
    })),
  );
  const recounted = list(recount.movements.map(({ subscription, kind, annual }) => ({ subscription, kind, annual })));
  for (const subscription of new Set([...kept.keys(), ...recounted.keys()])) {
    expectEqual(kept.get(subscription), recounted.get(subscription), `the movements of ${subscription}`);
  }
}

async function expectSameFigures(shop: Shop, recount: RevenueRecount, now: number): Promise<void> {
  const { json } = await shop.asServer("/api/dashboard?range=year");
  const { annual, active, canceling, trialing } = await recount.readStanding();
  const mrr = monthly(annual);
  const running = recount.movements.reduce((sum, movement) => sum + movement.annual, 0);
  expectEqual(running, annual, "the recount's own movements and subscriptions");
  const from = Date.parse(json.from);
  const inRange = recount.movements.filter(({ kind, at }) => kind === "churn" && at >= from);
  expectEqual(
    { mrr: json.mrr, active: json.active, canceling: json.canceling, trialing: json.trialing, arpu: json.arpu },
    { mrr, active, canceling, trialing, arpu: active === 0 ? null : Math.round(mrr / active) },
    `the dashboard at ${new Date(now).toISOString()}`,
  );
  expectEqual(
    { subscriptions: json.churn.subscriptions, amount: json.churn.amount },
    { subscriptions: inRange.length, amount: monthly(-sumOf(inRange)) },
    "churn of the year",
  );
  for (const step of json.series) {
    const [begin, end] = [Date.parse(step.start), Date.parse(step.end)];
    const until = recount.movements.filter(({ at }) => at < end);
    const within = until.filter(({ at }) => at >= begin);
    const of = (kind: Kind) => monthly(Math.abs(sumOf(within.filter((movement) => movement.kind === kind))));
    const movements = {
      new: of("new"),
      expansion: of("expansion"),
      contraction: of("contraction"),
      churn: of("churn"),
      reactivation: of("reactivation"),
    };
    expectEqual(
      { mrr: step.mrr, movements: step.movements },
      { mrr: monthly(sumOf(until)), movements },
      `the month from ${step.start}`,
    );
  }
}

function sumOf(movements: readonly { readonly annual: number }[]): number {
  return movements.reduce((sum, { annual }) => sum + annual, 0);
}

function monthly(annual: number): number {
  return Math.round(annual / monthsOfYear);
}

function countKinds({ movements }: RevenueRecount): Record<Kind, number> {
  const kinds = { new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0 };
  for (const { kind } of movements) kinds[kind] += 1;
  return kinds;
}
