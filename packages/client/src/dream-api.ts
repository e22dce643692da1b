/**
 * The client: a method for each endpoint. It counts nothing twice (every retry carries the same Idempotency-Key), prints
 * nothing, and shows its key to nobody.
 */

import { type Ask, askThrough } from "./ask.ts";
import { type BatchResult, batchResultsOf } from "./batch-result.ts";
import { type Cart, createCart } from "./cart.ts";
import { createExchange, type Exchange } from "./create-exchange.ts";
import { type Customers, createCustomers } from "./customers.ts";
import { createDashboard, type Dashboard } from "./dashboard.ts";
import { PermissionError } from "./errors.ts";
import { createEvents, type Events } from "./events.ts";
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
import { type KeyKind, kindOfKey } from "./kind-of-key.ts";
import { type List, listOf } from "./list.ts";
import {
  type BatchOptions,
  type CheckoutOptions,
  newIdempotencyKey,
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
    this.#exchange = createExchange({ key, kind }, settings);
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
   * @throws DreamAPIError for every other refusal, RateLimitError among them
   */
  async trackUsage(userId: string, options: TrackUsageOptions = {}): Promise<TrackUsageResult> {
    const { amount, plan, idempotencyKey = newIdempotencyKey() } = options;
    const answer = await this.#exchange({
      method: "POST",
      path: "/api/data",
      key: "secret",
      userId,
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
      key: "secret",
      idempotencyKey,
      body: { events: keyed },
    });
    return { results: batchResultsOf(results, keyed, this.#onUnavailable), idempotencyKey };
  }

  /** A user's usage, counting nothing. */
  checkUsage(userId: string, { plan }: PlanOptions = {}): Promise<ReadUsageResponse> {
    return this.#ask({ method: "GET", path: "/api/usage", key: "secret", userId, plan });
  }

  /**
   * Gives back one accepted call, once, within 24 hours: for a job that failed after it was counted.
   * @param idempotencyKey the key of that call, as its result had it
   */
  releaseUsage(userId: string, idempotencyKey: string, { plan }: PlanOptions = {}): Promise<ReleaseUsageResponse> {
    return this.#ask({
      method: "POST",
      path: "/api/data/release",
      key: "secret",
      userId,
      plan,
      // Of this call itself, so that a retry still says that it was this one which gave the use back.
      idempotencyKey: newIdempotencyKey(),
      body: { idempotencyKey },
    });
  }

  /**
   * A page where the user subscribes to a tier, or changes to it; `kind` says which.
   * @throws ConflictError `already_subscribed`, `stripe_not_connected`
   */
  createCheckout(userId: string, tier: string, options: CheckoutOptions = {}): Promise<CreateCheckoutResponse> {
    const { idempotencyKey = newIdempotencyKey(), ...checkout } = options;
    return this.#ask({
      method: "POST",
      path: "/api/create-checkout",
      key: "secret",
      userId,
      idempotencyKey,
      body: { tier, ...checkout },
    });
  }

  /** Stripe's billing portal, for that user only. @throws ConflictError `no_subscription` */
  openPortal(userId: string, options: PortalOptions = {}): Promise<OpenCustomerPortalResponse> {
    const { idempotencyKey = newIdempotencyKey(), ...portal } = options;
    return this.#ask({
      method: "POST",
      path: "/api/customer-portal",
      key: "secret",
      userId,
      idempotencyKey,
      body: portal,
    });
  }

  /** The pricing of a SaaS project, in its order. */
  async tiers(): Promise<Tier[]> {
    const { data } = await this.#ask<ListTiersResponse>({ method: "GET", path: "/api/tiers", key: "any" });
    return data;
  }

  /** A store's products, by name. */
  products({ limit, cursor: start }: PageOptions = {}): List<Product> {
    return listOf((cursor = start) =>
      this.#ask({ method: "GET", path: "/api/products", key: "any", query: { limit, cursor } }),
    );
  }
}

function refuseSecretInBrowser(kind: KeyKind): void {
  if (kind !== "secret" || typeof window === "undefined") return;
  throw new PermissionError(
    "A secret key in a browser is everybody's: use a publishable key here, or call from your server",
    { code: "secret_key_in_browser" },
  );
}
