/**
 * The client: one method per endpoint. It counts nothing twice (every retry carries the same Idempotency-Key), prints
 * nothing, and shows its key to nobody.
 */

import { type BatchResult, batchResultsOf } from "./batch-result.ts";
import type { Call } from "./build-request.ts";
import { createExchange, type Exchange } from "./create-exchange.ts";
import { PermissionError } from "./errors.ts";
import type {
  ListProductsResponse,
  ListTiersResponse,
  Product,
  ReadUsageResponse,
  ReleaseUsageResponse,
  Tier,
  TrackUsageBatchResponse,
  UsageEvent,
} from "./generated/wire.ts";
import { type KeyKind, kindOfKey } from "./kind-of-key.ts";
import type { BatchOptions, PageOptions, PlanOptions, TrackUsageOptions } from "./method-options.ts";
import { type DreamAPIOptions, type OnUnavailable, readOptions } from "./options.ts";
import { type TrackUsageResult, usageResultOf } from "./track-usage-result.ts";

export class DreamAPI {
  readonly #exchange: Exchange;
  readonly #onUnavailable: OnUnavailable;

  /**
   * @param key `sk_…` on a server; `pk_…` anywhere, for tiers and products only
   * @throws AuthenticationError `invalid_key`, PermissionError `secret_key_in_browser`, ValidationError `invalid_options`
   */
  constructor(key: string, options: DreamAPIOptions = {}) {
    const kind = kindOfKey(key);
    if (!options.dangerouslyAllowBrowser) refuseSecretInBrowser(kind);
    const settings = readOptions(options);
    this.#exchange = createExchange({ key, kind }, settings);
    this.#onUnavailable = settings.onUnavailable;
  }

  /**
   * Counts a use, if the user's tier allows it. A spent tier and an API that can't be reached are results.
   * @throws DreamAPIError for every other refusal, RateLimitError among them
   */
  async trackUsage(userId: string, options: TrackUsageOptions = {}): Promise<TrackUsageResult> {
    const { amount, plan, idempotencyKey = crypto.randomUUID() } = options;
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
    const { idempotencyKey = crypto.randomUUID() } = options;
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
      idempotencyKey: crypto.randomUUID(),
      body: { idempotencyKey },
    });
  }

  /** The pricing of a SaaS project, in its order. */
  async tiers(): Promise<Tier[]> {
    const { data } = await this.#ask<ListTiersResponse>({ method: "GET", path: "/api/tiers", key: "any" });
    return data;
  }

  /** A page of a store's products, by name. */
  products({ limit, cursor }: PageOptions = {}): Promise<ListProductsResponse> {
    return this.#ask({ method: "GET", path: "/api/products", key: "any", query: { limit, cursor } });
  }

  /** All products of a store, fetched page by page as they are asked for. */
  async *allProducts({ limit }: Pick<PageOptions, "limit"> = {}): AsyncGenerator<Product, void, undefined> {
    let cursor: string | undefined;
    do {
      const page: ListProductsResponse = await this.products({ limit, cursor });
      yield* page.data;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }

  /** The body is what the contract says of that path. */
  async #ask<Body>(call: Call): Promise<Body> {
    const answer = await this.#exchange(call);
    if (!answer.ok) throw answer.error;
    return answer.body as Body;
  }
}

function refuseSecretInBrowser(kind: KeyKind): void {
  if (kind !== "secret" || typeof window === "undefined") return;
  throw new PermissionError(
    "A secret key in a browser is everybody's: use a publishable key here, or call from your server",
    { code: "secret_key_in_browser" },
  );
}
