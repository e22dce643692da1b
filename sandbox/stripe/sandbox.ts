/** The sandbox without its socket: state, clock, accounts and deliveries, put together once. */
import type { DatabaseSync } from "node:sqlite";
import { type Dunning, defaultDunning } from "./billing/dunning-rules.ts";
import { BusinessClock } from "./clock/business-clock.ts";
import { jobs } from "./clock/run-due.ts";
import { Accounts, type PlatformKeys } from "./connect/accounts.ts";
import { accountOperations } from "./connect/show-account.ts";
import { Faults } from "./control/faults.ts";
import { RateLimit } from "./control/rate-limit.ts";
import { refuseUndescribed } from "./events/check-event.ts";
import { eventLifetimeSeconds } from "./events/events.ts";
import type { Operation } from "./operations.ts";
import { loadSchema } from "./schema/load-schema.ts";
import { type Archive, Books, type CallerRequest } from "./store/books.ts";
import { emptyDatabase, inTransaction, markStart, openDatabase, rehearse } from "./store/database.ts";
import { type NewId, randomIds, seededIds } from "./store/new-id.ts";
import { ObjectStore, type Scope } from "./store/object-store.ts";
import { Schedule } from "./store/schedule.ts";
import { PostOffice } from "./webhooks/post-office.ts";
import { IdempotencyKeys } from "./wire/idempotency.ts";

export interface SandboxOptions {
  /** Where state is kept; absent keeps it in memory. */
  databasePath?: string | undefined;
  platform?: Partial<PlatformKeys> | undefined;
  /** Unix seconds; the clock then moves only when told. */
  frozenAt?: number | undefined;
  /** Makes ids repeatable. Only for a state in memory. */
  seed?: number | undefined;
  /** Holds every answer against its schema; a difference is a 500. */
  isStrict?: boolean | undefined;
  /** Milliseconds of real time before the second, third… attempt; absent waits as long as Stripe. */
  webhookRetryDelaysMs?: number[] | undefined;
  onError?: ((error: unknown) => void) | undefined;
}

const defaultPlatform: PlatformKeys = {
  account: "acct_1SandboxPlatform",
  secretKey: { test: "sk_test_sandboxplatform", live: "sk_live_sandboxplatform" },
  publishableKey: { test: "pk_test_sandboxplatform", live: "pk_live_sandboxplatform" },
  clientId: { test: "ca_sandboxtest", live: "ca_sandboxlive" },
  redirectUris: [],
};

const jobsPerCommit = 200;

export class Sandbox {
  readonly database: DatabaseSync;
  readonly accounts: Accounts;
  readonly clock: BusinessClock;
  readonly faults = new Faults();
  readonly rateLimit = new RateLimit(() => this.realNow());
  readonly idempotency: IdempotencyKeys;
  readonly postOffice: PostOffice;
  readonly archive: Archive;
  readonly apiVersion = loadSchema().apiVersion;
  readonly isStrict: boolean;
  readonly ownOperations: Record<string, Operation>;
  dunning: Dunning = defaultDunning;
  /** How the control page and API turn the clock. Who has other clocks to keep in step puts their own way here. */
  turnClock = async (target: number): Promise<number> => this.advanceTo(target);
  /** Milliseconds. Signatures, retries and limits of calls go by it. */
  realNow = (): number => Date.now();
  /** Where the hosted pages are reached. */
  publicUrl = "http://127.0.0.1:4242";
  readonly #options: SandboxOptions;
  #ids: NewId;
  #prunedAt = 0;

  constructor(options: SandboxOptions = {}) {
    this.#options = options;
    this.#ids = this.#freshIds();
    this.isStrict = options.isStrict ?? false;
    this.database = openDatabase(options.databasePath);
    this.accounts = new Accounts(this.database, { ...defaultPlatform, ...options.platform });
    const realNow = () => this.realNow();
    this.clock = new BusinessClock(this.database, realNow, options.frozenAt);
    this.idempotency = new IdempotencyKeys(this.database, realNow);
    this.postOffice = new PostOffice({
      database: this.database,
      accounts: this.accounts,
      booksOf: (scope) => this.books(scope),
      realNow,
      retryDelaysMs: options.webhookRetryDelaysMs,
    });
    this.archive = {
      objects: new ObjectStore(this.database),
      schedule: new Schedule(this.database),
      newId: (prefix, length) => this.#ids(prefix, length),
      apiVersion: this.apiVersion,
      platformAccount: this.accounts.platform.account,
      url: () => this.publicUrl,
      dunning: () => this.dunning,
      pendingDeliveries: (event) => this.postOffice.deliveries.pendingOf(event),
      rehearse: (work) => rehearse(this.database, work),
      onEvent: (scope, event) => {
        if (this.isStrict) refuseUndescribed(event);
        this.postOffice.post(scope, event);
      },
    };
    const own = accountOperations(this.accounts);
    this.ownOperations = {
      "GET /v1/account": own.retrieveOwn,
      "GET /v1/accounts": own.list,
      "GET /v1/accounts/:id": own.retrieve,
      "POST /v1/accounts": own.create,
    };
  }

  newId(prefix: string, length?: number): string {
    return this.archive.newId(prefix, length);
  }

  books(scope: Scope, request: CallerRequest | null = null): Books {
    return new Books(this.archive, scope, this.clock.now(), request);
  }

  /** The platform's own books. */
  platformBooks(livemode = false): Books {
    return this.books({ account: this.accounts.platform.account, livemode });
  }

  /** Runs what is due by now. */
  runDue(): void {
    this.#runUntil(this.clock.now());
  }

  /**
   * Moves business time forward, from one due moment to the next. @returns how many things fell due
   * @throws when asked to go back
   */
  advanceTo(target: number): number {
    const start = this.clock.now();
    if (target < start) throw new Error(`The clock is at ${start} and does not go back to ${target}`);
    const count = this.#runUntil(target);
    if (target > start) this.clock.set(target);
    return count;
  }

  #runUntil(target: number): number {
    let count = 0;
    const runJob = () => {
      const job = this.archive.schedule.next(target, "");
      if (!job) return false;
      this.archive.schedule.take(job);
      jobs[job.kind](new Books(this.archive, job.scope, job.dueAt), job.ref);
      count += 1;
      return true;
    };
    // One transaction for many moments: a moment is a millisecond of work, and so is a commit.
    const runSome = () => {
      for (let index = 0; index < jobsPerCommit; index += 1) if (!runJob()) return;
    };
    while (this.archive.schedule.next(target, "")) {
      inTransaction(this.database, runSome, () => false);
      this.#prune(target);
    }
    if (count > 0) this.postOffice.wake();
    return count;
  }

  /** What is there now is what a reset goes back to. */
  markStart(): void {
    markStart(this.database);
  }

  /** As on the first day, or as at {@link markStart}. */
  reset(): void {
    emptyDatabase(this.database);
    this.clock.reload();
    this.faults.clear();
    this.rateLimit.forget();
    this.dunning = defaultDunning;
    this.postOffice.restoreRules();
    this.#ids = this.#freshIds();
    this.#prunedAt = 0;
  }

  wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }

  report(error: unknown): void {
    this.#options.onError?.(error);
  }

  async close(): Promise<void> {
    await this.postOffice.close();
    this.database.close();
  }

  #freshIds(): NewId {
    return this.#options.seed === undefined ? randomIds() : seededIds(this.#options.seed);
  }

  /** Events older than 30 days are gone, looked after once a day of business time. */
  #prune(now: number): void {
    if (now - this.#prunedAt < 86_400) return;
    this.#prunedAt = now;
    this.postOffice.deliveries.forgetBefore(now - eventLifetimeSeconds);
    this.archive.objects.forgetEventsBefore(now - eventLifetimeSeconds);
  }
}
