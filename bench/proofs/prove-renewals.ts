/**
 * A month turns for many subscribers at once while Stripe limits our calls, and its news comes in any order, twice, or
 * never: each is renewed once, nothing is earned or lost by it, and each counts in its new month.
 */
import { openShop, type Shop } from "../../test/subscriptions/subscription-world.ts";
import { databaseOf } from "../../test/world/hear.ts";
import type { WholeWorld } from "../../test/world/whole-world.ts";
import { callUrl } from "../../test/world/world.ts";
import { expectEqual, expectThat, type ProofFigures } from "./proof.ts";
import { subscribeMany } from "./subscribe-many.ts";

export interface RenewalScale {
  /** Over all shops. */
  readonly subscriptions: number;
  readonly shops: number;
}

/** What Stripe allows in a sandbox, for an account. */
const callsPerSecond = 25;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** One of so many pieces of news never comes. */
const lostOf = 10;
const unitAmount = 2900;
const usedBefore = 3;
const batchSize = 1000;
const mostMinutes = 24 * 60;

export async function proveRenewals(world: WholeWorld, { subscriptions, shops }: RenewalScale): Promise<ProofFigures> {
  const { sandbox } = world.providers.stripe;
  const { postOffice, rateLimit } = sandbox;
  const time = turnableTime(world);
  const plain = { ...postOffice.rules };
  let calls = 0;
  try {
    postOffice.rules = { ...plain, isHeld: true };
    const all: { shop: Shop; users: string[] }[] = [];
    for (let index = 0; index < shops; index += 1) {
      const shop = await openShop(world);
      all.push({ shop, users: await subscribeMany(world, shop, "pro", Math.ceil(subscriptions / shops)) });
    }
    postOffice.rules = { ...plain, isShuffled: true };
    await postOffice.drain();
    await workOff(world, time);
    const before = await Promise.all(all.map(({ shop }) => booksOf(world, shop)));
    for (const { shop, users } of all) calls += await count(world, shop, users, usedBefore);

    rateLimit.forget();
    rateLimit.callsPerSecond = callsPerSecond;
    postOffice.rules = { ...plain, isHeld: true };
    await time.turn({ business: 31 * 24 * hourMs + 2 * hourMs });
    const told = sandbox.postOffice.deliveries.count().pending;
    const lost = loseSome(world);
    const startedAt = performance.now();
    postOffice.rules = { ...plain, isShuffled: true, isDuplicated: true };
    await postOffice.drain();
    const takenIn = (performance.now() - startedAt) / 1000;
    const waiting = await countDirty(world);
    // Whom no news reached is found by our own rows, once they have been overdue for a while.
    await time.turn({ business: 2 * hourMs, real: hourMs });
    const minutes = await workOff(world, time);
    const asked = { ...rateLimit.counts };
    rateLimit.forget();

    for (const [index, { shop, users }] of all.entries()) {
      await expectRenewedOnce(world, shop, before[index] ?? []);
      await expectSameRevenue(shop, users.length);
      calls += await expectNewMonths(world, shop, users);
    }
    const details = [
      `${before.flat().length} subscriptions of ${shops} accounts renewed once each`,
      `${told} pieces of news, ${lost} of them lost and the others told twice, taken in within ${takenIn.toFixed(1)} s`,
      `${waiting} objects still to be looked at then, worked off by ${minutes} runs of the crons`,
      `${asked.let} calls to Stripe let through at ${callsPerSecond} a second, ${asked.refused} refused`,
    ];
    return { calls, details: details.join("; ") };
  } finally {
    rateLimit.forget();
    postOffice.rules = plain;
    await time.restore();
  }
}

interface TurnableTime {
  /** @param by milliseconds; what falls due at Stripe happens, and nobody is told by the way */
  turn(by: { real?: number; business?: number }): Promise<void>;
  restore(): Promise<void>;
}

/** Real time is turned too: nobody waits for a minute to be over, and limits by the second hold all the same. */
function turnableTime({ stack, providers, clock }: WholeWorld): TurnableTime {
  const { sandbox } = providers.stripe;
  const { realNow } = sandbox;
  let real = 0;
  return {
    async turn({ real: realBy = 0, business = 0 }) {
      real += realBy;
      sandbox.realNow = () => realNow() + real;
      const target = sandbox.clock.now() + Math.ceil(business / 1000);
      await stack.setClock({ real, business: target * 1000 - Date.now() });
      if (business > 0) sandbox.advanceTo(target);
    },
    async restore() {
      sandbox.realNow = realNow;
      await clock.align();
    },
  };
}

/** Minute by minute, as the crons are called. @returns how many minutes it took */
async function workOff(world: WholeWorld, time: TurnableTime): Promise<number> {
  for (let minute = 0; minute < mostMinutes; minute += 1) {
    if ((await countDirty(world)) === 0 && minute > 0) return minute;
    await time.turn({ real: minuteMs });
    await world.stack.runCrons();
  }
  throw new Error(`${await countDirty(world)} objects are still to be looked at after ${mostMinutes} minutes`);
}

async function countDirty(world: WholeWorld): Promise<number> {
  const d1 = await databaseOf(world);
  return (await d1.prepare("SELECT count(*) AS n FROM dirty_objects").first<number>("n")) ?? 0;
}

/** @returns how many deliveries will never be made */
function loseSome({ providers: { stripe } }: WholeWorld): number {
  const lost = stripe.sandbox.database
    .prepare("UPDATE deliveries SET status = 'failed' WHERE status = 'pending' AND id % ? = 0")
    .run(lostOf);
  return Number(lost.changes);
}

interface Book {
  readonly subscriptionId: string;
  readonly status: string;
  readonly start: number;
  readonly end: number;
  readonly rowRev: number;
}

async function booksOf(world: WholeWorld, { projectId }: Shop): Promise<Book[]> {
  const { results } = await (await databaseOf(world))
    .prepare(
      `SELECT subscription_id AS subscriptionId, status, current_period_start AS start, current_period_end AS end,
         row_rev AS rowRev
       FROM subscriptions WHERE project_id = ? ORDER BY subscription_id`,
    )
    .bind(projectId)
    .all<Book>();
  return results;
}

async function expectRenewedOnce(world: WholeWorld, shop: Shop, before: readonly Book[]): Promise<void> {
  const after = await booksOf(world, shop);
  const books = world.providers.stripe.sandbox.books({ account: shop.account, livemode: false });
  const paid = new Map<string, number>();
  for (const { subscription, status } of books.walk("invoice")) {
    if (status === "paid") paid.set(subscription ?? "", (paid.get(subscription ?? "") ?? 0) + 1);
  }
  const atStripe = [...books.walk("subscription")]
    .map((one) => ({ subscriptionId: one.id, status: one.status, start: one.current_period_start * 1000 }))
    .sort((left, right) => (left.subscriptionId < right.subscriptionId ? -1 : 1));
  expectEqual(
    after.map(({ subscriptionId, status, start }) => ({ subscriptionId, status, start })),
    atStripe,
    "what our rows say of the subscriptions, and Stripe",
  );
  for (const [index, book] of after.entries()) {
    const { subscriptionId, start, rowRev } = book;
    expectEqual(paid.get(subscriptionId), 2, `${subscriptionId}: invoices paid`);
    expectEqual(start, before[index]?.end, `${subscriptionId}: the start of the new period`);
    expectEqual(rowRev - (before[index]?.rowRev ?? 0), 1, `${subscriptionId}: how often its row was changed`);
  }
}

async function expectSameRevenue(shop: Shop, subscribers: number): Promise<void> {
  const { json } = await shop.asServer("/api/dashboard?range=year");
  expectEqual(
    { active: json.active, mrr: json.mrr, churned: json.churn.subscriptions },
    { active: subscribers, mrr: subscribers * unitAmount, churned: 0 },
    "the dashboard after the renewals",
  );
  const movements = await shop.rows("mrr_movements");
  expectThat(
    movements.length === subscribers && movements.every(({ kind }) => kind === "new"),
    `renewals moved the revenue: ${movements.length} movements of ${subscribers} subscribers`,
  );
}

interface Counted {
  readonly status: number;
  readonly usage: { readonly plan: string; readonly count: number; readonly periodStart: string };
}

async function countAll(world: WholeWorld, { secretKey }: Shop, users: readonly string[], amount: number) {
  const results: Counted[] = [];
  let calls = 0;
  for (let from = 0; from < users.length; from += batchSize) {
    const events = users.slice(from, from + batchSize).map((userId) => ({ userId, amount }));
    const { json, text } = await callUrl(`${world.apiUrl}/api/data/batch`, { secretKey, body: { events } });
    expectThat(Array.isArray(json?.results), `a batch was answered ${text.slice(0, 200)}`);
    results.push(...json.results);
    calls += 1;
  }
  return { results, calls };
}

async function count(world: WholeWorld, shop: Shop, users: readonly string[], amount: number): Promise<number> {
  const { results, calls } = await countAll(world, shop, users, amount);
  for (const { status, usage } of results) expectEqual([status, usage?.plan], [200, "pro"], "a use before the renewal");
  return calls;
}

/** Both count their months from the subscription's beginning, each in its own way. */
async function expectNewMonths(world: WholeWorld, shop: Shop, users: readonly string[]): Promise<number> {
  const { results, calls } = await countAll(world, shop, users, 0);
  const starts = new Map((await shop.rows("subscriptions")).map((row) => [row.user_id, row.current_period_start]));
  for (const [index, { status, usage }] of results.entries()) {
    const userId = users[index] ?? "";
    const found = [status, usage?.plan, usage?.count, Date.parse(usage?.periodStart)];
    expectEqual(found, [200, "pro", 0, starts.get(userId)], `${userId}: tier, count and month after the renewal`);
  }
  return calls;
}
