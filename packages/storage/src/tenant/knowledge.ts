/**
 * What a Meter learns from D1. The project's rev is read in one batch with what it covers; users who changed follow in
 * pages and may be newer than it, never older.
 */
import {
  type KnowledgeSource,
  type LearnedSecret,
  type ProjectNews,
  requireScope,
  type Scope,
  type SubscriptionFacts,
  shardOf,
  type TierRule,
  type UserFacts,
} from "@dream-api/domain";
import { type Database, within } from "../d1/database.ts";

const answerWithinMs = 1500;
const usersPerPage = 1000;

interface ProjectRow {
  rev: number;
  type: "saas" | "store";
  deleted_at: number | null;
  covered_until: number | null;
  closed_at: number | null;
}

interface UserRow {
  user_id: string;
  status: string | null;
  assigned_tier: string | null;
  erased_rev: number | null;
  user_rev: number | null;
  tier: string | null;
  subscription_status: SubscriptionFacts["status"];
  interval: SubscriptionFacts["interval"];
  usage_anchor: number;
  current_period_end: number;
  cancel_at: number | null;
  first_failed_at: number | null;
  subscription_rev: number | null;
}

// The rev counts ended subscriptions too, or the end of one would look older than its beginning.
const userColumns = `u.user_id, e.status, e.assigned_tier, e.erased_rev, e.rev AS user_rev,
  s.tier, s.status AS subscription_status, s.interval, s.usage_anchor, s.current_period_end, s.cancel_at,
  s.first_failed_at, (
    SELECT MAX(rev) FROM subscriptions WHERE project_id = ?1 AND mode = ?2 AND user_id = u.user_id
  ) AS subscription_rev`;

const userJoins = `
  LEFT JOIN end_users e ON e.project_id = ?1 AND e.mode = ?2 AND e.user_id = u.user_id
  LEFT JOIN subscriptions s ON s.project_id = ?1 AND s.mode = ?2 AND s.user_id = u.user_id
    AND s.duplicate_of IS NULL AND s.status NOT IN ('canceled', 'incomplete_expired')`;

const projectQuery = `
  SELECT m.rev, p.type, p.deleted_at, o.covered_until, o.closed_at
  FROM project_modes m
  JOIN projects p ON p.project_id = m.project_id
  JOIN platforms o ON o.platform_id = p.platform_id
  WHERE m.project_id = ?1 AND m.mode = ?2`;

const tiersQuery = `
  SELECT name, usage_limit, rate_limit_per_minute, features, unit_amount, archived_at
  FROM tiers WHERE project_id = ?1 AND mode = ?2 AND rev > ?3`;

const secretsQuery = `
  SELECT secret_hash, expires_at FROM api_secrets WHERE project_id = ?1 AND mode = ?2 AND rev > ?3`;

const changedUsersQuery = `
  SELECT ${userColumns} FROM (
    SELECT user_id FROM end_users WHERE project_id = ?1 AND mode = ?2 AND rev > ?3
    UNION SELECT user_id FROM subscriptions WHERE project_id = ?1 AND mode = ?2 AND rev > ?3
  ) u ${userJoins}
  WHERE u.user_id > ?4 ORDER BY u.user_id LIMIT ${usersPerPage}`;

const namedUsersQuery = `SELECT ${userColumns} FROM (SELECT value AS user_id FROM json_each(?3)) u ${userJoins}`;

/**
 * @param needsPlan whether counting in this mode takes the owner's paid plan (`PLAN_REQUIRED_FOR`)
 */
export function knowledgeSource(database: Database, scope: Scope, shard: number, needsPlan: boolean): KnowledgeSource {
  const { projectId, mode } = requireScope(scope);
  const d1 = database.$client;
  const ask = (query: string, ...more: unknown[]) => d1.prepare(query).bind(projectId, mode, ...more);

  async function changedUsers(sinceRev: number): Promise<Map<string, UserFacts>> {
    const users = new Map<string, UserFacts>();
    let after = "";
    for (;;) {
      const { results } = await ask(changedUsersQuery, sinceRev, after).all<UserRow>();
      for (const row of results) {
        if (shardOf(row.user_id, mode) === shard) users.set(row.user_id, userFacts(row));
      }
      if (results.length < usersPerPage) return users;
      after = results.at(-1)?.user_id ?? after;
    }
  }

  async function readNews(sinceRev: number | null): Promise<ProjectNews | null> {
    const since = sinceRev ?? 0;
    const [projectRows, tierRows, secretRows] = await d1.batch([
      ask(projectQuery),
      ask(tiersQuery, since),
      ask(secretsQuery, since),
    ]);
    const project = projectRows?.results[0] as ProjectRow | undefined;
    if (!project) return null;
    // A Meter that knows nothing yet holds no users either: it reads each at first sight.
    const hasNews = sinceRev !== null && project.rev > sinceRev;
    return {
      rev: project.rev,
      project: {
        type: project.type,
        isDeleted: project.deleted_at !== null || project.closed_at !== null,
        coveredUntil: project.covered_until,
        needsPlan,
      },
      tiers: (tierRows?.results ?? []).map((row) => tierRule(row as unknown as TierRow)),
      secrets: (secretRows?.results ?? []).map((row) => secretFacts(row as unknown as SecretRow)),
      users: hasNews ? await changedUsers(sinceRev) : new Map(),
    };
  }

  async function readUsers(userIds: readonly string[]): ReturnType<KnowledgeSource["readUsers"]> {
    const [projectRows, userRows] = await d1.batch([ask(projectQuery), ask(namedUsersQuery, JSON.stringify(userIds))]);
    const rows = (userRows?.results ?? []) as unknown as UserRow[];
    return {
      rev: (projectRows?.results[0] as ProjectRow | undefined)?.rev ?? 0,
      users: new Map(rows.map((row) => [row.user_id, userFacts(row)])),
    };
  }

  return {
    readNews: (sinceRev) => within(answerWithinMs, readNews(sinceRev)),
    readUsers: (userIds) => within(answerWithinMs, readUsers(userIds)),
  };
}

interface TierRow {
  name: string;
  usage_limit: number | null;
  rate_limit_per_minute: number;
  features: string;
  unit_amount: number;
  archived_at: number | null;
}

interface SecretRow {
  secret_hash: string;
  expires_at: number | null;
}

function tierRule(row: TierRow): TierRule {
  return {
    name: row.name,
    limit: row.usage_limit,
    rateLimitPerMinute: row.rate_limit_per_minute,
    features: JSON.parse(row.features) as string[],
    isFree: row.unit_amount === 0,
    isArchived: row.archived_at !== null,
  };
}

function secretFacts(row: SecretRow): LearnedSecret {
  return { secretHash: row.secret_hash, expiresAt: row.expires_at };
}

function userFacts(row: UserRow): UserFacts {
  return {
    isKnown: row.status !== null,
    isErased: row.status === "erased",
    erasedRev: row.erased_rev ?? 0,
    assignedTier: row.assigned_tier,
    subscription:
      row.tier === null
        ? null
        : {
            tier: row.tier,
            status: row.subscription_status,
            interval: row.interval,
            usageAnchor: row.usage_anchor,
            currentPeriodEnd: row.current_period_end,
            cancelAt: row.cancel_at,
            firstFailedAt: row.first_failed_at,
          },
    rev: Math.max(row.user_rev ?? 0, row.subscription_rev ?? 0),
  };
}
