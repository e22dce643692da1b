/**
 * Subscribing that dies, or loses an answer of Stripe's, at any call to Stripe or D1 is made whole by the next try and
 * by the news: nobody pays twice, nothing stays open, and our rows say what Stripe says.
 */
import {
  cancelNow,
  cancelSubscription,
  changeSubscription,
  DreamError,
  openCustomerPortal,
  ProviderFailure,
  resumeSubscription,
  type SubscribeDependencies,
  subscribe,
} from "@dream-api/domain";
import { beforeAll, expect, test } from "vitest";
import { type Disturbance, disturb, ProcessDied } from "../world/disturb.ts";
import { patienceMs, pointsOf } from "../world/points.ts";
import { findDeskErrors } from "./desk-books.ts";
import { type Desk, useDesks } from "./use-desk.ts";

const world = useDesks();
const minuteMs = 60_000;
const ownOrigin = "https://api.example.com";
const actor = { name: "developer", requestId: null } as const;

let desk: Desk;
let users = 0;

beforeAll(async () => {
  desk = await world.newDesk();
});

const want = (userId: string, tier: string, deps = desk.deps()) =>
  subscribe(desk.scope, { userId, tier, ownOrigin, askedBy: "server" }, deps);

async function pay(sessionId: string): Promise<void> {
  const form = { payment_method: "pm_card_visa", email: "ada@example.com" };
  await world.ask(desk.account, "POST", `/v1/payment_pages/${sessionId}/confirm`, form);
}

async function payWhatIsOpen(userId: string): Promise<void> {
  for (const { id, status } of await desk.listOf(userId, "checkout/sessions")) {
    if (status === "open") await pay(id);
  }
}

async function subscribed(userId: string): Promise<void> {
  await want(userId, "pro");
  await payWhatIsOpen(userId);
  await desk.hearAll(userId);
}

/** As the account's owner does it at Stripe, past us. */
async function subscribeAtStripe(userId: string): Promise<void> {
  const [{ id: customer }] = await desk.customersOf(userId);
  const card = await world.ask(desk.account, "POST", "/v1/payment_methods/pm_card_visa/attach", { customer });
  const price = await desk.priceOf("max");
  const form = { customer, "items[0][price]": price, default_payment_method: card.id };
  world.advance(1000);
  await world.ask(desk.account, "POST", "/v1/subscriptions", form);
}

interface Story {
  readonly before?: (userId: string) => Promise<unknown>;
  /** May die; the same is tried once more afterwards. */
  readonly act: (userId: string, deps: SubscribeDependencies) => Promise<unknown>;
  readonly ending: "pro" | "max" | null;
  readonly paid: number;
}

const stories: Record<string, Story> = {
  "a first checkout": { act: (userId, deps) => want(userId, "pro", deps), ending: "pro", paid: 2900 },
  "another checkout in place of an open one": {
    before: (userId) => want(userId, "pro"),
    act: (userId, deps) => want(userId, "max", deps),
    ending: "max",
    paid: 9900,
  },
  "a checkout whose older page was paid meanwhile": {
    async before(userId) {
      await want(userId, "pro");
      await payWhatIsOpen(userId);
    },
    act: (userId, deps) => want(userId, "max", deps),
    ending: "pro",
    paid: 2900,
  },
  "the news of a payment": {
    async before(userId) {
      await want(userId, "pro");
      await payWhatIsOpen(userId);
    },
    async act(userId, deps) {
      const [{ id }] = await desk.listOf(userId, "checkout/sessions");
      await desk.hear("checkout_session", id, deps);
    },
    ending: "pro",
    paid: 2900,
  },
  "the news of a second subscription": {
    async before(userId) {
      await subscribed(userId);
      await subscribeAtStripe(userId);
    },
    async act(userId, deps) {
      const [{ id }] = await desk.listOf(userId, "subscriptions");
      await desk.hear("subscription", id, deps);
    },
    ending: "pro",
    paid: 2900,
  },
  "a page of the portal": {
    before: subscribed,
    act: (userId, deps) =>
      openCustomerPortal(desk.scope, { userId, returnUrl: undefined, ownOrigin, askedBy: "server" }, deps),
    ending: "pro",
    paid: 2900,
  },
  "a change to a dearer tier": {
    before: subscribed,
    act: (userId, deps) => changeSubscription(desk.scope, { userId, tier: "max", actor }, deps),
    ending: "max",
    paid: 9900,
  },
  "an end at once": {
    before: subscribed,
    act: (userId, deps) => cancelSubscription(desk.scope, { userId, actor, atPeriodEnd: false }, deps),
    ending: null,
    paid: 2900,
  },
  "an end with the period, taken back": {
    async before(userId) {
      await subscribed(userId);
      await cancelSubscription(desk.scope, { userId, actor, atPeriodEnd: true }, desk.deps());
    },
    act: (userId, deps) => resumeSubscription(desk.scope, { userId, actor }, deps),
    ending: "pro",
    paid: 2900,
  },
  "the end of all before an erasure": {
    async before(userId) {
      await subscribed(userId);
      await cancelSubscription(desk.scope, { userId, actor, atPeriodEnd: false }, desk.deps());
      await want(userId, "max");
    },
    act: (userId, deps) => cancelNow(desk.scope, { userId, actor }, deps),
    ending: null,
    paid: 2900,
  },
};

/** @throws what is no outcome of a use case that was disturbed */
async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    const isExpected = [DreamError, ProviderFailure, ProcessDied].some((kind) => error instanceof kind);
    if (!isExpected) throw error;
  }
}

async function tell({ before, act }: Story, disturbance: Disturbance | null) {
  users += 1;
  const userId = `user-${users}`;
  await before?.(userId);
  const { ports, calls, callsToStripe } = disturb(desk.ports, "stripe", disturbance);
  await attempt(() => act(userId, desk.deps(ports)));
  // A call that may still be running is left alone for a minute.
  world.advance(2 * minuteMs);
  await attempt(() => act(userId, desk.deps()));
  await payWhatIsOpen(userId);
  await desk.hearAll(userId);
  return { userId, calls, callsToStripe };
}

test.each(Object.keys(stories))("%s may die or lose an answer at every call", { timeout: patienceMs }, async (name) => {
  const story = stories[name] as Story;
  const undisturbed = await tell(story, null);
  expect(undisturbed.calls.length).toBeGreaterThan(1);
  expect(await findDeskErrors(world, { desk, userId: undisturbed.userId }, story)).toEqual([]);
  for (const { disturbance, where } of pointsOf(undisturbed)) {
    const { userId } = await tell(story, disturbance);
    expect([where, await findDeskErrors(world, { desk, userId }, story)]).toEqual([where, []]);
  }
});
