import {
  DreamError,
  doOnce,
  type IdempotencyDependencies,
  type IdempotentCall,
  idempotencyLeaseMs,
  idempotencyWindowMs,
  type KeptAnswer,
} from "@dream-api/domain";
import { beforeEach, describe, expect, test } from "vitest";
import { idempotencyStore } from "../src/index.ts";
import { now, useDatabase } from "./database.ts";

const world = useDatabase();
let key = 0;
let real = now();
const reports: string[] = [];

const depsOf = (): IdempotencyDependencies => ({
  idempotency: idempotencyStore(world.database),
  clock: () => ({ real, business: 0 }),
  report: (message) => reports.push(message),
});
const callOf = (inputHash = "input"): IdempotentCall => ({
  caller: "plt_ada POST /projects",
  idempotencyKey: `key ${key}`,
  inputHash,
});
const created = (body: string): KeptAnswer => ({ status: 201, body });

/** Counts its runs; each answers with its number. */
function counting(answerOf: (run: number) => Promise<KeptAnswer>) {
  let runs = 0;
  return {
    get runs() {
      return runs;
    },
    run: () => answerOf(++runs),
    toKeep: async (answer: KeptAnswer) => (answer.status < 400 ? answer : null),
  };
}
const codeOf = (outcome: Promise<unknown>) =>
  outcome.then(
    () => "answered",
    (error) => (error instanceof DreamError ? error.code : String(error)),
  );

beforeEach(() => {
  key += 1;
  real = now();
  reports.length = 0;
});

describe("a key", () => {
  test("gets the first answer for a day, whatever the second would have been", async () => {
    const work = counting(async (run) => created(`{"run":${run}}`));
    expect(await doOnce(callOf(), work, depsOf())).toEqual({ result: created('{"run":1}') });
    real += idempotencyWindowMs - 1;
    expect(await doOnce(callOf(), work, depsOf())).toEqual({ replayed: created('{"run":1}') });
    real += 1;
    expect(await doOnce(callOf(), work, depsOf())).toEqual({ result: created('{"run":2}') });
  });

  test("used with other input is refused, also while the first call runs and after its holder died", async () => {
    let finish: (answer: KeptAnswer) => void = () => undefined;
    const running = doOnce(
      callOf(),
      counting(() => new Promise((resolve) => (finish = resolve))),
      depsOf(),
    );
    const other = counting(async () => created("other"));
    await expect.poll(() => codeOf(doOnce(callOf("other"), other, depsOf()))).toBe("idempotency_key_reused");
    real += idempotencyLeaseMs;
    expect(await codeOf(doOnce(callOf("other"), other, depsOf()))).toBe("idempotency_key_reused");
    finish(created("first"));
    await running;
    expect(await codeOf(doOnce(callOf("other"), other, depsOf()))).toBe("idempotency_key_reused");
    expect(other.runs).toBe(0);
  });

  test("is another caller's to use too", async () => {
    const work = counting(async (run) => created(String(run)));
    await doOnce(callOf(), work, depsOf());
    await doOnce({ ...callOf(), caller: "plt_bob POST /projects" }, work, depsOf());
    expect(work.runs).toBe(2);
  });

  test("of 50 calls at once has one effect and one answer; who comes meanwhile is told so", async () => {
    const work = counting(async (run) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return created(String(run));
    });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => codeOf(doOnce(callOf(), work, depsOf()))));
    expect(work.runs).toBe(1);
    expect(outcomes.filter((outcome) => outcome === "answered").length).toBeGreaterThanOrEqual(1);
    for (const outcome of outcomes) expect(["answered", "idempotency_in_progress"]).toContain(outcome);
    expect(await doOnce(callOf(), work, depsOf())).toEqual({ replayed: created("1") });
  });

  test.each([
    ["was refused", async (run: number) => ({ status: run === 1 ? 409 : 201, body: String(run) })],
    [
      "failed",
      async (run: number) => {
        if (run === 1) throw new Error("a provider is down");
        return created(String(run));
      },
    ],
  ])("whose call %s is free again at once", async (_kind, answerOf) => {
    const work = counting(answerOf);
    await codeOf(doOnce(callOf(), work, depsOf()));
    expect(await doOnce(callOf(), work, depsOf())).toEqual({ result: created("2") });
  });
});

describe("a holder that died", () => {
  const abandon = () => idempotencyStore(world.database).claim(callOf(), claimTimes());
  const claimTimes = () => ({
    at: real,
    leasedUntil: real + idempotencyLeaseMs,
    keptSince: real - idempotencyWindowMs,
  });

  test("is waited for until its lease ends, then replaced by one", async () => {
    await abandon();
    const work = counting(async (run) => created(String(run)));
    real += idempotencyLeaseMs - 1;
    expect(await codeOf(doOnce(callOf(), work, depsOf()))).toBe("idempotency_in_progress");
    real += 1;
    await Promise.all(Array.from({ length: 10 }, () => codeOf(doOnce(callOf(), work, depsOf()))));
    expect(work.runs).toBe(1);
  });

  test("and comes back late can neither answer for its successor nor throw it out", async () => {
    const store = idempotencyStore(world.database);
    const first = await abandon();
    if (first.state !== "claimed") throw new Error("The key was not free");
    real += idempotencyLeaseMs;
    const second = await abandon();
    expect(second).toMatchObject({ state: "claimed" });
    await store.keep(callOf(), first.leasedUntil, created("late"));
    await store.release(callOf(), first.leasedUntil);
    expect(await abandon()).toEqual({ state: "running" });
  });
});

test("old answers are removed in portions, newer ones stay", async () => {
  const store = idempotencyStore(world.database);
  const work = counting(async () => created("{}"));
  await store.forget(real + 1, 1000);
  for (const idempotencyKey of ["a", "b", "c"]) await doOnce({ ...callOf(), idempotencyKey }, work, depsOf());
  real += 1000;
  await doOnce({ ...callOf(), idempotencyKey: "new" }, work, depsOf());
  expect(await store.forget(real - 1000, 2)).toBe(2);
  expect(await store.forget(real - 1000, 2)).toBe(1);
  expect(await doOnce({ ...callOf(), idempotencyKey: "new" }, work, depsOf())).toEqual({ replayed: created("{}") });
});

test("an answer that could not be kept is given all the same, and reported", async () => {
  const idempotency = { ...idempotencyStore(world.database), keep: () => Promise.reject(new Error("D1 is down")) };
  idempotency.claim = (call, times) => idempotencyStore(world.database).claim(call, times);
  const work = counting(async () => created("done"));
  expect(await doOnce(callOf(), work, { ...depsOf(), idempotency })).toEqual({ result: created("done") });
  expect(reports).toEqual(["an idempotency key could not be settled"]);
});
