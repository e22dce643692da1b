/** The replay button on a real D1: what an event spoke of is looked at now, or left for the cron. */
import { type DirtyObject, DreamError, processDirty, type ReplayDependencies, replayEvent } from "@dream-api/domain";
import { expect, test, vi } from "vitest";
import { dirtyObjectStore, tenantDashboardTables } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const clock = () => ({ real: now(), business: now() });

async function setUp(handle: (object: DirtyObject) => Promise<"done">) {
  const { database } = world;
  const scope = await makeProject(database);
  const { projectId } = scope;
  const account = `acct_${projectId}`;
  const run = (query: string, ...values: string[]) =>
    database.$client
      .prepare(query)
      .bind(...values)
      .run();
  await run(
    `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
     VALUES (?, 'test', ?, 'read_write', 'connected', 0)`,
    `plt_${projectId}`,
    account,
  );
  await run(
    `INSERT INTO stripe_customers (stripe_account_id, customer_id, project_id, mode, user_id, created_at)
     VALUES (?, 'cus_1', ?, 'test', 'ada', 0)`,
    account,
    projectId,
  );
  await run(
    `INSERT INTO inbox_events (source, event_id, type, stripe_account_id, mode, object_type, object_id, customer_id,
       received_at)
     VALUES ('stripe_connect_test', ?, 'customer.subscription.updated', ?, 'test', 'subscription', 'sub_1', 'cus_1', 0)`,
    `evt_${projectId}`,
    account,
  );
  const dirty = dirtyObjectStore(database);
  const report = vi.fn();
  const deps: ReplayDependencies = {
    events: tenantDashboardTables(database),
    dirty,
    aboutOf: () => ({ stripeAccountId: account, mode: "test", type: "subscription", objectId: "sub_1" }),
    lookAt: (only) =>
      processDirty({ only }, { dirty, clock, report, handlers: { subscription: handle }, budget: freely }),
    clock,
    report,
  };
  return {
    replay: (more: Partial<ReplayDependencies> = {}) => replayEvent(scope, `evt_${projectId}`, { ...deps, ...more }),
    dirty,
    account,
  };
}

const freely = { take: async () => null };

test("looks at the object once, and says that it was processed", async () => {
  const looks: DirtyObject[] = [];
  const { replay, account } = await setUp(async (object) => {
    looks.push(object);
    return "done";
  });
  expect(await replay()).toMatchObject({ outcome: "processed", errorCode: null });
  expect(looks).toMatchObject([{ stripeAccountId: account, type: "subscription", objectId: "sub_1" }]);
});

test("a look that fails is told, and stays to be done again", async () => {
  const { replay } = await setUp(() => Promise.reject(new Error("Stripe is down")));
  expect(await replay()).toMatchObject({ outcome: "failed", errorCode: "failed" });
});

test("what can't be looked at now is pending", async () => {
  const { replay } = await setUp(async () => "done");
  const broken = () => Promise.reject(new Error("not set up"));
  expect(await replay({ lookAt: broken })).toMatchObject({ outcome: "pending" });
});

test("takes an object that waits for its next try at once", async () => {
  let looks = 0;
  const { replay, dirty, account } = await setUp(async () => {
    looks += 1;
    return "done";
  });
  await dirty.mark({ stripeAccountId: account, mode: "test", type: "subscription", objectId: "sub_1" }, now() + 60_000);
  expect(await replay()).toMatchObject({ outcome: "processed" });
  expect(looks).toBe(1);
});

test("is refused when the account is not connected", async () => {
  const { replay, account } = await setUp(async () => "done");
  await world.database.$client
    .prepare("UPDATE stripe_connections SET status = 'disconnected' WHERE stripe_account_id = ?")
    .bind(account)
    .run();
  await expect(replay()).rejects.toThrow(new DreamError("stripe_not_connected"));
});
