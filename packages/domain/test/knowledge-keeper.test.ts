import { describe, expect, test } from "vitest";
import { createKnowledgeKeeper, type KnowledgeSource, type ProjectNews } from "../src/metering/knowledge-keeper.ts";
import { type Knowledge, type UserFacts, unknownUser } from "../src/usage/facts.ts";
import { tier } from "./facts.ts";

/** D1 as a list of questions that the test answers when and how it likes. */
function setUp() {
  let now = 1_000_000;
  const newsQuestions: { since: number | null; answer: (news: ProjectNews | null) => void; fail: () => void }[] = [];
  const userQuestions: { answer: (rev: number, facts: UserFacts) => void; fail: () => void }[] = [];
  const source: KnowledgeSource = {
    readNews: (since) =>
      new Promise((answer, reject) =>
        newsQuestions.push({ since, answer, fail: () => reject(new Error("D1 is down")) }),
      ),
    readUsers: ([userId = ""]) =>
      new Promise((resolve, reject) =>
        userQuestions.push({
          answer: (rev, facts) => resolve({ rev, users: new Map([[userId, facts]]) }),
          fail: () => reject(new Error("D1 is down")),
        }),
      ),
  };
  const users = new Map<string, UserFacts>();
  const storage = { isBroken: false };
  const keeper = createKnowledgeKeeper({
    source,
    clock: () => ({ real: now, business: now }),
    report: () => undefined,
    store: {
      load: () => null,
      learn: ({ rev, project, tiers, secrets }): Knowledge => {
        if (storage.isBroken) throw new Error("the Meter's storage is down");
        return {
          rev,
          project,
          tiers: new Map(tiers.map((each) => [each.name, each])),
          secrets: new Map(secrets.map(({ secretHash, expiresAt }) => [secretHash, { reference: 1, expiresAt }])),
        };
      },
      confirm: () => undefined,
      knowsUser: (userId) => users.has(userId),
      learnUsers: (learned) => {
        for (const [userId, facts] of learned) users.set(userId, facts);
      },
    },
  });
  return {
    keeper,
    users,
    storage,
    newsQuestions,
    userQuestions,
    pass: (milliseconds: number) => (now += milliseconds),
  };
}

const news = (rev: number, limit = rev): ProjectNews => ({
  rev,
  project: { type: "saas", isDeleted: false, coveredUntil: null, needsPlan: false },
  tiers: [tier("free", { limit })],
  secrets: [{ secretHash: "hash", expiresAt: null }],
  users: new Map(),
});

const settled = () => new Promise((resolve) => setImmediate(resolve));

async function learned(rev: number) {
  const world = setUp();
  const ready = world.keeper.prepare("hash", []);
  world.newsQuestions[0]?.answer(news(rev));
  await ready;
  return world;
}

describe("what a Meter knows never goes back", () => {
  test("an answer that was overtaken by a newer one is dropped", async () => {
    const { keeper, newsQuestions, pass } = await learned(10);
    pass(60_000);
    const slow = keeper.prepare("hash", []);
    expect(newsQuestions).toHaveLength(2);
    const heeding = keeper.heed(12);
    // The slow revalidation was asked before the change and arrives with what was true then.
    newsQuestions[1]?.answer(news(10));
    await settled();
    newsQuestions[2]?.answer(news(12));
    await Promise.all([slow, heeding]);
    expect(keeper.current()?.rev).toBe(12);
    expect(keeper.current()?.tiers.get("free")?.limit).toBe(12);
  });

  test("a late announcement of an older rev asks nothing and changes nothing", async () => {
    const { keeper, newsQuestions } = await learned(10);
    await keeper.heed(7);
    expect(newsQuestions).toHaveLength(1);
    expect(keeper.current()?.rev).toBe(10);
  });

  test("a user read before a change that was learned meanwhile is read again", async () => {
    const { keeper, users, newsQuestions, userQuestions } = await learned(10);
    const ready = keeper.prepare("hash", ["ada"]);
    const heeding = keeper.heed(11);
    newsQuestions[1]?.answer(news(11));
    await heeding;
    userQuestions[0]?.answer(10, { ...unknownUser, assignedTier: "old" });
    await settled();
    expect(users.size).toBe(0);
    userQuestions[1]?.answer(11, { ...unknownUser, assignedTier: "new" });
    expect(await ready).toBe("ready");
    expect(users.get("ada")?.assignedTier).toBe("new");
  });

  test("an announcement is not heeded with an answer older than it", async () => {
    const { keeper, newsQuestions } = await learned(10);
    const heeding = keeper.heed(11);
    newsQuestions[1]?.answer(news(10));
    await expect(heeding).rejects.toThrow("older rev");
  });
});

describe("how long it may be used", () => {
  test("for a minute without asking", async () => {
    const { keeper, newsQuestions, pass } = await learned(10);
    pass(59_999);
    expect(keeper.prepare("hash", [])).toBe("ready");
    expect(newsQuestions).toHaveLength(1);
    pass(1);
    void keeper.prepare("hash", []);
    expect(newsQuestions).toHaveLength(2);
  });

  test("for an hour while D1 fails, and D1 is not asked for every call meanwhile", async () => {
    const { keeper, newsQuestions, pass } = await learned(10);
    pass(60_000);
    const first = keeper.prepare("hash", []);
    newsQuestions[1]?.fail();
    expect(await first).toBe("ready");
    expect(await keeper.prepare("hash", [])).toBe("ready");
    expect(newsQuestions).toHaveLength(2);
    pass(3_540_000);
    const last = keeper.prepare("hash", []);
    newsQuestions[2]?.fail();
    expect(await last).toBe("unavailable");
  });

  test("not at all when D1 told of a change that could not be kept: that call waits for the next try", async () => {
    const { keeper, storage, newsQuestions, pass } = await learned(10);
    pass(60_000);
    storage.isBroken = true;
    const refused = keeper.prepare("hash", []);
    newsQuestions[1]?.answer(news(11));
    expect(await refused).toBe("unavailable");
    storage.isBroken = false;
    const ready = keeper.prepare("hash", []);
    newsQuestions[2]?.answer(news(11));
    expect(await ready).toBe("ready");
    expect(keeper.current()?.rev).toBe(11);
  });

  test("those who ask at the same time share one question", async () => {
    const { keeper, newsQuestions } = setUp();
    const both = [keeper.prepare("hash", []), keeper.prepare("hash", [])];
    expect(newsQuestions).toHaveLength(1);
    newsQuestions[0]?.answer(news(1));
    expect(await Promise.all(both)).toEqual(["ready", "ready"]);
  });
});

describe("what it does not know", () => {
  test("a project that D1 does not confirm is nobody's", async () => {
    const { keeper, newsQuestions } = setUp();
    const ready = keeper.prepare("hash", []);
    newsQuestions[0]?.answer(null);
    expect(await ready).toBe("unknown_project");
    expect(keeper.current()).toBeNull();
  });

  test("nothing is decided while D1 has never answered", async () => {
    const { keeper, newsQuestions } = setUp();
    const ready = keeper.prepare("hash", []);
    newsQuestions[0]?.fail();
    expect(await ready).toBe("unavailable");
  });

  test("a user whose facts can't be read stays unknown", async () => {
    const { keeper, users, userQuestions } = await learned(10);
    const ready = keeper.prepare("hash", ["ada"]);
    userQuestions[0]?.fail();
    expect(await ready).toBe("ready");
    expect(users.has("ada")).toBe(false);
  });

  test("a genuine key that is not known is asked about, but not with every call", async () => {
    const { keeper, newsQuestions } = await learned(10);
    const ready = keeper.prepare("new hash", []);
    newsQuestions[1]?.answer(news(10));
    await ready;
    expect(keeper.prepare("new hash", [])).toBe("ready");
    expect(newsQuestions).toHaveLength(2);
  });
});
