/**
 * Delivers events: each to every endpoint that wants it, signed anew on every attempt, tried again on real time when
 * the answer is not 2xx. Order is not promised, and a switch breaks it on purpose.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Accounts } from "../connect/accounts.ts";
import type { EventEntity } from "../events/record-event.ts";
import type { Books } from "../store/books.ts";
import type { Scope } from "../store/object-store.ts";
import { Deliveries, type Delivery, type DueDelivery } from "./deliveries.ts";
import { type DeliveryRules, inOrder, stripeRetryDelaysMs } from "./delivery-rules.ts";
import type { WebhookEndpointEntity } from "./endpoint-entity.ts";
import { signatureHeader } from "./signature.ts";

interface Options {
  database: DatabaseSync;
  accounts: Accounts;
  booksOf: (scope: Scope) => Books;
  realNow: () => number;
  retryDelaysMs?: number[] | undefined;
}

const timeoutMs = 10_000;

export class PostOffice {
  rules: DeliveryRules;
  readonly deliveries: Deliveries;
  readonly #options: Options;
  readonly #anyEndpoint: StatementSync;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  #hasNews = false;

  constructor(options: Options) {
    this.#options = options;
    this.rules = this.#firstRules();
    this.#anyEndpoint = options.database.prepare("SELECT 1 FROM objects WHERE kind = 'webhook_endpoint' LIMIT 1");
    this.deliveries = new Deliveries(options.database);
  }

  restoreRules(): void {
    this.rules = this.#firstRules();
  }

  /** Within the transaction that wrote the event. */
  post(scope: Scope, event: EventEntity): void {
    if (!this.#anyEndpoint.get()) return;
    const due = this.#options.realNow() + this.rules.delayMs;
    for (const [home, endpoint] of this.#listeners(scope)) {
      if (!wants(endpoint, event.type)) continue;
      this.deliveries.add(event.id, scope, endpoint.id, home.livemode, due);
      this.#hasNews = true;
    }
  }

  /** One more attempt, now. @returns whether there is such a delivery */
  resend(id: number): boolean {
    const isThere = this.deliveries.makeDue(id, this.#options.realNow());
    this.wake();
    return isThere;
  }

  /** After a call: most have posted nothing. */
  wakeForNews(): void {
    if (this.#hasNews) this.wake();
  }

  /** Starts delivering what is due, unless it is already under way. */
  wake(): void {
    if (this.#isClosed || this.#running) return;
    this.#hasNews = false;
    this.#running = this.#deliverDue().finally(() => {
      this.#running = undefined;
      this.#wakeLater();
    });
  }

  /**
   * Until nothing is due any more. Held events stay; refused ones wait for their next attempt.
   * @param withinMs waits also for what becomes due in that many milliseconds from now
   */
  async drain({ withinMs = 0 }: { withinMs?: number } = {}): Promise<void> {
    const deadline = this.#options.realNow() + withinMs;
    while (!this.#isClosed) {
      this.wake();
      await this.#running;
      const next = this.#nextDueAt();
      if (next === undefined || next > Math.max(deadline, this.#options.realNow())) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - this.#options.realNow())));
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wakeLater(): void {
    clearTimeout(this.#timer);
    const next = this.#nextDueAt();
    if (this.#isClosed || next === undefined) return;
    const wait = Math.min(60_000, Math.max(0, next - this.#options.realNow()));
    this.#timer = setTimeout(() => this.wake(), wait);
    this.#timer.unref();
  }

  #nextDueAt(): number | undefined {
    return this.rules.isHeld ? undefined : this.deliveries.nextDueAt();
  }

  async #deliverDue(): Promise<void> {
    for (let due = this.#due(); due.length > 0 && !this.#isClosed; due = this.#due()) {
      if (this.rules.isShuffled) await Promise.all(due.map((delivery) => this.#deliver(delivery)));
      else for (const delivery of due) await this.#deliver(delivery);
    }
  }

  #due(): DueDelivery[] {
    return this.rules.isHeld ? [] : this.deliveries.due(this.#options.realNow(), this.rules.isShuffled);
  }

  async #deliver(delivery: DueDelivery): Promise<void> {
    const { platform } = this.#options.accounts;
    const home = { account: platform.account, livemode: delivery.endpoint_livemode === 1 };
    const scope = { account: delivery.account, livemode: delivery.livemode === 1 };
    const endpoint =
      this.#options.booksOf(home).find("webhook_endpoint", delivery.endpoint) ??
      this.#options.booksOf(scope).find("webhook_endpoint", delivery.endpoint);
    const books = this.#options.booksOf(scope);
    const event = books.find("event", delivery.event);
    if (endpoint?.status !== "enabled" || !event)
      return this.#record(delivery, "the endpoint or the event is gone", "failed");
    if (this.rules.dropsFirst && delivery.attempts === 0) return this.#record(delivery, "dropped on purpose");
    const shown = {
      ...books.show("event", event),
      ...(endpoint.api_version ? { api_version: endpoint.api_version } : {}),
    };
    const body = JSON.stringify(shown, null, 2);
    const result = await this.#send(endpoint, body);
    if (result.isAccepted && this.rules.isDuplicated) await this.#send(endpoint, body);
    this.#record(delivery, result.text, result.isAccepted ? "delivered" : undefined);
  }

  async #send(endpoint: WebhookEndpointEntity, body: string): Promise<{ isAccepted: boolean; text: string }> {
    const seconds = Math.floor(this.#options.realNow() / 1000);
    try {
      const response = await fetch(endpoint.url, {
        method: "POST",
        headers: {
          "Content-Type": "application/json; charset=utf-8",
          "Stripe-Signature": signatureHeader(endpoint.secret, body, seconds),
          "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body?.cancel();
      return { isAccepted: response.ok, text: `HTTP ${response.status}` };
    } catch (error) {
      const cause = (error as Error).cause as Error | undefined;
      return { isAccepted: false, text: `not reached: ${cause?.message || (error as Error).message}` };
    }
  }

  #firstRules(): DeliveryRules {
    return { ...inOrder, retryDelaysMs: this.#options.retryDelaysMs ?? null };
  }

  /** Without a status it is tried again, until the schedule is used up and the delivery has failed. */
  #record(delivery: DueDelivery, answer: string, status?: Delivery["status"]): void {
    const schedule =
      this.rules.retryDelaysMs ?? stripeRetryDelaysMs[delivery.endpoint_livemode === 1 ? "live" : "test"];
    const wait = schedule[delivery.attempts];
    const next = status ?? (wait === undefined ? "failed" : "pending");
    this.deliveries.recordAttempt(delivery.id, next, this.#options.realNow() + (wait ?? 0), answer);
  }

  /** An account's own endpoints, and for a connected account the platform's Connect endpoints of its grants. */
  *#listeners(scope: Scope): Generator<[Scope, WebhookEndpointEntity]> {
    const { accounts, booksOf } = this.#options;
    for (const endpoint of booksOf(scope).walk("webhook_endpoint")) if (!endpoint.connect) yield [scope, endpoint];
    if (scope.account === accounts.platform.account) return;
    for (const grant of accounts.connections(scope.account)) {
      // Test events of an account with a live grant also reach the live endpoint; live events never a test one.
      if (scope.livemode && !grant.livemode) continue;
      const home = { account: accounts.platform.account, livemode: grant.livemode };
      for (const endpoint of booksOf(home).walk("webhook_endpoint")) if (endpoint.connect) yield [home, endpoint];
    }
  }
}

function wants({ enabled_events: names, status }: WebhookEndpointEntity, type: string): boolean {
  return status === "enabled" && (names.includes("*") || names.includes(type));
}
