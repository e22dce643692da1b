/** Working off what news left: at the pace that Stripe allows, each object under its lease, no mark lost. */
import { type DirtyHandlers, type DirtyObject, drainDirty, ProviderFailure, processDirty } from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { dirtyObjectStore, fetchBudget } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
const minuteMs = 60_000;

/** On a clock that only moves when all that is under way waits for it. */
function newHouse(handlers: DirtyHandlers) {
  let real = now();
  let asked = 0;
  const counted = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get:
        (target, name) =>
        async (...parameters: unknown[]) => {
          asked += 1;
          try {
            return await (Reflect.get(target, name) as (...all: unknown[]) => unknown)(...parameters);
          } finally {
            asked -= 1;
          }
        },
    });
  const deps = {
    dirty: counted(dirtyObjectStore(world.database)),
    budget: counted(fetchBudget(world.database)),
    handlers,
    clock: () => ({ real, business: real }),
    report: () => {},
    async pause(milliseconds: number) {
      const wake = real + milliseconds;
      do await new Promise((resolve) => setImmediate(resolve));
      while (asked > 0);
      real = Math.max(real, wake);
    },
  };
  const rows = async () => {
    const { results } = await world.database.$client
      .prepare("SELECT object_id, due_at, leased_until, attempts FROM dirty_objects ORDER BY object_id")
      .all<{ object_id: string; due_at: number; leased_until: number; attempts: number }>();
    return results;
  };
  const empty = async () => {
    await world.database.$client.prepare("DELETE FROM dirty_objects").run();
    await world.database.$client.prepare("DELETE FROM attempt_counts").run();
  };
  return { deps, rows, empty, wait: deps.pause, now: () => real };
}

const object = (account: string, objectId: string): DirtyObject => {
  return { stripeAccountId: account, mode: "test", type: "subscription", objectId };
};

async function markMany(accounts: number, count: number, at: number) {
  await world.database.$client
    .prepare(
      `INSERT INTO dirty_objects (stripe_account_id, mode, type, object_id, marked_rev, attempts, due_at, leased_until)
       SELECT 'acct_' || (value % ?1), 'test', 'subscription', 'sub_' || value, 1, 0, ?3, 0
       FROM (WITH RECURSIVE n(value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < ?2 - 1) SELECT value FROM n)`,
    )
    .bind(accounts, count, at)
    .run();
}

describe("a burst of 100 objects over 5 accounts", () => {
  test("is worked off in the time that 20 fetches a second take, in turns of less than a minute", {
    timeout: minuteMs,
  }, async () => {
    const looks = new Map<number, number>();
    const house = newHouse({
      async subscription() {
        const second = Math.floor(house.now() / 1000);
        looks.set(second, (looks.get(second) ?? 0) + 1);
        return "done";
      },
    });
    await house.empty();
    const startedAt = house.now();
    await markMany(5, 100, startedAt);
    while ((await house.rows()).length > 0) {
      const turnAt = house.now();
      await drainDirty(house.deps);
      expect(house.now() - turnAt).toBeLessThan(minuteMs);
    }
    const seconds = (house.now() - startedAt) / 1000;
    expect(seconds).toBeLessThan(7);
    expect(Math.max(...looks.values())).toBeLessThanOrEqual(20);
  });
});

describe("news of an object that is being looked at", () => {
  test("keeps its time when the look fails", async () => {
    const about = object("acct_marked", "sub_marked");
    const house = newHouse({
      async subscription() {
        await house.deps.dirty.mark(about, house.now());
        throw new ProviderFailure("stripe", { call: "look", kind: "unavailable", providerCode: "code" });
      },
    });
    await house.empty();
    await house.deps.dirty.mark(about, house.now());
    await processDirty({ only: about }, house.deps);
    expect(await house.rows()).toMatchObject([{ due_at: house.now(), leased_until: 0 }]);
  });
});

describe("a look that outlives its lease", () => {
  test("does not give away the lease of who looks now", async () => {
    const about = object("acct_slow", "sub_slow");
    const house = newHouse({});
    await house.empty();
    await house.deps.dirty.mark(about, house.now());
    const lease = { types: ["subscription" as const], leaseMs: minuteMs, limit: 1 };
    const [slow] = await house.deps.dirty.take({ ...lease, at: house.now() });
    await house.wait(minuteMs);
    const [second] = await house.deps.dirty.take({ ...lease, at: house.now() });
    if (!slow || !second) throw new Error("Nothing was taken");
    await house.deps.dirty.postpone(slow, { dueAt: 0, errorCode: "code", counts: true });
    expect(await house.rows()).toMatchObject([{ leased_until: second.leasedUntil, due_at: now() }]);
  });

  test("is not begun by the cron, which gives the rest of a slow slice back", async () => {
    let looks = 0;
    const house = newHouse({
      async subscription() {
        looks += 1;
        await house.wait(15_000);
        return "done";
      },
    });
    await house.empty();
    await markMany(30, 30, house.now());
    const { done, postponed } = await drainDirty(house.deps);
    expect([done, done + postponed]).toEqual([looks, 30]);
    expect(looks).toBeLessThan(30);
    const left = await house.rows();
    expect(left).toHaveLength(30 - looks);
    expect(left.every(({ leased_until: until, attempts }) => until === 0 && attempts === 0)).toBe(true);
  });
});
