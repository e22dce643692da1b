/**
 * A Meter at work: what it knows, the decisions on calls in groups, and what the dashboard sees. It holds all that a
 * decision needs, so a call asks nobody else.
 */
import {
  type Clock,
  type Counting,
  createKnowledgeKeeper,
  dayMs,
  type Knowledge,
  type KnowledgeKeeper,
  minuteMs,
  type Refused,
  refuseCredential,
  refused,
  refuseUnknownProject,
} from "@dream-api/domain";
import {
  createActivity,
  createGroupCommit,
  createKnowledgeStore,
  createUserMemory,
  type Database,
  knowledgeSource,
  type LiveFigures,
  latestSeq,
  type MeterAddress,
  stageChanges,
} from "@dream-api/storage";
import { createFlushing, type Flushing } from "./flushing.ts";
import type { Credential } from "./meter-client.ts";

export interface MeterDependencies {
  readonly storage: DurableObjectStorage;
  readonly database: Database;
  readonly address: MeterAddress;
  readonly clock: Clock;
  readonly needsPlan: boolean;
  readonly report: (message: string, cause: unknown) => void;
}

/** A rule of the domain, applied in a commit. It may refuse, change state through `counting`, and wait for nothing. */
type Rule<Result> = (counting: Counting) => Result;

export interface OpenMeter {
  /** Decides as the caller with that credential. Refuses callers, and what can't be decided; never throws for either. */
  decide<Result>(credential: Credential, userIds: readonly string[], rule: Rule<Result>): Promise<Result | Refused>;
  live(credential: Credential): Promise<LiveFigures | Refused>;
  heed(rev: number): Promise<void>;
  readonly flushing: Flushing;
}

interface Waiting {
  readonly credential: Credential;
  readonly rule: Rule<unknown>;
}

export function openMeter(deps: MeterDependencies): OpenMeter {
  const { storage, database, address, clock, needsPlan, report } = deps;
  const { sql } = storage;
  const users = createUserMemory(sql);
  const activity = createActivity(sql);
  const keeper: KnowledgeKeeper = createKnowledgeKeeper({
    source: knowledgeSource(database, address.scope, address.shard, needsPlan),
    store: createKnowledgeStore(storage, users, activity, needsPlan),
    clock,
    report,
  });
  const flushing = createFlushing({ storage, database, address, clock, users, report, knowledge: keeper.current });
  let lastSeq: number | null = null;

  /** One for each commit, never behind the clock: a Meter that starts anew counts on above what it flushed before. */
  function nextSeq(): number {
    return Math.max((lastSeq ?? latestSeq(sql)) + 1, clock().real);
  }

  function commit(items: readonly Waiting[]): { results: unknown[]; changed: boolean } {
    const knowledge = keeper.current();
    if (!knowledge) return { results: items.map(() => refused("storage_unavailable")), changed: false };
    const state = stageChanges(sql, users, activity);
    const at = clock();
    const results = items.map(({ credential, rule }) =>
      decideAs(credential, knowledge, rule, { knowledge, state, at }),
    );
    const changed = state.hasChanges;
    if (changed) {
      const seq = nextSeq();
      storage.transactionSync(() => state.write(sql, seq));
      lastSeq = seq;
    }
    state.publish();
    return { results, changed };
  }

  const submit = createGroupCommit<Waiting, unknown>({
    commit,
    sync() {
      flushing.plan();
      return storage.sync();
    },
    onFailure() {
      users.forgetAll();
      activity.forget();
      lastSeq = null;
    },
  });

  async function ready(credential: Credential, userIds: readonly string[]): Promise<Refused | null> {
    const preparation = keeper.prepare(credential, userIds);
    const readiness = typeof preparation === "string" ? preparation : await preparation;
    if (readiness === "ready") return null;
    return readiness === "unknown_project" ? refuseUnknownProject(credential) : refused("storage_unavailable");
  }

  return {
    async decide<Result>(credential: Credential, userIds: readonly string[], rule: Rule<Result>) {
      const unready = await ready(credential, userIds);
      if (unready) return unready;
      try {
        return (await submit({ credential, rule })) as Result | Refused;
      } catch (cause) {
        report("a commit failed", cause);
        return refused("storage_unavailable");
      }
    },
    async live(credential) {
      const unready = await ready(credential, []);
      if (unready) return unready;
      const at = clock();
      const knowledge = keeper.current();
      const refusal = knowledge ? refuseCredential(knowledge, credential, at) : refused("storage_unavailable");
      return refusal ?? activity.read({ minute: Math.floor(at.real / minuteMs), day: Math.floor(at.business / dayMs) });
    },
    heed: (rev) => keeper.heed(rev),
    flushing,
  };
}

function decideAs(
  credential: Credential,
  knowledge: Knowledge,
  rule: Rule<unknown>,
  counting: Omit<Counting, "secretReference">,
): unknown {
  const refusal = refuseCredential(knowledge, credential, counting.at);
  if (refusal) return refusal;
  return rule({
    ...counting,
    secretReference: (credential === null ? null : knowledge.secrets.get(credential)?.reference) ?? null,
  });
}
