/**
 * Our own plan on its real parts without the Workers around it: two houses, each on a D1 of its own, that hear of the
 * same sandbox Stripe. What one hears late, twice or never, the other hears in order.
 */
import {
  drainDirty,
  drainOutbox,
  type IncomingEvent,
  type Instant,
  listOverduePlans,
  newId,
  type OutboxEntry,
  type PlatformScope,
  platformScopeOf,
  receiveEvent,
  reconcile,
  refreshPlan,
  tellDeveloperPlan,
} from "@dream-api/domain";
import {
  type Database,
  dirtyObjectStore,
  fetchBudget,
  inboxStore,
  outboxStore,
  planStore,
  platformPlans,
} from "@dream-api/storage";
import { createPlanBilling, createStripeClient, listPlanNews, platformEvent } from "@dream-api/stripe";
import { afterAll, beforeAll, expect } from "vitest";
import { type StripeSandbox, startStripeSandbox } from "../../sandbox/stripe/start-stripe-sandbox.ts";

const startSeconds = Date.UTC(2026, 0, 15, 12) / 1000;
const hourMs = 60 * 60_000;
const daySeconds = 86_400;

export interface Subscriber {
  readonly platformId: string;
  readonly customerId: string;
}

export interface House {
  hear(event: IncomingEvent): Promise<void>;
  /** The hourly reconciliation and the crons behind it, until nothing is left to look at. */
  catchUp(): Promise<void>;
  /** All that anybody can see of a subscriber's plan. */
  stateOf(subscriber: Subscriber): Promise<object>;
  readonly reports: string[];
}

export interface PlanNewsWorld {
  readonly sandbox: StripeSandbox["sandbox"];
  stripe(path: string, form?: Record<string, string>, method?: string): Promise<Json>;
  advance(days: number): void;
  /** The same developer in each of the houses. */
  newSubscriber(databases: readonly Database[]): Promise<Subscriber>;
  newsOf(subscriber: Subscriber): Promise<IncomingEvent[]>;
  openHouse(database: Database): House;
}

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
type Json = any;

export function usePlanNews(): PlanNewsWorld {
  let running: StripeSandbox | undefined;
  const there = () => {
    if (!running) throw new Error("Stripe is only there inside tests");
    return running;
  };
  /** Milliseconds of real time beside business time; never given back, or counters of a second would come again. */
  let waited = 0;
  const bugs: unknown[] = [];
  beforeAll(async () => {
    const options = { port: 0, isStrict: true, frozenAt: startSeconds, tickMs: 0 };
    running = await startStripeSandbox({ ...options, onError: (error) => bugs.push(error) });
  });
  afterAll(async () => {
    await running?.stop();
    expect(bugs).toEqual([]);
  });
  const secretKey = () => there().sandbox.accounts.platform.secretKey.test;
  const client = () => createStripeClient({ secretKey: secretKey(), apiUrl: there().url });
  const allNews = async (since: number) =>
    (await listPlanNews(client(), since)).flatMap((news) => platformEvent(news) ?? []);

  return {
    get sandbox() {
      return there().sandbox;
    },
    async stripe(path, form, method = form ? "POST" : "GET") {
      const response = await fetch(there().url + path, {
        method,
        headers: { Authorization: `Bearer ${secretKey()}` },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      });
      const json = (await response.json()) as Json;
      if (!response.ok) throw new Error(`Stripe: ${method} ${path}: ${JSON.stringify(json.error)}`);
      return json;
    },
    advance(days) {
      const { sandbox } = there();
      sandbox.advanceTo(sandbox.clock.now() + days * daySeconds);
    },
    async newSubscriber(databases) {
      const platformId = newId("platform");
      const customer = await client().customers.create({ metadata: { platform_id: platformId } });
      for (const database of databases) {
        await database.$client
          .prepare(
            "INSERT INTO platforms (platform_id, clerk_user_id, stripe_customer_id, created_at) VALUES (?, ?, ?, 0)",
          )
          .bind(platformId, `user of ${platformId}`, customer.id)
          .run();
      }
      return { platformId, customerId: customer.id };
    },
    newsOf: async ({ customerId }) =>
      (await allNews(0)).filter(({ about }) => about?.objectId === customerId).reverse(),
    openHouse(database) {
      const clock = () => {
        const business = there().sandbox.clock.now() * 1000;
        return { real: business + waited, business };
      };
      const reports: string[] = [];
      const told = new Map<string, string>();
      const { readToldPlan } = platformPlans(database);
      const stripe = createPlanBilling(client(), { priceId: "", dashboardUrl: "" });
      const writePlan = async (user: string, plan: string) => void told.set(user, plan);
      const tell = (platform: PlatformScope) => tellDeveloperPlan(platform, { readToldPlan, writePlan, clock });
      const tellAgain = ({ payload }: OutboxEntry) => tell(platformScopeOf(String(payload.platformId)));
      const refresh = {
        plans: planStore(database),
        stripe,
        announce: async () => "announced" as const,
        clock,
        tellPlan: async (platform: PlatformScope) => {
          await tell(platform);
          return true;
        },
      };
      const dirty = dirtyObjectStore(database);
      const inbox = inboxStore(database);
      const deps = {
        inbox,
        dirty,
        budget: fetchBudget(database),
        handlers: { platform_subscription: ({ objectId }: { objectId: string }) => refreshPlan(objectId, refresh) },
        clock,
        async pause(milliseconds: number) {
          waited += milliseconds;
        },
        report: (message: string, cause: unknown) => reports.push(`${message}: ${cause}`),
      };
      const countDirty = () => database.$client.prepare("SELECT count(*) AS n FROM dirty_objects").first<number>("n");
      return {
        reports,
        async hear(event) {
          waited += 100;
          await receiveEvent(event, deps);
        },
        async catchUp() {
          const listOverdue = (at: Instant) => listOverduePlans(refresh.plans, "test", at);
          await reconcile({ inbox, dirty, source: "stripe_platform", listNews: allNews, listOverdue, clock });
          while ((await countDirty()) !== 0) {
            waited += hourMs;
            await drainDirty(deps);
          }
          waited += hourMs;
          const effects = { outbox: outboxStore(database), clock, report: deps.report, handle: tellAgain };
          while ((await drainOutbox(effects)).done > 0);
        },
        async stateOf({ platformId }) {
          const account = await platformPlans(database).readAccount(platformScopeOf(platformId));
          const open = "SELECT kind, topic FROM notices WHERE platform_id = ? AND dismissed_at IS NULL ORDER BY kind";
          const { results: notices } = await database.$client.prepare(open).bind(platformId).all();
          return {
            plan: account?.plan,
            notices,
            told: told.get(`user of ${platformId}`) ?? "nothing",
          };
        },
      };
    },
  };
}
