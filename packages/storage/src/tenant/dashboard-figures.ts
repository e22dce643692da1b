/** Sums for the dashboard. Each reads an index that holds all it needs; `docs/metrics.md` says what they mean. */
import type {
  DashboardStore,
  DayOfUsage,
  MovementSums,
  ProjectHead,
  SaasRows,
  SalesSums,
  Scope,
  Span,
  StoreRows,
  SubscriptionGroup,
} from "@dream-api/domain";
import { dayMs } from "@dream-api/domain";
import type { Database } from "../d1/database.ts";
import { tenantRepository } from "./repository.ts";

const longestList = 10;

const dashboardQueries = {
  head: `
    SELECT p.type, p.currency FROM project_modes m JOIN projects p ON p.project_id = m.project_id
    WHERE m.project_id = ?1 AND m.mode = ?2 AND p.deleted_at IS NULL`,
  movements: `
    SELECT total(annual_amount) AS total, total(iif(kind = 'new', annual_amount, 0)) AS new,
      total(iif(kind = 'expansion', annual_amount, 0)) AS expansion,
      total(iif(kind = 'contraction', annual_amount, 0)) AS contraction,
      total(iif(kind = 'churn', annual_amount, 0)) AS churn,
      total(iif(kind = 'reactivation', annual_amount, 0)) AS reactivation,
      total(kind IN ('new', 'reactivation')) AS begun, total(kind = 'churn') AS ended
    FROM mrr_movements WHERE project_id = ?1 AND mode = ?2 AND currency = ?3 AND at >= ?4 AND at < ?5`,
  /** One status each, so that the groups come in the order of the index and nothing is sorted. */
  subscriptions: `
    SELECT status, tier, currency, interval, count(*) AS count, count(cancel_at) AS canceling,
      sum(net_amount) AS netAmount
    FROM subscriptions WHERE project_id = ?1 AND mode = ?2 AND status = ?3 AND duplicate_of IS NULL
    GROUP BY tier, currency, interval`,
  usage: `
    SELECT day, tier, sum(count) AS count FROM usage_days
    WHERE project_id = ?1 AND mode = ?2 AND day >= ?3 AND day < ?4 GROUP BY day, tier`,
  tiers: `
    SELECT name, display_name AS displayName, archived_at IS NOT NULL AS isArchived FROM tiers
    WHERE project_id = ?1 AND mode = ?2 ORDER BY position, name`,
  sales: `
    SELECT coalesce(sum(amount_total), 0) AS revenue, count(*) AS sales FROM orders
    WHERE project_id = ?1 AND mode = ?2 AND paid_at IS NOT NULL AND paid_at >= ?4 AND paid_at < ?5
      AND currency = ?3 AND status <> 'paid_after_release'`,
  refunds: `
    SELECT coalesce(sum(r.amount), 0) AS refunded FROM refund_movements r
    CROSS JOIN orders o ON o.order_id = r.order_id
    WHERE r.project_id = ?1 AND r.mode = ?2 AND r.at >= ?4 AND r.at < ?5 AND r.currency = ?3
      AND o.status <> 'paid_after_release'`,
  /** Under the name of the last sale. */
  bestSellers: `
    SELECT product, displayName, quantity, revenue FROM (
      SELECT product, display_name AS displayName, max(day), sum(quantity) AS quantity, sum(revenue) AS revenue
      FROM product_days
      WHERE project_id = ?1 AND mode = ?2 AND currency = ?3 AND day >= ?4 AND day < ?5
      GROUP BY product)
    WHERE quantity > 0 ORDER BY quantity DESC, product LIMIT ${longestList}`,
  stock: `
    SELECT name AS product, display_name AS displayName, stock, sold_out = 1 OR stock = 0 AS soldOut FROM products
    WHERE project_id = ?1 AND mode = ?2 AND stock IS NOT NULL AND archived_at IS NULL
    ORDER BY stock, name LIMIT ${longestList}`,
} as const;

const countedStatuses = ["trialing", "active", "past_due"] as const satisfies SubscriptionGroup["status"][];

export function tenantDashboard(database: Database) {
  const d1 = database.$client;
  const ask = ({ projectId, mode }: Scope, query: keyof typeof dashboardQueries, ...more: (string | number)[]) =>
    d1.prepare(dashboardQueries[query]).bind(projectId, mode, ...more);

  return tenantRepository({
    readHead: (scope: Scope) => ask(scope, "head").first<ProjectHead>(),

    async readSaas(scope: Scope, currency: string, { from, to, steps }: Span): Promise<SaasRows> {
      const [usage, tiers, before, ...more] = await d1.batch([
        ask(scope, "usage", Math.floor(from / dayMs), Math.ceil(to / dayMs)),
        ask(scope, "tiers"),
        ask(scope, "movements", currency, 0, from),
        ...countedStatuses.map((status) => ask(scope, "subscriptions", status)),
        ...steps.map(({ start, end }) => ask(scope, "movements", currency, start, end)),
      ]);
      const groups = more.slice(0, countedStatuses.length);
      return {
        before: rowsOf<MovementSums>(before)[0] ?? noMovements,
        steps: more.slice(countedStatuses.length).map((step) => rowsOf<MovementSums>(step)[0] ?? noMovements),
        subscriptions: groups.flatMap((group) => rowsOf<SubscriptionGroup>(group)),
        usage: rowsOf<DayOfUsage>(usage),
        tiers: rowsOf<{ name: string; displayName: string; isArchived: number }>(tiers).map((tier) => {
          return { ...tier, isArchived: tier.isArchived === 1 };
        }),
      };
    },

    async readStore(scope: Scope, currency: string, { from, to, steps }: Span): Promise<StoreRows> {
      const [sellers, stock, ...sums] = await d1.batch([
        ask(scope, "bestSellers", currency, Math.floor(from / dayMs), Math.ceil(to / dayMs)),
        ask(scope, "stock"),
        ...steps.flatMap(({ start, end }) => [
          ask(scope, "sales", currency, start, end),
          ask(scope, "refunds", currency, start, end),
        ]),
      ]);
      return {
        steps: steps.map((_, index) => ({
          ...(rowsOf<Omit<SalesSums, "refunded">>(sums[2 * index])[0] ?? { revenue: 0, sales: 0 }),
          refunded: rowsOf<Pick<SalesSums, "refunded">>(sums[2 * index + 1])[0]?.refunded ?? 0,
        })),
        bestSellers: rowsOf<StoreRows["bestSellers"][number]>(sellers),
        stock: rowsOf<{ product: string; displayName: string; stock: number; soldOut: number }>(stock).map((row) => {
          return { ...row, soldOut: row.soldOut === 1 };
        }),
      };
    },
  } satisfies DashboardStore & Record<string, unknown>);
}

const noMovements: MovementSums = {
  ...{ new: 0, expansion: 0, contraction: 0, churn: 0, reactivation: 0, total: 0, begun: 0, ended: 0 },
};

function rowsOf<Row>(result: { results: unknown[] } | undefined): Row[] {
  return (result?.results ?? []) as Row[];
}
