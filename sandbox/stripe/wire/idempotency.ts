/**
 * Idempotency keys of API v1: the first answer is kept with its status, also a 500, and replayed; other parameters
 * under the same key are refused, and so is a second call while the first is running. Real time, 24 hours.
 */
import { hash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { statements } from "../store/database.ts";
import type { Scope } from "../store/object-store.ts";
import { StripeRefusal } from "./refusal.ts";

const maxKeyLength = 255;
const lifetimeMs = 24 * 3_600_000;

interface KeptAnswer {
  status: number;
  body: string;
  requestId: string;
}

interface Running {
  fingerprint: string;
  requestId: string;
  /** Milliseconds. */
  startedAt: number;
}

export class IdempotencyKeys {
  readonly #prepare: (sql: string) => StatementSync;
  readonly #realNow: () => number;
  /** Only what is answered gets a row: a call that dies with its process has not run. */
  readonly #running = new Map<string, Running>();
  #lookedAt = 0;

  constructor(database: DatabaseSync, realNow: () => number) {
    this.#prepare = statements(database);
    this.#realNow = realNow;
  }

  /** @returns the kept answer, or nothing when the call may run @throws StripeRefusal on misuse */
  claim(scope: Scope, key: string, request: string, requestId: string): KeptAnswer | undefined {
    if (key.length > maxKeyLength)
      throw new StripeRefusal(`Idempotency keys can be at most ${maxKeyLength} characters.`, {
        type: "idempotency_error",
      });
    const fingerprint = hash("sha256", request, "base64url");
    const now = this.#realNow();
    this.#forgetOld(now);
    const running = this.#running.get(nameOf(scope, key));
    const row = this.#row(scope, key);
    const known = running?.fingerprint ?? row?.fingerprint ?? fingerprint;
    if (known !== fingerprint) {
      throw new StripeRefusal(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: "idempotency_error" },
      );
    }
    if (running) {
      throw new StripeRefusal("There is currently another in-progress request using this Idempotency Key.", {
        status: 409,
        code: "idempotency_key_in_use",
      });
    }
    if (row && row.status !== null)
      return { status: Number(row.status), body: String(row.body), requestId: String(row.request_id) };
    this.#running.set(nameOf(scope, key), { fingerprint, requestId, startedAt: now });
    return undefined;
  }

  /** Within the call's own transaction where it has one: killed in between, it would run twice. */
  keep(scope: Scope, key: string, status: number, body: string): void {
    const running = this.#running.get(nameOf(scope, key));
    if (!running) throw new Error(`No call is running under the idempotency key ${key}`);
    this.#prepare(
      `INSERT OR REPLACE INTO idempotency (account, livemode, key, fingerprint, request_id, used_at, status, body)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(
      scope.account,
      Number(scope.livemode),
      key,
      running.fingerprint,
      running.requestId,
      running.startedAt,
      status,
      body,
    );
  }

  /** The call is over. What was not kept, because it never began, leaves the key free. */
  release(scope: Scope, key: string): void {
    this.#running.delete(nameOf(scope, key));
  }

  /** Looks through all of them, so not on every call. */
  #forgetOld(now: number): void {
    if (now - this.#lookedAt < 60_000) return;
    this.#lookedAt = now;
    this.#prepare("DELETE FROM idempotency WHERE used_at < ?").run(now - lifetimeMs);
  }

  #row(scope: Scope, key: string) {
    return this.#prepare(
      "SELECT fingerprint, status, body, request_id FROM idempotency WHERE key = ? AND account = ? AND livemode = ?",
    ).get(key, scope.account, Number(scope.livemode));
  }
}

function nameOf({ account, livemode }: Scope, key: string): string {
  return `${account} ${livemode} ${key}`;
}
