/** What components show of a user's usage, when answers come late or in another order than they were asked for. */
import { expect, test } from "vitest";
import type { User } from "../src/auth/user.ts";
import type { Usage } from "../src/generated/wire.ts";
import { createUsageStore } from "../src/react/usage-store.ts";
import type { TrackUsageResult } from "../src/track-usage-result.ts";

const usageOf = (count: number, changes: Partial<Usage> = {}): Usage => ({
  plan: "free",
  count,
  limit: 100,
  remaining: 100 - count,
  periodStart: "2026-11-01T00:00:00.000Z",
  periodEnd: "2026-12-01T00:00:00.000Z",
  features: [],
  ...changes,
});
const allowed = (usage: Usage): TrackUsageResult => ({ allowed: true, usage, idempotencyKey: "key" });

/** Ada uses an app whose API answers when a test says so. */
function openApp() {
  const checks: PromiseWithResolvers<{ usage: Usage }>[] = [];
  const tracks: PromiseWithResolvers<TrackUsageResult>[] = [];
  const people: ((user: User | null) => void)[] = [];
  const wait = <Result>(calls: PromiseWithResolvers<Result>[]): Promise<Result> => {
    const call = Promise.withResolvers<Result>();
    calls.push(call);
    return call.promise;
  };
  const auth = {
    user: { id: "ada", name: "Ada", email: null } as User | null,
    onChange(listener: (user: User | null) => void) {
      people.push(listener);
      return () => undefined;
    },
  };
  const store = createUsageStore({ auth, checkUsage: () => wait(checks), trackUsage: () => wait(tracks) });
  const become = (user: User | null) => {
    auth.user = user;
    for (const tell of people) tell(user);
  };
  return { store, checks, tracks, become };
}

test("an older answer that comes late does not take back what was counted meanwhile", async () => {
  const { store, checks, tracks } = openApp();
  const loaded = store.load();
  const tracked = store.track();
  tracks[0]?.resolve(allowed(usageOf(2)));
  await tracked;
  checks[0]?.resolve({ usage: usageOf(1) });
  await loaded;
  expect(store.state()).toEqual({ usage: usageOf(2), isLoading: false, error: null });
});

test("two uses at once show the higher count, whichever answer comes first", async () => {
  const { store, tracks } = openApp();
  const both = [store.track(), store.track()];
  tracks[1]?.resolve(allowed(usageOf(2)));
  await both[1];
  tracks[0]?.resolve(allowed(usageOf(1)));
  await both[0];
  expect(store.state().usage?.count).toBe(2);
});

test("a failed look takes away nothing that a use has told meanwhile", async () => {
  const { store, checks, tracks } = openApp();
  const loaded = store.load();
  const tracked = store.track();
  tracks[0]?.resolve(allowed(usageOf(1)));
  await tracked;
  checks[0]?.reject(new Error("down"));
  await loaded;
  expect(store.state()).toMatchObject({ usage: { count: 1 }, error: null });
});

test.each([
  ["a use given back", usageOf(1)],
  ["a new period", usageOf(0, { periodStart: "2026-12-01T00:00:00.000Z" })],
  ["another plan", usageOf(0, { plan: "pro" })],
])("a look after all other answers is believed: %s", async (_what, usage) => {
  const { store, checks, tracks } = openApp();
  const tracked = store.track();
  tracks[0]?.resolve(allowed(usageOf(2)));
  await tracked;
  const loaded = store.load();
  checks[0]?.resolve({ usage });
  await loaded;
  expect(store.state().usage).toEqual(usage);
});

test("an answer for who has signed out meanwhile is shown to nobody", async () => {
  const { store, tracks, become } = openApp();
  const tracked = store.track();
  become({ id: "grace", name: "Grace", email: null });
  tracks[0]?.resolve(allowed(usageOf(7)));
  await tracked;
  expect(store.state().usage).toBeNull();
});
