/** What Stripe told of somebody goes when they are erased, and what it tells later is not kept. */
import type { IncomingEvent, Scope } from "@dream-api/domain";
import { expect, test } from "vitest";
import { inboxStore, tenantErasure } from "../src/index.ts";
import { changedBy, makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();

const run = (sql: string, ...values: unknown[]) =>
  world.database.$client
    .prepare(sql)
    .bind(...values)
    .run();

/** Somebody with a Stripe customer, a subscription that is over and an order, on an account of the project's own. */
async function buyer(scope: Scope, userId: string) {
  const { projectId } = scope;
  const account = `acct_${projectId}`;
  const id = `${projectId}_${userId}`;
  await run(
    "INSERT INTO end_users (project_id, mode, user_id, status, created_at) VALUES (?, 'test', ?, 'active', 0)",
    ...[projectId, userId],
  );
  await run("INSERT INTO stripe_customers VALUES (?, ?, ?, 'test', ?, 0)", account, `cus_${id}`, projectId, userId);
  await run(
    `INSERT INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status, interval,
       usage_anchor, current_period_start, current_period_end, rev)
     VALUES (?, ?, ?, 'test', ?, 'pro', 'canceled', 'month', 0, 0, 0, 1)`,
    ...[account, `sub_${id}`, projectId, userId],
  );
  await run(
    `INSERT INTO orders (order_id, project_id, mode, stripe_account_id, user_id, status, is_reserved, amount_total,
       currency, session_id, payment_intent_id, created_at, expires_at, updated_at)
     VALUES (?, ?, 'test', ?, ?, 'paid', 0, 500, 'usd', ?, ?, 0, 0, 0)`,
    ...[`ord_${id}`, projectId, account, userId, `cs_${id}`, `pi_${id}`],
  );
  const news: [objectId: string, customerId: string | null, paymentIntentId: string | null][] = [
    ["in_1", `cus_${id}`, null],
    [`sub_${id}`, null, null],
    ["ch_1", null, `pi_${id}`],
    [`cs_${id}`, null, null],
  ];
  let told = 0;
  return {
    async hear() {
      for (const [objectId, customerId, paymentIntentId] of news) {
        told += 1;
        const event: IncomingEvent = {
          source: "stripe_connect_test",
          eventId: `evt_${id}_${told}`,
          type: "invoice.paid",
          stripeAccountId: account,
          mode: "test",
          objectType: "object",
          ...{ objectId, customerId, paymentIntentId },
          payload: { email: "ada@example.com" },
          about: null,
        };
        await inboxStore(world.database).record(event, now());
      }
    },
    async payloads() {
      const { results } = await world.database.$client
        .prepare("SELECT payload FROM inbox_events WHERE event_id LIKE ? || '%'")
        .bind(`evt_${id}_`)
        .all<{ payload: string | null }>();
      return results.map(({ payload }) => payload);
    },
  };
}

const told = JSON.stringify({ email: "ada@example.com" });
const erase = (scope: Scope, userId: string) =>
  tenantErasure(world.database, now).erase(scope, changedBy, userId, `ers_${userId}`);

test("what Stripe told of somebody goes with them, and nobody else's does", async () => {
  const scope = await makeProject(world.database);
  const [ada, bob] = [await buyer(scope, "ada"), await buyer(scope, "bob")];
  await ada.hear();
  await bob.hear();
  expect(await ada.payloads()).toEqual(Array(4).fill(told));
  expect(await erase(scope, "ada")).toEqual(expect.any(Number));
  expect(await ada.payloads()).toEqual(Array(4).fill(null));
  expect(await bob.payloads()).toEqual(Array(4).fill(told));
});

test("what Stripe tells later is known, and not kept", async () => {
  const scope = await makeProject(world.database);
  const [ada, bob] = [await buyer(scope, "ada"), await buyer(scope, "bob")];
  await erase(scope, "ada");
  await ada.hear();
  await bob.hear();
  expect(await ada.payloads()).toEqual(Array(4).fill(null));
  expect(await bob.payloads()).toEqual(Array(4).fill(told));
});
