/** A year of a project's life, written straight into D1: the same rows each time, in shares that a real one could have. */
import type { D1Database } from "@cloudflare/workers-types";

export interface HistoryOf {
  readonly projectId: string;
  readonly mode: "test" | "live";
  readonly accountId: string;
  /** Epoch milliseconds: the year ends here. */
  readonly now: number;
  readonly rows: number;
  /** For how many months each customer has a count. */
  readonly usageMonths: number;
}

const rowsPerStatement = 10_000;
const dayMs = 86_400_000;

/** ?1 project, ?2 mode, ?3 account, ?4 now, ?5 rows, ?6 and ?7 from which number to which. */
const numbers = "WITH RECURSIVE n(i) AS (SELECT CAST(?6 AS INTEGER) UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?7)";
const created = `CAST(?4 - 365 * ${dayMs} + i * (365.0 * ${dayMs} / ?5) AS INTEGER)`;
const scrambled = "printf('%06x', (i * 2654435761) % 16777216)";
const userId = "printf('user_%06d', i)";
const tier = "iif(i % 10 < 6, 'free', iif(i % 2, 'pro', 'team'))";
const status = "CASE i % 20 WHEN 19 THEN 'canceled' WHEN 18 THEN 'trialing' WHEN 17 THEN 'past_due' ELSE 'active' END";
const interval = "iif(i % 7 = 0, 'year', 'month')";
const price = "iif(i % 2, 2900, 9900)";
const annual = `(${price} * iif(i % 7 = 0, 1, 12))`;
const firstNames = "'Ada', 'Bob', 'Cleo', 'Dan', 'Eve', 'Finn', 'Gus', 'Hal', 'Ivy', 'Jo'";
const firstName = `json_extract(json_array(${firstNames}), '$[' || (i % 10) || ']')`;

const customers = [
  `${numbers} INSERT INTO end_users (project_id, mode, user_id, email, name, search_email, search_name, status, plan,
      plan_source, created_at, last_active_at)
    SELECT ?1, ?2, ${userId}, iif(i % 10 = 3, NULL, ${scrambled} || '@example.com'), ${firstName} || ' ' || ${scrambled},
      iif(i % 10 = 3, NULL, ${scrambled} || '@example.com'), lower(${firstName} || ' ' || ${scrambled}),
      iif(i % 500 = 4, 'invited', 'active'), ${tier}, iif(i % 10 < 6, 'free', 'subscription'), ${created}, ?4 FROM n`,
  `${numbers} INSERT INTO stripe_customers (stripe_account_id, customer_id, project_id, mode, user_id, created_at)
    SELECT ?3, 'cus_' || i, ?1, ?2, ${userId}, ${created} FROM n WHERE i % 10 >= 6`,
  `${numbers} INSERT INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier,
      unit_amount, net_amount, currency, status, interval, usage_anchor, current_period_start, current_period_end,
      cancel_at, created_at, updated_at, rev)
    SELECT ?3, 'sub_' || i, ?1, ?2, ${userId}, ${tier}, ${price}, ${price}, 'usd', ${status}, ${interval}, ${created},
      ?4 - 10 * ${dayMs}, ?4 + 20 * ${dayMs}, iif(i % 30 = 8, ?4 + 20 * ${dayMs}, NULL), ${created}, ?4, 1
    FROM n WHERE i % 10 >= 6`,
  `${numbers} INSERT INTO mrr_movements (project_id, mode, user_id, stripe_account_id, subscription_id, kind,
      annual_amount, currency, tier, at, row_rev)
    SELECT ?1, ?2, ${userId}, ?3, 'sub_' || i, 'new', ${annual}, 'usd', ${tier}, ${created}, 1
    FROM n WHERE i % 10 >= 6 AND i % 20 <> 18`,
  `${numbers} INSERT INTO mrr_movements (project_id, mode, user_id, stripe_account_id, subscription_id, kind,
      annual_amount, currency, tier, at, row_rev)
    SELECT ?1, ?2, ${userId}, ?3, 'sub_' || i, 'churn', -${annual}, 'usd', ${tier},
      min(?4, ${created} + 90 * ${dayMs}), 2
    FROM n WHERE i % 20 = 19`,
  `${numbers} INSERT INTO inbox_events (source, event_id, type, stripe_account_id, mode, object_type, object_id,
      customer_id, payload, received_at)
    SELECT 'stripe_connect_' || ?2, 'evt_' || ?1 || i, 'customer.subscription.updated', ?3, ?2, 'subscription',
      'sub_' || (i - i % 10 + 6), 'cus_' || (i - i % 10 + 6), '{"id":"evt"}', ${created} FROM n`,
];

const usage = `${numbers} INSERT INTO usage_counts (project_id, mode, user_id, anchor, period_start, count, tier, seq)
  SELECT ?1, ?2, ${userId}, 0, ?8, i % 1000, ${tier}, 1 FROM n`;

const usageDays = `INSERT INTO usage_days (project_id, mode, day, tier, shard, count, seq)
  SELECT ?1, ?2, day.value, tier.value, shard.value, 1000 + day.value % 100, 1
  FROM json_each(?3) day, json_each('["free","pro","team"]') tier, json_each('[0,1,2,3,4,5,6,7]') shard`;

const orders = [
  `${numbers} INSERT INTO orders (order_id, project_id, mode, stripe_account_id, user_id, status, is_reserved,
      amount_total, currency, email, search_email, session_id, payment_intent_id, created_at, expires_at, paid_at,
      updated_at)
    SELECT 'ord_' || ${scrambled} || i, ?1, ?2, ?3, NULL, iif(i % 20 = 9, 'expired', 'paid'), 0, 1800 + i % 5000, 'usd',
      ${scrambled} || '@example.com', ${scrambled} || '@example.com', 'cs_' || ?1 || i, 'pi_' || i, ${created},
      ${created} + 2100000, iif(i % 20 = 9, NULL, ${created} + 60000), ${created} + 60000 FROM n`,
  `${numbers} INSERT INTO order_items (order_id, project_id, mode, product, display_name, quantity, unit_amount)
    SELECT 'ord_' || ${scrambled} || i, ?1, ?2, 'product-' || (i % 40), 'Product ' || (i % 40), 1 + i % 3, 1800
    FROM n`,
  `${numbers} UPDATE orders SET amount_refunded = 100, status = 'partially_refunded'
    WHERE order_id IN (SELECT 'ord_' || ${scrambled} || i FROM n WHERE i % 25 = 1)`,
];

async function inPieces(d1: D1Database, statements: readonly string[], of: HistoryOf, ...more: unknown[]) {
  for (let from = 0; from < of.rows; from += rowsPerStatement) {
    const to = Math.min(of.rows, from + rowsPerStatement);
    const { projectId, mode, accountId, now, rows } = of;
    for (const statement of statements) {
      const known = [projectId, mode, accountId, now, rows, from, to, ...more];
      await d1
        .prepare(statement)
        .bind(...known.slice(0, highestParameter(statement)))
        .run();
    }
  }
}

function highestParameter(statement: string): number {
  return Math.max(...[...statement.matchAll(/\?(\d)/g)].map(([, number]) => Number(number)));
}

/** Customers, four in ten with a subscription, their revenue, usage and events. */
export async function layCustomers(d1: D1Database, of: HistoryOf): Promise<void> {
  await inPieces(d1, customers, of);
  const now = new Date(of.now);
  for (let month = 0; month < of.usageMonths; month++) {
    await inPieces(d1, [usage], of, Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - month));
  }
  const today = Math.floor(of.now / dayMs);
  const days = JSON.stringify(Array.from({ length: 365 }, (_, index) => today - index));
  await d1.prepare(usageDays).bind(of.projectId, of.mode, days).run();
}

/** Orders of a store, most of them paid and some given back in part. */
export async function layOrders(d1: D1Database, of: HistoryOf): Promise<void> {
  await inPieces(d1, orders, of);
}

export async function layConnection(
  d1: D1Database,
  { platformId, mode, accountId }: Pick<HistoryOf, "mode" | "accountId"> & { platformId: string },
): Promise<void> {
  await d1
    .prepare(
      `INSERT INTO stripe_connections (platform_id, mode, stripe_account_id, scope, status, connected_at)
       VALUES (?, ?, ?, 'read_write', 'connected', 0)`,
    )
    .bind(platformId, mode, accountId)
    .run();
}
