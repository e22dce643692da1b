/**
 * The users of a Meter: their facts, counts and current minute. Memory is only a cache of the tables, gone after
 * some idle seconds; what is forgotten is read again.
 */
import type { SqlStorage, SqlStorageValue } from "@cloudflare/workers-types";
import { type Counter, type MinuteCalls, type SubscriptionFacts, type UserFacts, unknownUser } from "@dream-api/domain";

export interface RememberedUser {
  facts: UserFacts;
  counters: Map<string, Counter>;
  minute: MinuteCalls;
}

/** Users kept in memory; the least recently loaded go first. */
const rememberedUsers = 20_000;

export function counterKey(anchor: number, periodStart: number): string {
  return `${anchor}:${periodStart}`;
}

export interface UserMemory {
  /** Undefined when neither memory nor the tables know the user. */
  recall(userId: string): RememberedUser | undefined;
  /** Writes facts down unless newer ones are known already. To be run inside a transaction; changes no memory. */
  keep(userId: string, facts: UserFacts): void;
  /** Brings memory in line after that transaction. `isSeen`: a call of this user waits to be decided. */
  adopt(userId: string, facts: UserFacts, isSeen: boolean): void;
  forgetAll(): void;
}

interface UserRow extends Record<string, SqlStorageValue> {
  is_known: number;
  is_erased: number;
  erased_rev: number;
  assigned_tier: string | null;
  subscription: string | null;
  rev: number;
}

interface CountRow extends Record<string, SqlStorageValue> {
  anchor: number;
  period_start: number;
  count: number;
  tier: string;
  day: number;
  day_count: number;
  last_at: number;
  last_secret: number | null;
  minute: number;
  minute_calls: number;
}

export function createUserMemory(sql: SqlStorage): UserMemory {
  const remembered = new Map<string, RememberedUser>();

  function remember(userId: string, user: RememberedUser): RememberedUser {
    if (remembered.size >= rememberedUsers) {
      const [oldest] = remembered.keys();
      if (oldest !== undefined) remembered.delete(oldest);
    }
    remembered.set(userId, user);
    return user;
  }

  function load(userId: string): RememberedUser | undefined {
    const [userRow] = sql.exec<UserRow>("SELECT * FROM users WHERE user_id = ?", userId).toArray();
    const countRows = sql.exec<CountRow>("SELECT * FROM counts WHERE user_id = ?", userId).toArray();
    if (!userRow && countRows.length === 0) return undefined;
    return remember(userId, {
      // A user who counts here without a row in `users` is one of whom D1 has nothing special to say.
      facts: userRow ? factsOf(userRow) : { ...unknownUser, isKnown: true },
      counters: new Map(countRows.map((row) => [counterKey(row.anchor, row.period_start), counterOf(row)])),
      minute: latestMinute(countRows),
    });
  }

  const recall = (userId: string) => remembered.get(userId) ?? load(userId);

  const isOutdated = (facts: UserFacts, known: RememberedUser | undefined) => known && facts.rev < known.facts.rev;

  return {
    recall,
    keep(userId, facts) {
      const known = recall(userId);
      if (isOutdated(facts, known)) return;
      if (facts.erasedRev > (known?.facts.rev ?? 0)) eraseCounts(sql, userId);
      if (isSpecial(facts) || (known && isSpecial(known.facts))) saveFacts(sql, userId, facts);
    },
    adopt(userId, facts, isSeen) {
      const known = remembered.get(userId);
      if (isOutdated(facts, known)) return;
      // Whatever was counted before an erasure is gone from the tables: nothing of it may stay here.
      if (facts.erasedRev > (known?.facts.rev ?? 0)) remembered.delete(userId);
      const current = recall(userId);
      if (current) current.facts = facts;
      else if (isSeen) remember(userId, { facts, counters: new Map(), minute: noCalls });
    },
    forgetAll: () => remembered.clear(),
  };
}

const noCalls: MinuteCalls = { minute: 0, accepted: 0, refused: 0 };

/** What can't be assumed of a user who just counts. */
function isSpecial(facts: UserFacts): boolean {
  return facts.isErased || facts.erasedRev > 0 || facts.assignedTier !== null || facts.subscription !== null;
}

function saveFacts(sql: SqlStorage, userId: string, facts: UserFacts): void {
  sql.exec(
    `INSERT INTO users (user_id, is_known, is_erased, erased_rev, assigned_tier, subscription, rev) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user_id) DO UPDATE SET is_known = excluded.is_known, is_erased = excluded.is_erased,
       erased_rev = excluded.erased_rev, assigned_tier = excluded.assigned_tier, subscription = excluded.subscription, rev = excluded.rev`,
    userId,
    Number(facts.isKnown),
    Number(facts.isErased),
    facts.erasedRev,
    facts.assignedTier,
    facts.subscription && JSON.stringify(facts.subscription),
    facts.rev,
  );
}

/** The person's rows go; what they used stays in the day's totals, which name nobody. */
function eraseCounts(sql: SqlStorage, userId: string): void {
  sql.exec(
    `INSERT INTO days (day, tier, count, seq)
     SELECT day, tier, SUM(day_count), MAX(seq) FROM counts WHERE user_id = ? GROUP BY day, tier
     ON CONFLICT (day, tier) DO UPDATE SET count = count + excluded.count, seq = max(seq, excluded.seq)`,
    userId,
  );
  sql.exec("DELETE FROM counts WHERE user_id = ?", userId);
  sql.exec("DELETE FROM answers WHERE user_id = ?", userId);
}

function factsOf(row: UserRow): UserFacts {
  return {
    isKnown: row.is_known === 1,
    isErased: row.is_erased === 1,
    erasedRev: row.erased_rev,
    assignedTier: row.assigned_tier,
    subscription: row.subscription === null ? null : (JSON.parse(row.subscription) as SubscriptionFacts),
    rev: row.rev,
  };
}

function counterOf(row: CountRow): Counter {
  return {
    anchor: row.anchor,
    periodStart: row.period_start,
    count: row.count,
    tier: row.tier,
    day: row.day,
    dayCount: row.day_count,
    lastAt: row.last_at,
    lastSecret: row.last_secret,
  };
}

/** Each row holds the user's minute as of when it was written: the latest, and of equal ones the fullest, is current. */
function latestMinute(rows: readonly CountRow[]): MinuteCalls {
  let latest = noCalls;
  for (const { minute, minute_calls } of rows) {
    if (minute > latest.minute || (minute === latest.minute && minute_calls > latest.accepted)) {
      latest = { minute, accepted: minute_calls, refused: 0 };
    }
  }
  return latest;
}
