/**
 * Delivers events: each to every endpoint that wants it, signed anew on every attempt, tried again on real time when
 * the answer is not 2xx. Order is not promised, and a switch breaks it on purpose.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Accounts } from "../connect/accounts.ts";
import type { EventEntity } from "../events/record-event.ts";
import type { Books } from "../store/books.ts";
import type { Scope } from "../store/object-store.ts";
import type { WebhookEndpointEntity } from "./endpoint-entity.ts";
import { signatureHeader } from "./signature.ts";

interface DeliveryRules {
  /** Held events wait until they are let go. */
  isHeld: boolean;
  isShuffled: boolean;
  isDuplicated: boolean;
  /** The first attempt of each event gets lost, as if the target had been down. */
  dropsFirst: boolean;
  delayMs: number;
}

export const inOrder: DeliveryRules = {
  isHeld: false,
  isShuffled: false,
  isDuplicated: false,
  dropsFirst: false,
  delayMs: 0,
};

interface Delivery {
  id: number;
  event: string;
  endpoint: string;
  status: "delivered" | "failed" | "pending";
  attempts: number;
  next_attempt_at: number;
  answer: string | null;
}

interface DueDelivery extends Delivery {
  account: string;
  livemode: number;
  endpoint_livemode: number;
}

interface Options {
  database: DatabaseSync;
  accounts: Accounts;
  booksOf: (scope: Scope) => Books;
  realNow: () => number;
  /** Milliseconds before the second, third… attempt; when used up the delivery has failed. */
  retryDelaysMs: number[];
}

const timeoutMs = 10_000;
const batch = 20;

export class PostOffice {
  rules: DeliveryRules = inOrder;
  readonly #options: Options;
  readonly #anyEndpoint: StatementSync;
  readonly #insert: StatementSync;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#anyEndpoint = options.database.prepare("SELECT 1 FROM objects WHERE kind = 'webhook_endpoint' LIMIT 1");
    this.#insert = options.database.prepare(
      `INSERT INTO deliveries (event, endpoint, account, livemode, endpoint_livemode, status, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, 'pending', ?)`,
    );
  }

  /** Within the transaction that wrote the event. */
  post(scope: Scope, event: EventEntity): void {
    if (!this.#anyEndpoint.get()) return;
    const due = this.#options.realNow() + this.rules.delayMs;
    for (const [home, endpoint] of this.#listeners(scope)) {
      if (!wants(endpoint, event.type)) continue;
      this.#insert.run(event.id, endpoint.id, scope.account, Number(scope.livemode), Number(home.livemode), due);
    }
  }

  pendingOf(event: string): number {
    const row = this.#options.database
      .prepare("SELECT count(*) AS n FROM deliveries WHERE event = ? AND status <> 'delivered'")
      .get(event);
    return Number(row?.n);
  }

  list(): Delivery[] {
    return this.#options.database
      .prepare("SELECT * FROM deliveries ORDER BY id DESC LIMIT 200")
      .all() as unknown as Delivery[];
  }

  resend(id: number): void {
    this.#options.database
      .prepare("UPDATE deliveries SET status = 'pending', next_attempt_at = ? WHERE id = ?")
      .run(this.#options.realNow(), id);
    this.wake();
  }

  /** Starts delivering what is due, unless it is already under way. */
  wake(): void {
    if (this.#isClosed || this.#running) return;
    this.#running = this.#deliverDue().finally(() => {
      this.#running = undefined;
      this.#wakeLater();
    });
  }

  /** Until nothing is due any more. */
  async drain(): Promise<void> {
    do {
      this.wake();
      await this.#running;
    } while (!this.#isClosed && this.#due().length > 0);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wakeLater(): void {
    clearTimeout(this.#timer);
    if (this.#isClosed || this.rules.isHeld) return;
    const row = this.#options.database
      .prepare("SELECT min(next_attempt_at) AS at FROM deliveries WHERE status = 'pending'")
      .get();
    if (row?.at === null || row?.at === undefined) return;
    const wait = Math.min(60_000, Math.max(0, Number(row.at) - this.#options.realNow()));
    this.#timer = setTimeout(() => this.wake(), wait);
    this.#timer.unref();
  }

  async #deliverDue(): Promise<void> {
    for (let due = this.#due(); due.length > 0 && !this.#isClosed; due = this.#due()) {
      if (this.rules.isShuffled) await Promise.all(due.map((delivery) => this.#deliver(delivery)));
      else for (const delivery of due) await this.#deliver(delivery);
    }
  }

  #due(): DueDelivery[] {
    if (this.rules.isHeld) return [];
    // Event ids are random, so their order is a shuffle.
    const order = this.rules.isShuffled ? "event" : "id";
    return this.#options.database
      .prepare(
        `SELECT * FROM deliveries WHERE status = 'pending' AND next_attempt_at <= ? ORDER BY ${order} LIMIT ${batch}`,
      )
      .all(this.#options.realNow()) as never;
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

  #record(delivery: Delivery, answer: string, status?: Delivery["status"]): void {
    const wait = this.#options.retryDelaysMs[delivery.attempts];
    const next = status ?? (wait === undefined ? "failed" : "pending");
    this.#options.database
      .prepare(
        "UPDATE deliveries SET status = ?, attempts = attempts + 1, next_attempt_at = ?, answer = ? WHERE id = ?",
      )
      .run(next, this.#options.realNow() + (wait ?? 0), answer, delivery.id);
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
