/** Rows as webhooks and checkouts leave them, written straight into a world's D1. */
import { workerNames } from "../../scripts/local/workers.ts";
import type { TestProject, World } from "../world/world.ts";

type Row = Record<string, string | number | null>;

/** The D1 of a world. */
export async function rowsOf(world: World) {
  const d1 = await world.stack.miniflare.getD1Database("DB", workerNames["api-multi"]);
  return {
    async put(table: string, rows: readonly Row[]): Promise<void> {
      for (const alike of Map.groupBy(rows, (row) => Object.keys(row).join(", ")).values()) {
        const columns = Object.keys(alike[0] ?? {});
        const values = columns.map((column) => `value ->> '${column}'`);
        await d1
          .prepare(`INSERT INTO ${table} (${columns.join(", ")}) SELECT ${values.join(", ")} FROM json_each(?)`)
          .bind(JSON.stringify(alike))
          .run();
      }
    },
    run: (query: string, ...values: (string | number | null)[]) =>
      d1
        .prepare(query)
        .bind(...values)
        .all<Record<string, unknown>>()
        .then(({ results }) => results),
  };
}

export type Rows = Awaited<ReturnType<typeof rowsOf>>;

const scopeOf = ({ tenant: { projectId, mode } }: TestProject) => ({ project_id: projectId, mode });

export function customerRow(project: TestProject, id: string, more: Row = {}): Row {
  const own = { ...scopeOf(project), user_id: id, status: "active", created_at: 0, ...more };
  const lower = (value: string | number | null | undefined) => (typeof value === "string" ? value.toLowerCase() : null);
  return { ...own, search_email: lower(more.email), search_name: lower(more.name) };
}

export function subscriptionRow(project: TestProject, id: string, more: Row = {}): Row {
  return {
    ...scopeOf(project),
    stripe_account_id: `acct_${project.projectId}`,
    subscription_id: id,
    user_id: `user of ${id}`,
    tier: "pro",
    status: "active",
    interval: "month",
    unit_amount: 2900,
    net_amount: 2900,
    currency: "usd",
    usage_anchor: 0,
    current_period_start: 0,
    current_period_end: 0,
    rev: 1,
    ...more,
  };
}

let moves = 0;

export function movementRow(project: TestProject, kind: string, annualAmount: number, at: number, more: Row = {}): Row {
  moves += 1;
  return {
    ...scopeOf(project),
    user_id: "ada",
    stripe_account_id: `acct_${project.projectId}`,
    subscription_id: "sub_1",
    kind,
    annual_amount: annualAmount,
    currency: "usd",
    tier: "pro",
    at,
    row_rev: moves,
    ...more,
  };
}

export function orderRow(project: TestProject, id: string, more: Row = {}): Row {
  const email = typeof more.email === "string" ? more.email.toLowerCase() : null;
  return {
    ...scopeOf(project),
    order_id: id,
    stripe_account_id: `acct_${project.projectId}`,
    status: "paid",
    is_reserved: 0,
    amount_total: 1000,
    currency: "usd",
    search_email: email,
    created_at: 0,
    expires_at: 0,
    updated_at: 0,
    ...more,
  };
}

export function itemRow(project: TestProject, orderId: string, product: string, more: Row = {}): Row {
  const sold = { display_name: product, quantity: 1, unit_amount: 1000, ...more };
  return { ...scopeOf(project), order_id: orderId, product, ...sold };
}

/** Connects an account to the project's owner. @returns the account's id */
export async function connect(rows: Rows, project: TestProject): Promise<string> {
  const account = `acct_${project.projectId}`;
  await rows.put("stripe_connections", [
    {
      platform_id: project.platformId,
      mode: project.tenant.mode,
      stripe_account_id: account,
      scope: "read_write",
      status: "connected",
      connected_at: 0,
    },
  ]);
  return account;
}

export function eventRow(account: string, id: string, more: Row = {}): Row {
  return {
    source: "stripe_connect_test",
    event_id: id,
    type: "customer.subscription.updated",
    stripe_account_id: account,
    mode: "test",
    object_type: "subscription",
    object_id: "sub_1",
    payload: JSON.stringify({ id, object: "event" }),
    received_at: 0,
    ...more,
  };
}
