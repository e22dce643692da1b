/**
 * What D1 has not heard yet. Counts are read with the seq of the commit that wrote them; after they arrived, the
 * highest seq that was read is remembered, never a newer one.
 */
import type { SqlStorage, SqlStorageValue } from "@cloudflare/workers-types";
import { calendarAnchor, type Knowledge } from "@dream-api/domain";
import type { Flush, FlushedCount, FlushedDay } from "../tenant/usage.ts";
import { hasMeterTables } from "./tables.ts";

export type PendingPage = Pick<Flush, "counts" | "secrets">;

export interface FlushProgress {
  readonly flushedSeq: number;
  readonly flushedAt: number;
  readonly purgedAt: number;
}

interface ProgressRow extends Record<string, SqlStorageValue> {
  flushed_seq: number;
  flushed_at: number;
  purged_at: number;
}

export function readProgress(sql: SqlStorage): FlushProgress {
  const [row] = hasMeterTables(sql) ? sql.exec<ProgressRow>("SELECT * FROM flushing").toArray() : [];
  return { flushedSeq: row?.flushed_seq ?? 0, flushedAt: row?.flushed_at ?? 0, purgedAt: row?.purged_at ?? 0 };
}

export function saveProgress(sql: SqlStorage, { flushedSeq, flushedAt, purgedAt }: FlushProgress): void {
  sql.exec(
    `INSERT INTO flushing (one, flushed_seq, flushed_at, purged_at) VALUES (1, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET flushed_seq = excluded.flushed_seq, flushed_at = excluded.flushed_at,
       purged_at = excluded.purged_at`,
    flushedSeq,
    flushedAt,
    purgedAt,
  );
}

/** The highest seq in the tables, from which a Meter that lost its memory counts on. */
export function latestSeq(sql: SqlStorage): number {
  if (!hasMeterTables(sql)) return 0;
  const [row] = sql
    .exec<{ seq: number }>(
      `SELECT max(coalesce((SELECT MAX(seq) FROM counts), 0), coalesce((SELECT MAX(seq) FROM days), 0),
         coalesce((SELECT flushed_seq FROM flushing), 0)) AS seq`,
    )
    .toArray();
  return row?.seq ?? 0;
}

interface PendingRow extends Record<string, SqlStorageValue> {
  user_id: string;
  anchor: number;
  period_start: number;
  count: number;
  tier: string;
  day: number;
  last_at: number;
  secret_hash: string | null;
  assigned_tier: string | null;
  seq: number;
}

/** Counts in one page: enough for few queries, few enough for any memory. */
const pageRows = 2000;

/**
 * The counts that changed after one seq and up to another, page by page in the order of their key. A count that
 * changes meanwhile gets a higher seq and is left to the next flush.
 */
export function* pendingCounts(
  sql: SqlStorage,
  since: number,
  upTo: number,
  knowledge: Knowledge,
): Generator<PendingPage> {
  let after = { user_id: "", anchor: 0, period_start: 0 };
  for (;;) {
    const rows = sql
      .exec<PendingRow>(
        `SELECT c.*, s.secret_hash, u.assigned_tier FROM counts c
         LEFT JOIN secrets s ON s.reference = c.last_secret
         LEFT JOIN users u ON u.user_id = c.user_id
         WHERE (c.user_id, c.anchor, c.period_start) > (?, ?, ?) AND c.seq > ? AND c.seq <= ?
         ORDER BY c.user_id, c.anchor, c.period_start LIMIT ${pageRows}`,
        after.user_id,
        after.anchor,
        after.period_start,
        since,
        upTo,
      )
      .toArray();
    if (rows.length > 0) yield { counts: rows.map((row) => flushedCount(row, knowledge)), secrets: lastUses(rows) };
    const last = rows.at(-1);
    if (!last || rows.length < pageRows) return;
    after = last;
  }
}

function lastUses(rows: readonly PendingRow[]): PendingPage["secrets"] {
  const lastUse = new Map<string, number>();
  for (const { secret_hash, last_at } of rows) {
    if (secret_hash !== null) lastUse.set(secret_hash, Math.max(last_at, lastUse.get(secret_hash) ?? 0));
  }
  return [...lastUse].map(([secretHash, lastUsedAt]) => ({ secretHash, lastUsedAt }));
}

/** The whole total of each day and tier that something changed in: what counters hold of it plus what they let go. */
export function pendingDays(sql: SqlStorage, sinceSeq: number): FlushedDay[] {
  return sql
    .exec<{ day: number; tier: string; count: number; seq: number }>(
      `SELECT day, tier, SUM(count) AS count, MAX(seq) AS seq FROM
         (SELECT day, tier, SUM(day_count) AS count, MAX(seq) AS seq FROM counts GROUP BY day, tier
          UNION ALL SELECT day, tier, count, seq FROM days)
       GROUP BY day, tier HAVING MAX(seq) > ?`,
      sinceSeq,
    )
    .toArray();
}

function flushedCount(row: PendingRow, knowledge: Knowledge): FlushedCount {
  return {
    userId: row.user_id,
    anchor: row.anchor,
    periodStart: row.period_start,
    count: row.count,
    tier: row.tier,
    seq: row.seq,
    lastAt: row.last_at,
    planSource: planSourceOf(row, knowledge),
  };
}

function planSourceOf({ anchor, tier, assigned_tier }: PendingRow, knowledge: Knowledge): "free" | "header" | null {
  if (anchor !== calendarAnchor || assigned_tier !== null) return null;
  return knowledge.tiers.get(tier)?.isFree ? "free" : "header";
}

/** Deletes answers that no repeat can get any more, and flushed counts of periods long gone. */
export function purge(sql: SqlStorage, before: { answers: number; periods: number; flushedSeq: number }): void {
  sql.exec("DELETE FROM answers WHERE created_at < ?", before.answers);
  sql.exec(
    `INSERT INTO days (day, tier, count, seq)
     SELECT day, tier, SUM(day_count), MAX(seq) FROM counts
     WHERE period_start < ?1 AND seq <= ?2 AND day_count <> 0 GROUP BY day, tier
     ON CONFLICT (day, tier) DO UPDATE SET count = count + excluded.count, seq = max(seq, excluded.seq)`,
    before.periods,
    before.flushedSeq,
  );
  sql.exec("DELETE FROM counts WHERE period_start < ? AND seq <= ?", before.periods, before.flushedSeq);
}

export function hasAnswers(sql: SqlStorage): boolean {
  return sql.exec("SELECT 1 FROM answers LIMIT 1").toArray().length > 0;
}
