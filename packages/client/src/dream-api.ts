/**
 * The client: a method for each endpoint. It counts nothing twice (every retry carries the same Idempotency-Key), prints
 * nothing, and shows its key to nobody.
 */

import { type Ask, askThrough } from "./ask.ts";
import { type Auth, createAuth } from "./auth/auth.ts";
import { createVerifyToken } from "./auth/verify-token.ts";
import { type BatchResult, batchResultsOf } from "./batch-result.ts";
import { type Cart, createCart } from "./cart.ts";
import { createExchange, type Exchange } from "./create-exchange.ts";
import { type Customers, createCustomers } from "./customers.ts";
import { createDashboard, type Dashboard } from "./dashboard.ts";
import { createEvents, type Events } from "./events.ts";
import { forUser } from "./for-user.ts";
import type {
  CreateCheckoutResponse,
  ListTiersResponse,
  OpenCustomerPortalResponse,
  Product,
  ReadUsageResponse,
  ReleaseUsageResponse,
  Tier,
  TrackUsageBatchResponse,
  UsageEvent,
} from "./generated/wire.ts";
import { audienceOfKey, kindOfKey, refuseSecretInBrowser } from "./kind-of-key.ts";
import { type List, listOf } from "./list.ts";
import {
  type BatchOptions,
  type CheckoutOptions,
  newIdempotencyKey,
  type OwnCheckoutOptions,
  type OwnUsageOptions,
  type PageOptions,
  type PlanOptions,
  type PortalOptions,
  type TrackUsageOptions,
} from "./method-options.ts";
import { type DreamAPIOptions, type OnUnavailable, readOptions } from "./options.ts";
import { createOrders, type Orders } from "./orders.ts";
import { createStock, type Stock } from "./stock.ts";
import { createSubscriptions, type Subscriptions } from "./subscriptions.ts";
import { type TrackUsageResult, usageResultOf } from "./track-usage-result.ts";

export class DreamAPI {
  readonly #exchange: Exchange;
  readonly #onUnavailable: OnUnavailable;
  readonly #ask: Ask;

  readonly auth: Auth;
  readonly customers: Customers;
  readonly subscriptions: Subscriptions;
  readonly cart: Cart;
  readonly orders: Orders;
  readonly stock: Stock;
  readonly dashboard: Dashboard;
  readonly events: Events;

  /**
   * @param key `sk_…` on a server; `pk_…` anywhere, for what anybody may do
   * @throws AuthenticationError `invalid_key`, PermissionError `secret_key_in_browser`, ValidationError `invalid_options`
   */
  constructor(key: string, options: DreamAPIOptions = {}) {
    const kind = kindOfKey(key);
    if (!options.dangerouslyAllowBrowser) refuseSecretInBrowser(kind);
    const settings = readOptions(options);
    const verifyToken = createVerifyToken(settings, audienceOfKey(key));
    const clientId = kind === "publishable" ? key : null;
    const { auth, tokens } = createAuth({ settings, clientId, verifyToken });
    this.auth = auth;
    this.#exchange = createExchange({ key, kind, tokens }, settings);
    this.#onUnavailable = settings.onUnavailable;
    const ask = askThrough(this.#exchange);
    this.#ask = ask;
    this.customers = createCustomers(ask);
    this.subscriptions = createSubscriptions(ask);
    this.cart = createCart(ask);
    this.orders = createOrders(ask);
    this.stock = createStock(ask);
    this.dashboard = createDashboard(ask);
    this.events = createEvents(ask);
  }

  /**
   * Counts a use, if the user's tier allows it. A spent tier and an API that can't be reached are results.
   * In a browser the user's id is left away: whoever is signed in is counted.
   * @throws DreamAPIError for every other refusal, RateLimitError among them
   */
  trackUsage(userId: string, options?: TrackUsageOptions): Promise<TrackUsageResult>;
  trackUsage(options?: OwnUsageOptions): Promise<TrackUsageResult>;
  async trackUsage(first?: string | TrackUsageOptions, second?: TrackUsageOptions): Promise<TrackUsageResult> {
    const { user, options } = forUser(first, second);
    const { amount, plan, idempotencyKey = newIdempotencyKey() } = options;
    const answer = await this.#exchange({
      method: "POST",
      path: "/api/data",
      caller: "user",
      ...user,
      plan,
      idempotencyKey,
      body: { amount },
    });
    const result = usageResultOf(answer, idempotencyKey, this.#onUnavailable);
    if (result.reason === "refused") throw result.error;
    return result;
  }

  /**
   * Counts 1 to 1,000 uses in one call, each decided alone.
   * @throws UnavailableError when no answer came: repeat the batch with the error's `idempotencyKey`
   */
  async trackUsageBatch(events: readonly UsageEvent[], options: BatchOptions = {}): Promise<BatchResult> {
    const { idempotencyKey = newIdempotencyKey() } = options;
    const keyed = events.map((event, index) => ({
      ...event,
      idempotencyKey: event.idempotencyKey ?? `${idempotencyKey}:${index}`,
    }));
    const { results } = await this.#ask<TrackUsageBatchResponse>({
      method: "POST",
      path: "/api/data/batch",
      caller: "server",
      idempotencyKey,
      body: { events: keyed },
    });
    return { results: batchResultsOf(results, keyed, this.#onUnavailable), idempotencyKey };
  }

  /** A user's usage, counting nothing; in a browser, of whoever is signed in. */
  checkUsage(userId: string, options?: PlanOptions): Promise<ReadUsageResponse>;
  checkUsage(): Promise<ReadUsageResponse>;
  async checkUsage(first?: string | PlanOptions, second?: PlanOptions): Promise<ReadUsageResponse> {
    const { user, options } = forUser(first, second);
    return this.#ask({ method: "GET", path: "/api/usage", caller: "user", ...user, plan: options.plan });
  }

  /**
   * Gives back one accepted call, once, within 24 hours: for a job that failed after it was counted.
   * @param idempotencyKey the key of that call, as its result had it
   */
  releaseUsage(userId: string, idempotencyKey: string, { plan }: PlanOptions = {}): Promise<ReleaseUsageResponse> {
    return this.#ask({
      method: "POST",
      path: "/api/data/release",
      caller: "server",
      userId,
      plan,
      // Of this call itself, so that a retry still says that it was this one which gave the use back.
      idempotencyKey: newIdempotencyKey(),
      body: { idempotencyKey },
    });
  }

  /**
   * A page where the user subscribes to a tier, or changes to it; `kind` says which. In a browser: `(tier, options)`.
   * @throws ConflictError `already_subscribed`, `stripe_not_connected`
   */
  createCheckout(userId: string, tier: string, options?: CheckoutOptions): Promise<CreateCheckoutResponse>;
  createCheckout(tier: string, options?: OwnCheckoutOptions): Promise<CreateCheckoutResponse>;
  async createCheckout(
    first: string,
    second?: string | CheckoutOptions,
    third?: CheckoutOptions,
  ): Promise<CreateCheckoutResponse> {
    const [user, tier, options = {}] =
      typeof second === "string" ? [{ userId: first }, second, third] : [{}, first, second];
    const { idempotencyKey = newIdempotencyKey(), ...checkout } = options;
    return this.#ask({
      method: "POST",
      path: "/api/create-checkout",
      caller: "user",
      ...user,
      idempotencyKey,
      body: { tier, ...checkout },
    });
  }

  /** Stripe's billing portal, for that user only. @throws ConflictError `no_subscription` */
  openPortal(userId: string, options?: PortalOptions): Promise<OpenCustomerPortalResponse>;
  openPortal(options?: PortalOptions): Promise<OpenCustomerPortalResponse>;
  async openPortal(first?: string | PortalOptions, second?: PortalOptions): Promise<OpenCustomerPortalResponse> {
    const { user, options } = forUser(first, second);
    const { idempotencyKey = newIdempotencyKey(), ...portal } = options;
    return this.#ask({
      method: "POST",
      path: "/api/customer-portal",
      caller: "user",
      ...user,
      idempotencyKey,
      body: portal,
    });
  }

  /** The pricing of a SaaS project, in its order. */
  async tiers(): Promise<Tier[]> {
    const { data } = await this.#ask<ListTiersResponse>({ method: "GET", path: "/api/tiers", caller: "anybody" });
    return data;
  }

  /** A store's products, by name. */
  products({ limit, cursor: start }: PageOptions = {}): List<Product> {
    return listOf((cursor = start) =>
      this.#ask({ method: "GET", path: "/api/products", caller: "anybody", query: { limit, cursor } }),
    );
  }
}
