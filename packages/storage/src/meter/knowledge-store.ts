/** What a Meter knows of its project, kept in its own tables. */
import type { DurableObjectStorage, SqlStorageValue } from "@cloudflare/workers-types";
import type { Knowledge, KnowledgeStore, ProjectNews, Scope, SecretFacts, TierRule } from "@dream-api/domain";
import { clearMeterTables, createMeterTables, hasMeterTables } from "./tables.ts";
import type { UserMemory } from "./user-memory.ts";

export interface MeterAddress {
  readonly scope: Scope;
  readonly shard: number;
}

interface ProjectRow extends Record<string, SqlStorageValue> {
  project_id: string;
  mode: "test" | "live";
  shard: number;
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
  address: MeterAddress,
  users: UserMemory,
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
        saveProject(storage, address, news, learnedAt);
        if (news.project.isDeleted) return clearMeterTables(sql);
        for (const tier of news.tiers) saveTier(storage, tier);
        for (const { secretHash, expiresAt } of news.secrets) saveSecret(storage, secretHash, expiresAt);
        for (const [userId, facts] of news.users) users.learn(userId, facts, false);
      });
      if (news.project.isDeleted) users.forgetAll();
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
        for (const [userId, facts] of learned) users.learn(userId, facts, true);
      });
    },
  };
}

function saveProject(storage: DurableObjectStorage, address: MeterAddress, news: ProjectNews, learnedAt: number): void {
  const { type, isDeleted, coveredUntil } = news.project;
  storage.sql.exec(
    `INSERT INTO project (one, project_id, mode, shard, rev, learned_at, type, is_deleted, covered_until)
     VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (one) DO UPDATE SET rev = excluded.rev, learned_at = excluded.learned_at, type = excluded.type,
       is_deleted = excluded.is_deleted, covered_until = excluded.covered_until`,
    address.scope.projectId,
    address.scope.mode,
    address.shard,
    news.rev,
    learnedAt,
    type,
    Number(isDeleted),
    coveredUntil,
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
