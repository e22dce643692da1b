/** The live figures of all projects of a platform, project by project. */
import type { PlatformScope, ProjectTotals, Span, TotalsStore } from "@dream-api/domain";
import type { Database } from "../d1/database.ts";
import { platformRepository } from "./repository.ts";

const paying = `s.mode = 'live' AND s.status IN ('active', 'past_due') AND s.duplicate_of IS NULL`;
const paid = `o.mode = 'live' AND o.currency = p.currency AND o.paid_at IS NOT NULL AND o.paid_at >= ?2
  AND o.paid_at < ?3 AND o.status <> 'paid_after_release'`;

const totalsQuery = `
  SELECT p.currency,
    (SELECT count(*) FROM subscriptions s WHERE s.project_id = p.project_id AND ${paying}) AS active,
    (SELECT count(cancel_at) FROM subscriptions s WHERE s.project_id = p.project_id AND ${paying}) AS canceling,
    (SELECT count(*) FROM subscriptions s WHERE s.project_id = p.project_id AND s.mode = 'live'
      AND s.status = 'trialing' AND s.duplicate_of IS NULL) AS trialing,
    (SELECT total(m.annual_amount) FROM mrr_movements m WHERE m.project_id = p.project_id AND m.mode = 'live'
      AND m.currency = p.currency) AS annualAmount,
    (SELECT coalesce(sum(o.amount_total), 0) FROM orders o WHERE o.project_id = p.project_id AND ${paid}) AS revenue,
    (SELECT count(*) FROM orders o WHERE o.project_id = p.project_id AND ${paid}) AS sales,
    (SELECT coalesce(sum(r.amount), 0) FROM refund_movements r CROSS JOIN orders o ON o.order_id = r.order_id
      WHERE r.project_id = p.project_id AND r.mode = 'live' AND r.at >= ?2 AND r.at < ?3 AND r.currency = p.currency
        AND o.status <> 'paid_after_release') AS refunded
  FROM projects p JOIN project_modes l ON l.project_id = p.project_id AND l.mode = 'live'
  WHERE p.platform_id = ?1 AND p.deleted_at IS NULL`;

export function platformTotals(database: Database) {
  return platformRepository({
    async readProjects({ platformId }: PlatformScope, { from, to }: Span): Promise<ProjectTotals[]> {
      const { results } = await database.$client.prepare(totalsQuery).bind(platformId, from, to).all<ProjectTotals>();
      return results;
    },
  } satisfies TotalsStore & Record<string, unknown>);
}
