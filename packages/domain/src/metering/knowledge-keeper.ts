/**
 * Keeps what a Meter knows of its project: learned from D1, kept in the Meter, never older than a minute while D1
 * answers and never replaced by something older. When D1 fails it goes on with what it has, for an hour at most.
 */
import type { Clock } from "../clock.ts";
import { hourMs, minuteMs, secondMs } from "../clock.ts";
import { refuseCredential } from "../usage/admission.ts";
import type { Knowledge, ProjectFacts, SecretFacts, TierRule, UserFacts } from "../usage/facts.ts";

export const freshForMs = minuteMs;
export const usableForMs = hourMs;

/** After a question that failed, or a key that D1 did not know, D1 is left alone for this long. */
const pauseMs = 2 * secondMs;

const readAttempts = 5;

export type LearnedSecret = Omit<SecretFacts, "reference"> & { readonly secretHash: string };

/** What changed in D1 since a rev, as of one moment: a snapshot. */
export interface ProjectNews {
  readonly rev: number;
  readonly project: ProjectFacts;
  readonly tiers: readonly TierRule[];
  readonly secrets: readonly LearnedSecret[];
  readonly users: ReadonlyMap<string, UserFacts>;
}

export interface KnowledgeSource {
  /** Null when D1 has no such project. Rejects when D1 fails or takes too long. */
  readNews(sinceRev: number | null): Promise<ProjectNews | null>;
  /** Facts of all the users asked for, and the project's rev at that moment. */
  readUsers(userIds: readonly string[]): Promise<{ rev: number; users: ReadonlyMap<string, UserFacts> }>;
}

export interface KnowledgeStore {
  load(): { knowledge: Knowledge; learnedAt: number } | null;
  /** Keeps the news and returns the whole. */
  learn(news: ProjectNews, learnedAt: number): Knowledge;
  /** Knows nothing newer than before, but that it still holds. */
  confirm(learnedAt: number): void;
  knowsUser(userId: string): boolean;
  learnUsers(users: ReadonlyMap<string, UserFacts>): void;
}

export type Readiness = "ready" | "unknown_project" | "unavailable";

export interface KnowledgeKeeper {
  /** Null until the project was learned. */
  current(): Knowledge | null;
  /** Makes sure that a call can be decided. A plain value when nothing has to be waited for: the usual case. */
  prepare(secretHash: string | null, userIds: readonly string[]): Readiness | Promise<Readiness>;
  /** Heeds an announcement: afterwards the knowledge is at least of that rev. @throws when D1 can't be read */
  heed(rev: number): Promise<void>;
}

/** The Meter's own storage refused the news: other than D1's silence, nothing that may be waited out with old facts. */
class KeepingFailed extends Error {
  constructor(cause: unknown) {
    super("News could not be kept", { cause });
    this.name = "KeepingFailed";
  }
}

export interface KeeperDependencies {
  readonly source: KnowledgeSource;
  readonly store: KnowledgeStore;
  readonly clock: Clock;
  readonly report: (message: string, cause: unknown) => void;
}

export function createKnowledgeKeeper({ source, store, clock, report }: KeeperDependencies): KnowledgeKeeper {
  const loaded = store.load();
  let knowledge = loaded?.knowledge ?? null;
  let learnedAt = loaded?.learnedAt ?? Number.NEGATIVE_INFINITY;
  let announcedRev = 0;
  let refreshing: Promise<boolean> | null = null;
  let pausedUntil = Number.NEGATIVE_INFINITY;
  const strangers = new Map<string, number>();

  function isStale(): boolean {
    return !knowledge || clock().real - learnedAt >= freshForMs || announcedRev > knowledge.rev;
  }

  function isUsable(): boolean {
    return knowledge !== null && clock().real - learnedAt < usableForMs;
  }

  function isStranger(secretHash: string | null): boolean {
    if (secretHash === null || knowledge?.secrets.has(secretHash)) return false;
    return clock().real >= (strangers.get(secretHash) ?? Number.NEGATIVE_INFINITY);
  }

  /** One question to D1 at a time; those who come meanwhile share its answer. False when the project does not exist. */
  function refresh(): Promise<boolean> {
    refreshing ??= askForNews().finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function askForNews(): Promise<boolean> {
    const askedAt = clock().real;
    const since = knowledge?.rev ?? null;
    const news = await source.readNews(since);
    if (!news) return false;
    if (since !== null && news.rev < since) throw new Error("D1 went back behind what was learned from it");
    // Never back: an answer that was overtaken while it travelled is dropped.
    if (knowledge && news.rev < knowledge.rev) return true;
    keep(news, askedAt);
    return true;
  }

  function keep(news: ProjectNews, askedAt: number): void {
    try {
      if (knowledge && news.rev === knowledge.rev && isSameState(news.project, knowledge.project)) {
        store.confirm(askedAt);
      } else {
        knowledge = store.learn(news, askedAt);
      }
      learnedAt = Math.max(learnedAt, askedAt);
    } catch (cause) {
      throw new KeepingFailed(cause);
    }
  }

  async function freshen(): Promise<Readiness> {
    try {
      return (await refresh()) ? "ready" : "unknown_project";
    } catch (cause) {
      if (cause instanceof KeepingFailed) {
        // D1 has answered, so going on with the older state would be wrong; the next call asks again.
        report("news of a project could not be kept", cause);
        return "unavailable";
      }
      report("D1 could not be asked for news of a project", cause);
      pausedUntil = clock().real + pauseMs;
      return isUsable() ? "ready" : "unavailable";
    }
  }

  async function learnStrangers(secretHash: string | null, userIds: readonly string[]): Promise<void> {
    if (!mayAskAbout(secretHash)) return;
    const unknown = userIds.filter((userId) => !store.knowsUser(userId));
    if (unknown.length > 0) await learnUsers(unknown);
  }

  /** Users who could not be learned stay unknown; the decision about them then says so. */
  async function learnUsers(userIds: readonly string[]): Promise<void> {
    try {
      for (let attempt = 0; attempt < readAttempts; attempt++) {
        const { rev, users } = await source.readUsers(userIds);
        // Read before a change that was learned meanwhile: the old state must not come back, so ask again.
        if (knowledge && rev < knowledge.rev) continue;
        store.learnUsers(users);
        // Read after a change that was not learned yet: what these users are on may be part of it.
        if (knowledge && rev > knowledge.rev) await refresh();
        return;
      }
    } catch (cause) {
      report("D1 could not be asked about users", cause);
    }
  }

  async function prepareSlowly(secretHash: string | null, userIds: readonly string[]): Promise<Readiness> {
    if (isStale() && (clock().real >= pausedUntil || !isUsable())) {
      const readiness = await freshen();
      if (readiness !== "ready") return readiness;
    }
    if (secretHash !== null && isStranger(secretHash)) {
      // A genuine tag that is not in the list: perhaps just minted and the announcement lost. Asked for now and then.
      await freshen();
      if (!knowledge?.secrets.has(secretHash)) rememberStranger(secretHash);
    }
    await learnStrangers(secretHash, userIds);
    return "ready";
  }

  /** A caller who will be refused anyway costs D1 nothing and leaves nothing behind. */
  function mayAskAbout(secretHash: string | null): boolean {
    if (!knowledge || knowledge.project.isDeleted) return false;
    return refuseCredential(knowledge, secretHash, clock()) === null;
  }

  function rememberStranger(secretHash: string): void {
    if (strangers.size >= 1000) strangers.clear();
    strangers.set(secretHash, clock().real + pauseMs);
  }

  return {
    current: () => knowledge,
    prepare(secretHash, userIds) {
      const isCurrent = !isStale() && !isStranger(secretHash);
      const knowsUsers = isCurrent && (userIds.every((userId) => store.knowsUser(userId)) || !mayAskAbout(secretHash));
      return knowsUsers ? "ready" : prepareSlowly(secretHash, userIds);
    },
    async heed(rev) {
      announcedRev = Math.max(announcedRev, rev);
      // A first look under way may have asked before the change: what it learns has to be heeded too.
      if (!knowledge && refreshing) await refreshing;
      while (knowledge && knowledge.rev < rev) {
        // An answer asked for before the announcement may be older than it; then the next one is not.
        const before = refreshing;
        if (!(await refresh())) return;
        if (!before && knowledge.rev < rev) throw new Error("D1 answered with an older rev than was announced");
      }
    },
  };
}

/** The owner's plan and the project's end are bound to no rev of this mode alone. */
function isSameState(left: ProjectFacts, right: ProjectFacts): boolean {
  return left.isDeleted === right.isDeleted && left.coveredUntil === right.coveredUntil;
}
