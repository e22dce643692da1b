/** What a customer's row says that they are on, as an expression: for lists and charts, the Meter decides itself. */
import type { Scope } from "@dream-api/domain";
import { type SQL, sql } from "drizzle-orm";

interface PlanColumns {
  readonly plan: SQL;
  readonly planSource: SQL;
}

/** By the facts as they stand in D1 when the statement runs: the subscription, then the assigned tier, then the free one. */
export function planColumns({ projectId, mode }: Scope, userId: string, assignedTier: string | null): PlanColumns {
  const subscribed = sql`(SELECT s.tier FROM subscriptions s
    WHERE s.project_id = ${projectId} AND s.mode = ${mode} AND s.user_id = ${userId}
      AND s.duplicate_of IS NULL AND s.status IN ('trialing', 'active', 'past_due'))`;
  const free = sql`(SELECT t.name FROM tiers t
    WHERE t.project_id = ${projectId} AND t.mode = ${mode} AND t.unit_amount = 0 AND t.archived_at IS NULL
    ORDER BY t.position LIMIT 1)`;
  return {
    plan: sql`coalesce(${subscribed}, ${assignedTier}, ${free})`,
    planSource: sql`CASE WHEN ${subscribed} IS NOT NULL THEN 'subscription'
      WHEN ${assignedTier} IS NOT NULL THEN 'assigned' WHEN ${free} IS NOT NULL THEN 'free' END`,
  };
}
