/** A SaaS that sells through its own Stripe account, its customers, and what they do on Stripe's pages. */
import { randomBytes } from "node:crypto";
import { connectAccount, type Developer, newDeveloper, newProject, withKey } from "../catalogue/catalogue-world.ts";
import { databaseOf, hearAll } from "../world/hear.ts";
import type { WholeWorld } from "../world/whole-world.ts";
import { type ApiAnswer, type ApiCall, call, usageOf } from "../world/world.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail when it is not there.
type Json = any;

export interface Shop {
  readonly owner: Developer;
  readonly projectId: string;
  readonly secretKey: string;
  readonly account: string;
  /** As the project's server, for a user of its own. */
  asUser(userId: string, path: string, body?: object, more?: ApiCall): Promise<ApiAnswer>;
  asServer(path: string, body?: object, more?: ApiCall): Promise<ApiAnswer>;
  checkout(userId: string, tier: string, more?: object): Promise<ApiAnswer>;
  /** From the call to the paid page, heard by the Workers. */
  subscribe(userId: string, tier: string, more?: object): Promise<void>;
  /** Pays on a checkout's page. @returns Stripe's answer */
  pay(url: string, method?: string): Promise<Response>;
  /** Does something on a page of the portal, and waits until the Workers heard of it. */
  inPortal(url: string, form: Record<string, string>): Promise<Response>;
  tierOf(userId: string): Promise<string>;
  customers(): Promise<Json[]>;
  subscriptions(): Promise<Json[]>;
  /** On the shop's own account at Stripe, as its owner. */
  atStripe(path: string, form?: Record<string, string>, method?: string): Promise<Json>;
  /** From now on the user's card is declined, or works again. */
  useCard(userId: string, method: string): Promise<void>;
  subscriptionOf(userId: string): Promise<Json>;
  /** The rows of a table of the project, as D1 has them. */
  rows(table: string, order?: string): Promise<Json[]>;
  notices(): Promise<string[]>;
}

const tiers = [
  { name: "free", displayName: "Free", unitAmount: 0, limit: 100 },
  { name: "pro", displayName: "Pro", unitAmount: 2900, limit: 10_000 },
  { name: "max", displayName: "Max", unitAmount: 9900, limit: null },
  { name: "try", displayName: "Try", unitAmount: 1900, limit: 500, trialDays: 14 },
];

/** @param sold a few tiers unless given */
export async function openShop(
  world: WholeWorld,
  owner?: Developer,
  account?: string,
  sold: readonly object[] = tiers,
): Promise<Shop> {
  const developer = owner ?? (await newDeveloper(world));
  const project = await newProject(world, developer, { name: "An app", projectType: "saas", tiers: sold });
  const selling = account ?? (await connectAccount(world, developer));
  const synced = await withKey(world, project, "/sync", { body: {} });
  if (synced.status !== 200) throw new Error(synced.text);
  return shopOf(world, developer, project, selling);
}

/** Pays on a checkout's page of a connected account, and waits until the Workers heard of it. */
export async function payOnPage(
  world: WholeWorld,
  account: string,
  url: string,
  method = "pm_card_visa",
): Promise<Response> {
  const { stripe } = world.providers;
  const session = new URL(url).pathname.split("/").at(-1);
  const form = { payment_method: method, email: `${randomBytes(4).toString("hex")}@example.com` };
  const { publishableKey } = stripe.sandbox.accounts.platform;
  const paid = await fetch(`${stripe.url}/v1/payment_pages/${session}/confirm`, {
    method: "POST",
    headers: { Authorization: `Bearer ${publishableKey.test}`, "Stripe-Account": account },
    body: new URLSearchParams(form),
  });
  await hearAll(world);
  return paid;
}

function shopOf(
  world: WholeWorld,
  owner: Developer,
  { projectId, secretKey }: { projectId: string; secretKey: string },
  account: string,
): Shop {
  const { sandbox, url: stripeUrl } = world.providers.stripe;
  const { secretKey: platformKey } = sandbox.accounts.platform;
  const heard = () => hearAll(world);
  const send = (key: string, path: string, form?: Record<string, string>, method = form ? "POST" : "GET") =>
    fetch(stripeUrl + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Stripe-Account": account },
      ...(form && method !== "GET" ? { body: new URLSearchParams(form) } : {}),
    });
  const shop: Shop = {
    owner,
    projectId,
    secretKey,
    account,
    asUser: (userId, path, body, more) => shop.asServer(path, body, { userId, ...more }),
    asServer: (path, body, more) => call(world, path, { secretKey, ...(body === undefined ? {} : { body }), ...more }),
    checkout: (userId, tier, more = {}) => shop.asUser(userId, "/api/create-checkout", { tier, ...more }),
    async subscribe(userId, tier, more) {
      const { status, text, json } = await shop.checkout(userId, tier, more);
      if (status !== 200 || json.kind !== "checkout") throw new Error(text);
      const paid = await shop.pay(json.url);
      if (!paid.ok) throw new Error(await paid.text());
    },
    pay: (url, method) => payOnPage(world, account, url, method),
    async inPortal(url, form) {
      const body = new URLSearchParams(form);
      const done = await fetch(url, { method: "POST", body, redirect: "manual" });
      await heard();
      return done;
    },
    tierOf: async (userId) => (await usageOf(world, { secretKey }, userId)).plan,
    customers: async () => (await shop.atStripe("/v1/customers?limit=100")).data,
    subscriptions: async () => (await shop.atStripe("/v1/subscriptions?status=all&limit=100")).data,
    async atStripe(path, form, method) {
      const response = await send(platformKey.test, path, form, method);
      const json = (await response.json()) as Json;
      if (!response.ok) throw new Error(`Stripe: ${path}: ${JSON.stringify(json.error)}`);
      if (form) await heard();
      return json;
    },
    async useCard(userId, method) {
      const { id, customer } = await shop.subscriptionOf(userId);
      const attached = await shop.atStripe(`/v1/payment_methods/${method}/attach`, { customer });
      await shop.atStripe(`/v1/subscriptions/${id}`, { default_payment_method: attached.id });
    },
    async subscriptionOf(userId) {
      const all = await shop.subscriptions();
      const own = all.filter(({ metadata }: Json) => metadata.dream_api_user === userId);
      return own.find(({ status }: Json) => status !== "canceled") ?? own[0];
    },
    async rows(table, order = "rowid") {
      const d1 = await databaseOf(world);
      const { results } = await d1
        .prepare(`SELECT * FROM ${table} WHERE project_id = ? ORDER BY ${order}`)
        .bind(projectId)
        .all();
      return results;
    },
    async notices() {
      const found = await shop.rows("notices", "kind");
      return found.map(({ kind }: Json) => kind);
    },
  };
  return shop;
}
