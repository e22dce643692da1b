/** No cron reads a table from end to end: what it looks for over all tenants has an index. */
import { markOverdue, newProjectId, type OldRows } from "@dream-api/domain";
import {
  assetUse,
  type Database,
  dirtyObjectStore,
  dueOrders,
  dueRefunds,
  dueSyncs,
  idempotencyStore,
  inboxStore,
  oldRows,
  outboxStore,
  overdueSubscriptions,
  planStore,
  purgeableProjects,
  registrationStore,
  signInStore,
  tenantErasure,
} from "@dream-api/storage";
import { beforeAll, describe, expect, test } from "vitest";
import { changedBy, makeProject, now, useDatabase } from "../../packages/storage/test/database.ts";
import { type QueryPlans, watchQueries } from "../world/query-plans.ts";

const world = useDatabase();
let plans: QueryPlans;
let database: Database;

beforeAll(() => {
  plans = watchQueries(world.database.$client);
  database = plans.database;
});

const due = { at: now(), limit: 50 };
const clock = () => ({ real: now(), business: now() });
const types = ["subscription", "charge"] as const;

describe("api-multi", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["outbox", () => outboxStore(database).take({ ...due, leaseMs: 1 })],
    ["catalogue_syncs", () => dueSyncs(database).list(due)],
    ["idempotency", () => idempotencyStore(database).forget(now(), 1000)],
    ["connect_news", () => dirtyObjectStore(database).take({ ...due, types, leaseMs: 1 })],
    ["sign_ins", () => signInStore(database).purge(now(), 1000)],
    ["sales, orders", () => dueOrders(database).list(due)],
    ["sales, refunds", () => dueRefunds(database).list(due)],
  ])("%s", async (_name, ask) => {
    await plans.expectIndexes(ask);
  });

  test("overdue_subscriptions", async () => {
    const lines = await plans.expectIndexes(
      () => markOverdue({ overdue: overdueSubscriptions(database), clock }),
      ["overdue"],
    );
    for (const index of ["by_period_end", "by_cancel_at", "by_first_failure"]) {
      expect(lines).toContainEqual(expect.stringContaining(`INDEX subscriptions_${index} `));
    }
  });

  test("connect_news walks to the next turn along the time that things are due", async () => {
    const walk = "dirty_objects USING INDEX dirty_objects_due";
    await plans.expectIndexes(() => dirtyObjectStore(database).nextTurn(types), [walk]);
  });

  test("account_news reads the connections, of which each developer has two", async () => {
    await plans.expectIndexes(() => overdueSubscriptions(database).markAccounts(now()), ["stripe_connections"]);
  });
});

describe("front-auth-api", () => {
  test.each<[string, () => Promise<unknown>]>([
    ["plan_reconciliation, news", () => inboxStore(database).findUnknown("stripe_platform", ["evt_1"])],
    ["plan_reconciliation, overdue", () => planStore(database).listOverdue(now(), 50)],
    ["plan_news", () => dirtyObjectStore(database).take({ ...due, types: ["platform_subscription"], leaseMs: 1 })],
    ["unclaimed_registrations", () => registrationStore(database).listUnclaimed(now(), 50)],
    ["deleted_projects", () => purgeableProjects(database).list(now(), 20)],
    ["deleted_projects, one of them", () => purgeableProjects(database).purgeSome(newProjectId(), 100)],
    ["unused_assets", () => assetUse(database).check({ at: now(), checkedBefore: now() }, 100)],
  ])("%s", async (_name, ask) => {
    await plans.expectIndexes(ask);
  });

  test("invitations walks along those that wait, and no others", async () => {
    const walk = "registrations USING INDEX registrations_uninvited";
    await plans.expectIndexes(() => registrationStore(database).listUninvited(20), [walk]);
  });

  test.each(Object.keys(oldRows(undefined as never)) as (keyof OldRows)[])("retention, %s", async (kind) => {
    await plans.expectIndexes(() => oldRows(database)[kind](now(), 100));
  });
});

test("an erasure finds what Stripe told of somebody without reading the inbox", async () => {
  const scope = await makeProject(world.database);
  const lines = await plans.expectIndexes(() => tenantErasure(database, now).erase(scope, changedBy, "ada", "ers_1"));
  for (const index of ["inbox_of_customer", "inbox_by_object", "inbox_of_payment"]) {
    expect(lines).toContainEqual(expect.stringContaining(`INDEX ${index} `));
  }
});
