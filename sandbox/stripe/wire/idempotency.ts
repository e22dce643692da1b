/**
 * Idempotency keys of API v1: the first answer is kept with its status, also a 500, and replayed; other parameters
 * under the same key are refused, and so is a second call while the first is running. Real time, 24 hours.
 */
import { createHash } from "node:crypto";
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

export class IdempotencyKeys {
  readonly #prepare: (sql: string) => StatementSync;
  readonly #realNow: () => number;
  /** A call that died with its process left a row, but runs no more. */
  readonly #running = new Set<string>();
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
    const fingerprint = createHash("sha256").update(request).digest("base64url");
    const now = this.#realNow();
    this.#forgetOld(now);
    const row = this.#row(scope, key);
    if (row && row.fingerprint !== fingerprint) {
      throw new StripeRefusal(
        `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
        { type: "idempotency_error" },
      );
    }
    if (this.#running.has(nameOf(scope, key))) {
      throw new StripeRefusal("There is currently another in-progress request using this Idempotency Key.", {
        status: 409,
        code: "idempotency_key_in_use",
      });
    }
    if (row && row.status !== null)
      return { status: Number(row.status), body: String(row.body), requestId: String(row.request_id) };
    this.#prepare(
      "INSERT OR REPLACE INTO idempotency (account, livemode, key, fingerprint, request_id, used_at) VALUES (?, ?, ?, ?, ?, ?)",
    ).run(scope.account, Number(scope.livemode), key, fingerprint, requestId, now);
    this.#running.add(nameOf(scope, key));
    return undefined;
  }

  /** Within the call's own transaction where it has one: killed in between, it would run twice. */
  keep(scope: Scope, key: string, status: number, body: string): void {
    this.#prepare("UPDATE idempotency SET status = ?, body = ? WHERE key = ? AND account = ? AND livemode = ?").run(
      status,
      body,
      key,
      scope.account,
      Number(scope.livemode),
    );
    this.#running.delete(nameOf(scope, key));
  }

  /** For calls that never began: validation failed. The key may be used again. */
  release(scope: Scope, key: string): void {
    this.#prepare("DELETE FROM idempotency WHERE key = ? AND account = ? AND livemode = ?").run(
      key,
      scope.account,
      Number(scope.livemode),
    );
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
