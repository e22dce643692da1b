/**
 * Where the Meters' counts arrive in D1. Rows are absolute and move only to a higher seq, so a flush may be
 * repeated, doubled or late without changing anything. Nothing arrives for deleted projects or erased users.
 */
import { requireScope, type Scope } from "@dream-api/domain";
import { type Database, within } from "../d1/database.ts";
import { tenantRepository } from "./repository.ts";

export interface FlushedCount {
  readonly userId: string;
  readonly anchor: number;
  readonly periodStart: number;
  readonly count: number;
  readonly tier: string;
  readonly seq: number;
  readonly lastAt: number;
  /** Null leaves the plan of the user's row alone: it follows a subscription or an assignment. */
  readonly planSource: "free" | "header" | null;
}

export interface FlushedDay {
  readonly day: number;
  readonly tier: string;
  readonly count: number;
  readonly seq: number;
}

export interface Flush {
  readonly counts: readonly FlushedCount[];
  readonly days: readonly FlushedDay[];
  readonly secrets: readonly { secretHash: string; lastUsedAt: number }[];
}

/** After this a statement is given up; written late it changes nothing. */
const answerWithinMs = 15_000;

/** Rows in one statement. */
export const flushRows = 500;

const livingProject = `EXISTS (SELECT 1 FROM projects WHERE project_id = ?1 AND deleted_at IS NULL)`;

const usersStatement = `
  INSERT INTO end_users (project_id, mode, user_id, status, plan, plan_source, created_at, last_active_at)
  SELECT ?1, ?2, value ->> 'userId', 'active', iif(value ->> 'planSource' IS NULL, NULL, value ->> 'tier'),
    value ->> 'planSource', value ->> 'lastAt', value ->> 'lastAt'
  FROM json_each(?3) WHERE ${livingProject}
  ON CONFLICT (project_id, mode, user_id) DO UPDATE SET
    last_active_at = max(coalesce(last_active_at, 0), excluded.last_active_at),
    plan = iif(excluded.plan_source IS NULL OR plan_source IN ('subscription', 'assigned'), plan, excluded.plan),
    plan_source = iif(excluded.plan_source IS NULL OR plan_source IN ('subscription', 'assigned'), plan_source, excluded.plan_source)
  WHERE status <> 'erased'`;

const countsStatement = `
  INSERT INTO usage_counts (project_id, mode, user_id, anchor, period_start, count, tier, seq)
  SELECT ?1, ?2, value ->> 'userId', value ->> 'anchor', value ->> 'periodStart', value ->> 'count',
    value ->> 'tier', value ->> 'seq'
  FROM json_each(?3)
  WHERE ${livingProject} AND NOT EXISTS (
    SELECT 1 FROM end_users
    WHERE project_id = ?1 AND mode = ?2 AND user_id = value ->> 'userId' AND status = 'erased')
  ON CONFLICT (project_id, mode, user_id, anchor, period_start) DO UPDATE SET
    count = excluded.count, tier = excluded.tier, seq = excluded.seq
  WHERE excluded.seq > seq`;

const daysStatement = `
  INSERT INTO usage_days (project_id, mode, day, tier, shard, count, seq)
  SELECT ?1, ?2, value ->> 'day', value ->> 'tier', ?4, value ->> 'count', value ->> 'seq'
  FROM json_each(?3) WHERE ${livingProject}
  ON CONFLICT (project_id, mode, day, tier, shard) DO UPDATE SET count = excluded.count, seq = excluded.seq
  WHERE excluded.seq > seq`;

const secretsStatement = `
  UPDATE api_secrets SET last_used_at = max(coalesce(last_used_at, 0), used.at)
  FROM (SELECT value ->> 'secretHash' AS hash, value ->> 'lastUsedAt' AS at FROM json_each(?3)) used
  WHERE secret_hash = used.hash AND project_id = ?1 AND mode = ?2`;

export function tenantUsage(database: Database) {
  const d1 = database.$client;
  return tenantRepository({
    /** @param shard which of the project's Meters this comes from @throws when D1 fails; what arrived before stays */
    async flush(scope: Scope, shard: number, { counts, days, secrets }: Flush): Promise<void> {
      const { projectId, mode } = requireScope(scope);
      const write = (statement: string, rows: readonly unknown[], ...more: unknown[]) =>
        d1.prepare(statement).bind(projectId, mode, JSON.stringify(rows), ...more);
      for (let from = 0; from < counts.length; from += flushRows) {
        const rows = counts.slice(from, from + flushRows);
        await within(
          answerWithinMs,
          d1.batch([write(usersStatement, lastOfEachUser(rows)), write(countsStatement, rows)]),
        );
      }
      await within(answerWithinMs, d1.batch([write(daysStatement, days, shard), write(secretsStatement, secrets)]));
    },

    /** All that D1 knows of a user's counts, for the dashboard and for tests. */
    async readCounts(scope: Scope): Promise<{ userId: string; anchor: number; periodStart: number; count: number }[]> {
      const { results } = await d1
        .prepare(
          `SELECT user_id AS userId, anchor, period_start AS periodStart, count FROM usage_counts
           WHERE project_id = ?1 AND mode = ?2 ORDER BY user_id, anchor, period_start`,
        )
        .bind(scope.projectId, scope.mode)
        .all<{ userId: string; anchor: number; periodStart: number; count: number }>();
      return results;
    },
  });
}

/** A user with counts in two periods has one row of their own: that of the later call. */
function lastOfEachUser(counts: readonly FlushedCount[]): FlushedCount[] {
  const last = new Map<string, FlushedCount>();
  for (const count of counts) {
    const before = last.get(count.userId);
    if (!before || count.lastAt >= before.lastAt) last.set(count.userId, count);
  }
  return [...last.values()];
}
