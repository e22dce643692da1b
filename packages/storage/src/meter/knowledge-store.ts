/** What a Meter knows of its project, kept in its own tables. */
import type { DurableObjectStorage, SqlStorageValue } from "@cloudflare/workers-types";
import type { Knowledge, KnowledgeStore, ProjectNews, Scope, SecretFacts, TierRule } from "@dream-api/domain";
import type { Activity } from "./activity.ts";
import { clearMeterTables, createMeterTables, hasMeterTables } from "./tables.ts";
import type { UserMemory } from "./user-memory.ts";

export interface MeterAddress {
  readonly scope: Scope;
  readonly shard: number;
}

interface ProjectRow extends Record<string, SqlStorageValue> {
  rev: number;
  learned_at: number;
  type: "saas" | "store";
  is_deleted: number;
  covered_until: number | null;
}

interface TierRow extends Record<string, SqlStorageValue> {
  name: string;
  usage_limit: number | null;
  rate_limit_per_minute: number;
  features: string;
  is_free: number;
  is_archived: number;
}

interface SecretRow extends Record<string, SqlStorageValue> {
  reference: number;
  secret_hash: string;
  expires_at: number | null;
}

/** @param needsPlan configuration, not knowledge: whether counting in this mode takes the owner's paid plan */
export function createKnowledgeStore(
  storage: DurableObjectStorage,
  users: UserMemory,
  activity: Activity,
  needsPlan: boolean,
): KnowledgeStore {
  const { sql } = storage;

  function read(): { knowledge: Knowledge; learnedAt: number } | null {
    if (!hasMeterTables(sql)) return null;
    const [project] = sql.exec<ProjectRow>("SELECT * FROM project").toArray();
    if (!project) return null;
    return {
      learnedAt: project.learned_at,
      knowledge: {
        rev: project.rev,
        project: {
          type: project.type,
          isDeleted: project.is_deleted === 1,
          coveredUntil: project.covered_until,
          needsPlan,
        },
        tiers: new Map(
          sql
            .exec<TierRow>("SELECT * FROM tiers")
            .toArray()
            .map((row) => [row.name, tierOf(row)]),
        ),
        secrets: new Map(
          sql
            .exec<SecretRow>("SELECT * FROM secrets")
            .toArray()
            .map((row) => [row.secret_hash, secretOf(row)]),
        ),
      },
    };
  }

  return {
    load: read,
    learn(news, learnedAt) {
      storage.transactionSync(() => {
        createMeterTables(sql);
        saveProject(storage, news, learnedAt);
        if (news.project.isDeleted) return clearMeterTables(sql);
        for (const tier of news.tiers) saveTier(storage, tier);
        for (const { secretHash, expiresAt } of news.secrets) saveSecret(storage, secretHash, expiresAt);
        for (const [userId, facts] of news.users) users.keep(userId, facts);
      });
      if (news.project.isDeleted) users.forgetAll();
      for (const [userId, facts] of news.users) users.adopt(userId, facts, false);
      // The figures may name somebody who is gone now; they are read again when somebody looks.
      activity.forget();
      const learned = read();
      if (!learned) throw new Error("A Meter's knowledge is gone right after it was kept");
      return learned.knowledge;
    },
    confirm(learnedAt) {
      sql.exec("UPDATE project SET learned_at = ?", learnedAt);
    },
    knowsUser: (userId) => users.recall(userId) !== undefined,
    learnUsers(learned) {
      storage.transactionSync(() => {
        for (const [userId, facts] of learned) users.keep(userId, facts);
      });
      for (const [userId, facts] of learned) users.adopt(userId, facts, true);
    },
  };
}

function saveProject({ sql }: DurableObjectStorage, { project, rev }: ProjectNews, learnedAt: number): void {
  sql.exec(
    `INSERT INTO project (one, rev, learned_at, type, is_deleted, covered_until) VALUES (1, ?, ?, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET rev = excluded.rev, learned_at = excluded.learned_at, type = excluded.type,
       is_deleted = excluded.is_deleted, covered_until = excluded.covered_until`,
    rev,
    learnedAt,
    project.type,
    Number(project.isDeleted),
    project.coveredUntil,
  );
}

function saveTier({ sql }: DurableObjectStorage, tier: TierRule): void {
  sql.exec(
    `INSERT INTO tiers (name, usage_limit, rate_limit_per_minute, features, is_free, is_archived) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET usage_limit = excluded.usage_limit,
       rate_limit_per_minute = excluded.rate_limit_per_minute, features = excluded.features,
       is_free = excluded.is_free, is_archived = excluded.is_archived`,
    tier.name,
    tier.limit,
    tier.rateLimitPerMinute,
    JSON.stringify(tier.features),
    Number(tier.isFree),
    Number(tier.isArchived),
  );
}

function saveSecret({ sql }: DurableObjectStorage, secretHash: string, expiresAt: number | null): void {
  sql.exec(
    `INSERT INTO secrets (secret_hash, expires_at) VALUES (?, ?)
     ON CONFLICT (secret_hash) DO UPDATE SET expires_at = excluded.expires_at`,
    secretHash,
    expiresAt,
  );
}

function tierOf(row: TierRow): TierRule {
  return {
    name: row.name,
    limit: row.usage_limit,
    rateLimitPerMinute: row.rate_limit_per_minute,
    features: JSON.parse(row.features) as string[],
    isFree: row.is_free === 1,
    isArchived: row.is_archived === 1,
  };
}

function secretOf(row: SecretRow): SecretFacts {
  return { reference: row.reference, expiresAt: row.expires_at };
}
