/** News of a plan in any order, twice, late or never: the end is the same as if all had come in order. */
import type { IncomingEvent } from "@dream-api/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { useDatabase } from "../../packages/storage/test/database.ts";
import { type House, type Subscriber, usePlanNews } from "./use-plan-news.ts";

const world = usePlanNews();
const [orderly, chaotic] = [useDatabase(), useDatabase()];

/** The same runs each time, so that a landing never hangs on luck; new ones by `PROPERTY_RUNS=500`. */
const exploration = process.env.PROPERTY_RUNS
  ? { numRuns: Number(process.env.PROPERTY_RUNS) }
  : { numRuns: 8, seed: 20_270_110 };

/** What a developer, their bank and time can do. */
const deeds = [
  "subscribe",
  "card fails",
  "card works",
  "pay",
  "cancel later",
  "keep",
  "cancel now",
  "month",
  "days",
] as const;
type Deed = (typeof deeds)[number];

const daysOf = { month: 31, days: 3 };
/** How far back the hourly cron looks for news that was lost. */
const daysLookedBack = 4;

const liveStatuses = ["trialing", "active", "past_due", "unpaid"];

async function livingSubscription({ customerId }: Subscriber) {
  const { data } = await world.stripe(`/v1/subscriptions?status=all&customer=${customerId}`);
  return data.find(({ status }: { status: string }) => liveStatuses.includes(status));
}

async function attachCard({ customerId }: Subscriber, method: string): Promise<string> {
  return (await world.stripe(`/v1/payment_methods/${method}/attach`, { customer: customerId })).id;
}

/** Does it if it can be done now. */
async function doDeed(deed: Deed, subscriber: Subscriber, hadTrial: boolean): Promise<void> {
  if (deed === "month" || deed === "days") return world.advance(daysOf[deed]);
  const subscription = await livingSubscription(subscriber);
  if (deed === "subscribe") {
    if (subscription) return;
    const card = await attachCard(subscriber, "pm_card_visa");
    await world.stripe("/v1/subscriptions", {
      customer: subscriber.customerId,
      default_payment_method: card,
      "items[0][price_data][currency]": "usd",
      "items[0][price_data][unit_amount]": "1500",
      "items[0][price_data][recurring][interval]": "month",
      "items[0][price_data][product]": await productId(),
      ...(hadTrial ? {} : { trial_period_days: "14" }),
    });
    return;
  }
  if (!subscription) return;
  const path = `/v1/subscriptions/${subscription.id}`;
  if (deed === "cancel now") return void (await world.stripe(path, {}, "DELETE"));
  if (deed === "cancel later") return void (await world.stripe(path, { cancel_at_period_end: "true" }));
  if (deed === "keep") return void (await world.stripe(path, { cancel_at_period_end: "false" }));
  if (deed === "pay") return payOpenInvoices(subscriber, subscription.id);
  const method = deed === "card fails" ? "pm_card_chargeCustomerFail" : "pm_card_visa";
  await world.stripe(path, { default_payment_method: await attachCard(subscriber, method) });
}

async function payOpenInvoices(subscriber: Subscriber, subscription: string): Promise<void> {
  const { data } = await world.stripe(`/v1/invoices?status=open&subscription=${subscription}`);
  const card = await attachCard(subscriber, "pm_card_visa");
  for (const { id } of data) await world.stripe(`/v1/invoices/${id}/pay`, { payment_method: card });
}

let product: string | undefined;
async function productId(): Promise<string> {
  product ??= (await world.stripe("/v1/products", { name: "dream-api" })).id;
  return product ?? "";
}

/** After each deed: what becomes of news that waits, by its place among it. */
const fate = fc.record({
  place: fc.nat(1000),
  kind: fc.constantFrom("arrives", "arrives", "arrives twice", "is lost"),
});
const step = fc.record({
  deed: fc.constantFrom(...deeds),
  fates: fc.array(fate, { maxLength: 6 }),
  atOnce: fc.boolean(),
});

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Takes what arrives now out of what waits; what arrives twice stays for another time. */
function arrivals(waiting: IncomingEvent[], fates: Step["fates"]): IncomingEvent[] {
  return fates.flatMap(({ place, kind }) => {
    const [event] = waiting.splice(place % Math.max(1, waiting.length), 1);
    if (!event || kind === "is lost") return [];
    if (kind === "arrives twice") waiting.push(event);
    return [event];
  });
}

async function hearAll(house: House, events: readonly IncomingEvent[], atOnce: boolean): Promise<void> {
  if (atOnce) await Promise.all(events.map((event) => house.hear(event)));
  else for (const event of events) await house.hear(event);
}

async function live(run: readonly Step[]): Promise<{ subscriber: Subscriber; inOrder: House; inChaos: House }> {
  const subscriber = await world.newSubscriber([orderly.database, chaotic.database]);
  const [inOrder, inChaos] = [world.openHouse(orderly.database), world.openHouse(chaotic.database)];
  const seen = new Set<string>();
  const waiting: IncomingEvent[] = [];
  let daysSinceCron = 0;
  for (const [index, { deed, fates, atOnce }] of run.entries()) {
    const days = deed === "month" || deed === "days" ? daysOf[deed] : 0;
    // The cron runs each hour, so nothing lost is older than it looks back.
    if (daysSinceCron + days > daysLookedBack) {
      await inChaos.catchUp();
      daysSinceCron = 0;
    }
    daysSinceCron += days;
    await doDeed(deed, subscriber, index > 0);
    const news = (await world.newsOf(subscriber)).filter(({ eventId }) => !seen.has(eventId));
    for (const { eventId } of news) seen.add(eventId);
    waiting.push(...news);
    await hearAll(inOrder, news, false);
    await hearAll(inChaos, arrivals(waiting, fates), atOnce);
  }
  return { subscriber, inOrder, inChaos };
}

const first: Step = { deed: "subscribe", fates: [], atOnce: false };

test("news in any order ends where news in order does", { timeout: 60 * 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (run) => {
      const { subscriber, inOrder, inChaos } = await live([first, ...run]);
      await inOrder.catchUp();
      await inChaos.catchUp();
      expect(await inChaos.stateOf(subscriber)).toEqual(await inOrder.stateOf(subscriber));
      expect([inOrder.reports, inChaos.reports]).toEqual([[], []]);
    }),
    exploration,
  );
});

test("a plan of which nothing was heard for longer than Stripe remembers is looked at when its period is over", async () => {
  const subscriber = await world.newSubscriber([orderly.database]);
  const house = world.openHouse(orderly.database);
  await doDeed("subscribe", subscriber, false);
  await hearAll(house, await world.newsOf(subscriber), false);
  await doDeed("cancel now", subscriber, true);
  world.advance(60);
  expect(await house.stateOf(subscriber)).toMatchObject({ plan: { status: "trialing" } });
  await house.catchUp();
  expect(await house.stateOf(subscriber)).toMatchObject({ plan: { status: "canceled" }, told: "free" });
});
