/** What is kept for a time goes when that is over, however much it is; what is younger stays. */
import { type OldRows, removeOldRows } from "@dream-api/domain";
import { expect, test } from "vitest";
import { oldRows } from "../src/index.ts";
import { makeProject, now, useDatabase } from "./database.ts";

const world = useDatabase();
const dayMs = 86_400_000;
const ago = (days: number) => now() - days * dayMs;

const run = (sql: string, ...values: unknown[]) =>
  world.database.$client
    .prepare(sql)
    .bind(...values)
    .run();

const count = (sql: string, ...values: unknown[]) =>
  world.database.$client
    .prepare(`SELECT count(*) AS n FROM ${sql}`)
    .bind(...values)
    .first<number>("n");

const deps = () => ({
  old: oldRows(world.database),
  clock: () => ({ real: now(), business: now() }),
  report: (message: string, cause: unknown) => {
    throw new Error(message, { cause });
  },
});

interface Case {
  readonly days: number;
  /** Writes one row of that age. */
  write(at: number, id: string): Promise<unknown>;
  /** Those that are left, as a table with its condition. */
  readonly left: string;
}

const order = (status: string) => async (at: number, id: string) => {
  const { projectId } = await makeProject(world.database);
  await run(
    `INSERT INTO orders (order_id, project_id, mode, stripe_account_id, status, is_reserved, amount_total, currency,
       created_at, expires_at, updated_at) VALUES (?, ?, 'test', 'acct_1', ?, 0, 1, 'usd', 0, 0, ?)`,
    ...[id, projectId, status, at],
  );
  await run("INSERT INTO order_items VALUES (?, ?, 'test', 'mug', 'Mug', 1, 1, 0)", id, projectId);
};

const event = (at: number, id: string) =>
  run(
    `INSERT INTO inbox_events (source, event_id, type, mode, payload, received_at)
     VALUES ('stripe_platform', ?, 'invoice.paid', 'test', '{}', ?)`,
    ...[id, at],
  );

const checkout = (status: string) => (at: number, id: string) =>
  run(
    `INSERT INTO checkout_sessions (checkout_id, project_id, mode, user_id, stripe_account_id, parameters_hash, status,
       created_at, expires_at) VALUES (?1, 'prj', 'test', ?1, 'acct_1', '', ?2, 0, ?3)`,
    ...[id, status, at],
  );

const platform = async (id: string) => {
  await run("INSERT OR IGNORE INTO platforms (platform_id, created_at) VALUES (?, 0)", `plt_${id}`);
  return `plt_${id}`;
};

const cases: Record<string, Case> = {
  "an event's payload": { days: 30, write: event, left: "inbox_events WHERE payload IS NOT NULL AND event_id = ?" },
  "an event": { days: 90, write: event, left: "inbox_events WHERE event_id = ?" },
  "an entry of the audit log": {
    days: 365,
    write: (at, id) =>
      run(
        "INSERT INTO audit_log (platform_id, actor, action, detail, at) VALUES (?, 'system', 'done', '{}', ?)",
        id,
        at,
      ),
    left: "audit_log WHERE platform_id = ?",
  },
  "a dismissed notice": {
    days: 90,
    write: async (at, id) =>
      run(
        `INSERT INTO notices (platform_id, kind, topic, detail, created_at, dismissed_at) VALUES (?, 'x', ?, '{}', 0, ?)`,
        ...[await platform(id), id, at],
      ),
    left: "notices WHERE topic = ?",
  },
  "a count of attempts": {
    days: 2,
    write: (at, id) => run("INSERT INTO attempt_counts VALUES (?, ?, 1)", id, at),
    left: "attempt_counts WHERE subject = ?",
  },
  "a checkout that is over": {
    days: 30,
    write: checkout("expired"),
    left: "checkout_sessions WHERE checkout_id = ?",
  },
  "a checkout of whose end nobody told": {
    days: 30,
    write: checkout("open"),
    left: "checkout_sessions WHERE checkout_id = ?",
  },
  "an order that was never paid": { days: 90, write: order("expired"), left: "order_items WHERE order_id = ?" },
  "a claimed registration": {
    days: 90,
    write: async (at, id) =>
      run(
        "INSERT INTO registrations (platform_id, email, created_at, claimed_at) VALUES (?, ?, 0, ?)",
        ...[await platform(id), id, at],
      ),
    left: "registrations WHERE email = ?",
  },
  "a count of usage": {
    days: 400,
    write: (at, id) => run("INSERT INTO usage_counts VALUES ('prj', 'test', ?, 0, ?, 1, 'free', 1)", id, at),
    left: "usage_counts WHERE user_id = ?",
  },
  "a day of usage": {
    days: 800,
    // Whole days: the moment is moved to where one ends.
    write: (at, id) => {
      const day = Math.floor((at - (now() % dayMs)) / dayMs);
      return run("INSERT INTO usage_days VALUES (?, 'test', ?, 'free', 0, 1, 1)", id, day);
    },
    left: "usage_days WHERE project_id = ?",
  },
};

test.each(Object.entries(cases))("%s goes after its time and not before", async (name, { days, write, left }) => {
  const [young, old] = [`young ${name}`, `old ${name}`];
  await write(ago(days) + 1, young);
  await write(ago(days) - 1, old);
  await removeOldRows(deps());
  expect([await count(left, young), await count(left, old)]).toEqual([1, 0]);
});

test("an order that was paid stays, however old it is", async () => {
  await order("refunded")(ago(5000), "ord_paid");
  await removeOldRows(deps());
  expect(await count("orders WHERE order_id = 'ord_paid'")).toBe(1);
});

test("more than goes at once goes portion by portion, and what fails keeps nothing else", async () => {
  await run(
    `INSERT INTO attempt_counts SELECT 'many', value, 1
     FROM (WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 2500) SELECT value FROM n)`,
  );
  const reports: string[] = [];
  const old: OldRows = { ...deps().old, events: () => Promise.reject(new Error("D1 is down")) };
  const portions: number[] = [];
  const attemptCounts: OldRows["attemptCounts"] = async (before, limit) => {
    portions.push(await deps().old.attemptCounts(before, limit));
    return portions.at(-1) ?? 0;
  };
  await removeOldRows({ ...deps(), old: { ...old, attemptCounts }, report: (message) => void reports.push(message) });
  expect(await count("attempt_counts WHERE subject = 'many'")).toBe(0);
  expect(portions).toEqual([1000, 1000, 500]);
  expect(reports).toEqual(["old rows (events) could not be removed"]);
});
