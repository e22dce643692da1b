/**
 * Objects by account, mode, kind and id, in the order they were made. Each kind names the fields it can be found by;
 * they are kept in an index of their own, so that ten thousand objects are as quick as ten.
 */
import { createHash } from "node:crypto";
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { onRollback, statements } from "./database.ts";
import { chunk, NewestRows, type Row } from "./newest-rows.ts";

export interface Scope {
  readonly account: string;
  readonly livemode: boolean;
}

export interface Stored {
  id: string;
  created: number;
}

export type IndexKeys = Record<string, string | readonly string[] | null | undefined>;

export interface Page {
  /** Only objects made before this one, newest first. */
  startingAfter?: number | undefined;
  /** Only objects made after this one, oldest first. */
  endingBefore?: number | undefined;
  where?: readonly [name: string, value: string] | undefined;
}

const maxRemembered = 10_000;

export class ObjectStore {
  readonly #prepare: (sql: string) => StatementSync;
  /** Rows as they were last read or written; one process owns the file. */
  readonly #remembered = new Map<string, Row>();

  readonly #newest = new NewestRows();

  constructor(database: DatabaseSync) {
    this.#prepare = statements(database);
    onRollback(database, () => this.#forgetRemembered());
  }

  find<T extends Stored>(scope: Scope, kind: string, id: string): T | undefined {
    const row = this.#row(scope, kind, id);
    return row && (JSON.parse(row.json) as T);
  }

  /** Where the object stands in its list. */
  positionOf(scope: Scope, kind: string, id: string): number | undefined {
    return this.#row(scope, kind, id)?.seq;
  }

  /** Whose object it is, for pages that know nothing but an id. */
  ownerOf(kind: string, id: string): Scope | undefined {
    const row = this.#prepare("SELECT account, livemode FROM objects WHERE kind = ? AND id = ?").get(kind, id);
    return row && { account: String(row.account), livemode: row.livemode === 1 };
  }

  insert(scope: Scope, kind: string, object: Stored, keys: IndexKeys): void {
    const json = JSON.stringify(object);
    const { lastInsertRowid } = this.#prepare(
      "INSERT INTO objects (account, livemode, kind, id, created, json) VALUES (?, ?, ?, ?, ?, ?)",
    ).run(scope.account, Number(scope.livemode), kind, object.id, object.created, json);
    const row = { seq: Number(lastInsertRowid), json };
    if (kind !== "event") this.#remember(scope, kind, object.id, row);
    this.#newest.insert(listOf(scope, kind), row);
    this.#index(scope, kind, row.seq, keys);
  }

  update(scope: Scope, kind: string, object: Stored, keys: IndexKeys, keysBefore: IndexKeys): void {
    const seq = this.positionOf(scope, kind, object.id);
    if (seq === undefined) throw new Error(`There is no ${kind} ${object.id} to save`);
    const json = JSON.stringify(object);
    this.#prepare("UPDATE objects SET json = ? WHERE seq = ?").run(json, seq);
    this.#remember(scope, kind, object.id, { seq, json });
    this.#newest.update(listOf(scope, kind), { seq, json });
    if (JSON.stringify(keys) === JSON.stringify(keysBefore)) return;
    this.#unindex(scope, kind, seq, keysBefore);
    this.#index(scope, kind, seq, keys);
  }

  /** @param keys as it was last saved with */
  remove(scope: Scope, kind: string, id: string, keys: IndexKeys): void {
    const seq = this.positionOf(scope, kind, id);
    if (seq === undefined) return;
    this.#remembered.delete(nameOf(scope, kind, id));
    this.#newest.forget(listOf(scope, kind));
    this.#prepare("DELETE FROM objects WHERE seq = ?").run(seq);
    this.#unindex(scope, kind, seq, keys);
  }

  /** One after the other, read in chunks, so that a caller may stop early. */
  *walk<T extends Stored>(scope: Scope, kind: string, page: Page = {}): Generator<T> {
    const isForward = page.endingBefore !== undefined;
    let edge = page.endingBefore ?? page.startingAfter ?? Number.MAX_SAFE_INTEGER;
    const isFromTheTop = edge === Number.MAX_SAFE_INTEGER && !page.where;
    const read = () => this.#chunk(scope, kind, page.where, isForward, edge);
    for (let rows = isFromTheTop ? this.#newest.of(listOf(scope, kind), read) : read(); ; rows = read()) {
      for (const row of rows) {
        edge = row.seq;
        yield JSON.parse(row.json) as T;
      }
      if (rows.length < chunk) return;
    }
  }

  count(scope: Scope, kind: string): number {
    const row = this.#prepare("SELECT count(*) AS n FROM objects WHERE account = ? AND livemode = ? AND kind = ?").get(
      scope.account,
      Number(scope.livemode),
      kind,
    );
    return Number(row?.n);
  }

  /** Of every object of every account, in the order they were made: equal when nothing at all differs. */
  digest(): { digest: string; count: number } {
    const hash = createHash("sha256");
    let count = 0;
    for (const row of this.#prepare(
      "SELECT account, livemode, kind, id, created, json FROM objects ORDER BY seq",
    ).iterate()) {
      hash.update(JSON.stringify(row));
      count += 1;
    }
    return { digest: hash.digest("hex"), count };
  }

  /** Events that are still to be delivered stay. */
  forgetEventsBefore(created: number): void {
    const old = `FROM objects WHERE kind = 'event' AND created < ?
      AND id NOT IN (SELECT event FROM deliveries WHERE status = 'pending')`;
    this.#prepare(`DELETE FROM object_keys WHERE kind = 'event' AND seq IN (SELECT seq ${old})`).run(created);
    this.#prepare(`DELETE ${old}`).run(created);
    this.#forgetRemembered();
  }

  #forgetRemembered(): void {
    this.#remembered.clear();
    this.#newest.clear();
  }

  #row(scope: Scope, kind: string, id: string): Row | undefined {
    const remembered = this.#remembered.get(nameOf(scope, kind, id));
    if (remembered) return remembered;
    const row = this.#prepare(
      "SELECT seq, json FROM objects WHERE kind = ? AND id = ? AND account = ? AND livemode = ?",
    ).get(kind, id, scope.account, Number(scope.livemode)) as Row | undefined;
    if (row) this.#remember(scope, kind, id, row);
    return row;
  }

  #remember(scope: Scope, kind: string, id: string, row: Row): void {
    const name = nameOf(scope, kind, id);
    this.#remembered.delete(name);
    this.#remembered.set(name, row);
    if (this.#remembered.size <= maxRemembered) return;
    // The one that was written or read from the file longest ago.
    const [oldest] = this.#remembered.keys();
    if (oldest !== undefined) this.#remembered.delete(oldest);
  }

  #chunk(scope: Scope, kind: string, where: Page["where"], isForward: boolean, edge: number): Row[] {
    const [compare, order] = isForward ? [">", "ASC"] : ["<", "DESC"];
    const tail = `seq ${compare} ? ORDER BY seq ${order} LIMIT ${chunk}`;
    const livemode = Number(scope.livemode);
    const rows = where
      ? this.#prepare(
          `SELECT o.seq, o.json FROM object_keys k JOIN objects o ON o.seq = k.seq
           WHERE k.kind = ? AND k.name = ? AND k.value = ? AND k.account = ? AND k.livemode = ? AND k.${tail.replace("BY seq", "BY k.seq")}`,
        ).all(kind, where[0], where[1], scope.account, livemode, edge)
      : this.#prepare(`SELECT seq, json FROM objects WHERE account = ? AND livemode = ? AND kind = ? AND ${tail}`).all(
          scope.account,
          livemode,
          kind,
          edge,
        );
    return rows as unknown as Row[];
  }

  #index(scope: Scope, kind: string, seq: number, keys: IndexKeys): void {
    const insert = this.#prepare(
      "INSERT OR IGNORE INTO object_keys (account, livemode, kind, name, value, seq) VALUES (?, ?, ?, ?, ?, ?)",
    );
    for (const [name, value] of eachKey(keys))
      insert.run(scope.account, Number(scope.livemode), kind, name, value, seq);
  }

  #unindex(scope: Scope, kind: string, seq: number, keys: IndexKeys): void {
    const remove = this.#prepare(
      "DELETE FROM object_keys WHERE kind = ? AND name = ? AND value = ? AND account = ? AND livemode = ? AND seq = ?",
    );
    for (const [name, value] of eachKey(keys))
      remove.run(kind, name, value, scope.account, Number(scope.livemode), seq);
  }
}

function* eachKey(keys: IndexKeys): Generator<[name: string, value: string]> {
  for (const [name, values] of Object.entries(keys)) {
    if (typeof values === "string") yield [name, values];
    else for (const value of values ?? []) yield [name, value];
  }
}

function listOf({ account, livemode }: Scope, kind: string): string {
  return `${kind} ${account} ${livemode}`;
}

function nameOf({ account, livemode }: Scope, kind: string, id: string): string {
  return `${kind} ${id} ${account} ${livemode}`;
}
