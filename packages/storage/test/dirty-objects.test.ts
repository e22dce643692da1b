import {
  type DirtyHandlers,
  type DirtyObject,
  drainDirty,
  type IncomingEvent,
  ProviderFailure,
  processDirty,
  receiveEvent,
} from "@dream-api/domain";
import { describe, expect, test } from "vitest";
import { dirtyObjectStore, fetchBudget, inboxStore } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
let objects = 0;

/** An object of its own on an account of its own, and a house that looks at it with the given handler. */
function newObject(look: (object: DirtyObject) => Promise<"done" | "lost_race">) {
  objects += 1;
  const object: DirtyObject = {
    stripeAccountId: `acct_${objects}`,
    mode: "test",
    type: "subscription",
    objectId: `sub_${objects}`,
  };
  let real = now();
  const reports: string[] = [];
  const handlers: DirtyHandlers = { subscription: look };
  const deps = {
    inbox: inboxStore(world.database),
    dirty: dirtyObjectStore(world.database),
    budget: fetchBudget(world.database),
    handlers,
    clock: () => ({ real, business: real }),
    async pause(milliseconds: number) {
      const wake = real + milliseconds;
      await new Promise((resolve) => setImmediate(resolve));
      real = Math.max(real, wake);
    },
    report: (message: string) => void reports.push(message),
  };
  let events = 0;
  const news = (): IncomingEvent => {
    events += 1;
    return {
      source: "stripe_connect_test",
      eventId: `evt_${object.objectId}_${events}`,
      type: "customer.subscription.updated",
      stripeAccountId: object.stripeAccountId,
      mode: "test",
      objectType: "subscription",
      objectId: object.objectId,
      payload: {},
      about: object,
    };
  };
  const rows = async () => {
    const { results } = await world.database.$client
      .prepare("SELECT type, attempts, due_at, last_error_code FROM dirty_objects WHERE stripe_account_id = ?")
      .bind(object.stripeAccountId)
      .all<{ type: string; attempts: number; due_at: number; last_error_code: string | null }>();
    return results;
  };
  const wait = (milliseconds: number) => {
    real += milliseconds;
  };
  const run = () => processDirty({ only: object }, deps);
  return { object, deps, news, rows, wait, run, reports, dueIn: async () => ((await rows())[0]?.due_at ?? 0) - real };
}

const failing = (kind: ProviderFailure["kind"]) => () =>
  Promise.reject(new ProviderFailure("stripe", { call: "look", kind, providerCode: "code" }));

describe("news of an object", () => {
  test("is looked at once for each event, and not again for one that is known", async () => {
    let looks = 0;
    const { deps, news, rows } = newObject(async () => {
      looks += 1;
      return "done";
    });
    const event = news();
    expect(await receiveEvent(event, deps)).toBe(true);
    expect(await receiveEvent(event, deps)).toBe(false);
    expect([looks, await rows()]).toEqual([1, []]);
  });

  test("that comes in a burst costs two looks: one at work and one behind the last", async () => {
    let looks = 0;
    let open = () => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { deps, news, rows } = newObject(async () => {
      looks += 1;
      if (looks === 1) await gate;
      return "done";
    });
    const first = receiveEvent(news(), deps);
    while (looks === 0) await new Promise((resolve) => setImmediate(resolve));
    await Promise.all(Array.from({ length: 20 }, () => receiveEvent(news(), deps)));
    expect(looks).toBe(1);
    open();
    await first;
    expect([looks, await rows()]).toEqual([2, []]);
  });

  test("of a type that nobody looks at waits for somebody who does", async () => {
    const { deps, news, rows } = newObject(async () => "done");
    await receiveEvent(news(), { ...deps, handlers: {} });
    expect(await rows()).toMatchObject([{ type: "subscription", attempts: 0 }]);
    expect(await drainDirty(deps)).toMatchObject({ done: 1 });
    expect(await rows()).toEqual([]);
  });
});

describe("a look", () => {
  test("that loses a race is taken again at once", async () => {
    let looks = 0;
    const { deps, news, rows } = newObject(async () => {
      looks += 1;
      return looks < 3 ? "lost_race" : "done";
    });
    await receiveEvent(news(), deps);
    expect([looks, await rows()]).toEqual([3, []]);
  });

  test("that fails is put off, longer each time, at most an hour; it is reported and never given up", async () => {
    const { deps, news, rows, run, wait, dueIn, reports } = newObject(failing("unavailable"));
    await receiveEvent(news(), deps);
    const pauses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      const pause = await dueIn();
      pauses.push(pause);
      expect([await run(), reports]).toEqual([false, expect.objectContaining({ length: attempt + 1 })]);
      wait(pause);
      expect([await run(), reports]).toEqual([false, expect.objectContaining({ length: attempt + 2 })]);
    }
    expect(pauses.slice(0, 4)).toEqual([5000, 10_000, 20_000, 40_000]);
    expect(pauses.at(-1)).toBe(3_600_000);
    expect(await rows()).toMatchObject([{ last_error_code: "code" }]);
    expect(reports).toHaveLength(13);
  });

  test("whose holder died is taken over when the lease ends", async () => {
    let looks = 0;
    const { deps, news, object, run, wait } = newObject(async () => {
      looks += 1;
      return "done";
    });
    await receiveEvent(news(), { ...deps, handlers: {} });
    await deps.dirty.take({ types: ["subscription"], only: object, at: now(), leaseMs: 60_000, limit: 1 });
    wait(59_999);
    expect(await run()).toBe(false);
    wait(1);
    expect(await run()).toBe(true);
    expect(looks).toBe(1);
  });

  test("at an account that is not ours any more has the account itself looked at", async () => {
    const { deps, news, rows, object } = newObject(failing("account_lost"));
    await receiveEvent(news(), deps);
    expect((await rows()).map(({ type }) => type).sort()).toEqual(["connection", "subscription"]);
    await deps.dirty.dropAccount(object.stripeAccountId, "test");
    expect(await rows()).toEqual([]);
  });
});

test("a refusal on our own account is tried again and loses nothing", async () => {
  const { deps, object, reports } = newObject(async () => "done");
  const own: DirtyObject = { ...object, stripeAccountId: "", type: "platform_subscription" };
  await deps.dirty.mark(own, now());
  const handlers: DirtyHandlers = { platform_subscription: failing("account_lost") };
  expect(await processDirty({ only: own }, { ...deps, handlers })).toBe(false);
  const { results } = await world.database.$client
    .prepare("SELECT type FROM dirty_objects WHERE stripe_account_id = '' AND object_id IN ('', ?)")
    .bind(own.objectId)
    .all();
  expect(results).toEqual([{ type: "platform_subscription" }]);
  expect(reports).toHaveLength(1);
});

test("no account takes more looks in a second than it may; the rest are spread over the next", async () => {
  const budget = fetchBudget(world.database);
  const at = now() + 86_400_000;
  const waits: (number | null)[] = [];
  for (let call = 0; call < 25; call++) waits.push(await budget.take("acct_busy", at));
  expect(waits.slice(0, 10)).toEqual(Array(10).fill(null));
  expect(waits.slice(10, 20)).toEqual(Array(10).fill(1000));
  expect(waits.slice(20)).toEqual(Array(5).fill(2000));
  expect(await budget.take("acct_busy", at + 1000)).toBeNull();
});

describe("an account with very much news", () => {
  const flood = (stripeAccountId: string, objectId: string): DirtyObject => ({
    stripeAccountId,
    mode: "live",
    type: "charge",
    objectId,
  });

  test("does not keep the others' from being taken", async () => {
    const dirty = dirtyObjectStore(world.database);
    const at = now();
    for (let index = 0; index < 20; index += 1) await dirty.mark(flood("acct_loud", `ch_${index}`), at - 1000);
    await dirty.mark(flood("acct_quiet", "ch_only"), at);
    const taken = await dirty.take({ types: ["charge"], at, leaseMs: 1000, limit: 2 });
    expect(taken.map(({ stripeAccountId }) => stripeAccountId).sort()).toEqual(["acct_loud", "acct_quiet"]);
  });

  test("does not use up what all may fetch in a second", async () => {
    const budget = fetchBudget(world.database);
    const second = Math.floor(now() / 1000) * 1000 + 60_000;
    for (let fetches = 0; fetches < 100; fetches += 1) await budget.take("acct_loud", second);
    expect(await budget.take("acct_loud", second)).toBe(10_000);
    expect(await budget.take("acct_quiet", second)).toBeNull();
  });
});
