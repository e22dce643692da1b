/** What billing will write once it is there: subscriptions and the owner's plan, straight into D1. */
import type { Scope } from "@dream-api/domain";
import type { LabSubscription, TenantName } from "../lab-methods.ts";

/** One per user; a second call replaces it. @returns the project's new rev */
export async function putSubscription(
  database: D1Database,
  { projectId, mode }: Scope,
  { cancelAt = null, firstFailedAt = null, ...facts }: LabSubscription,
): Promise<number | null> {
  const [bumped] = await database.batch<{ rev: number }>([
    database
      .prepare("UPDATE project_modes SET rev = rev + 1 WHERE project_id = ?1 AND mode = ?2 RETURNING rev")
      .bind(projectId, mode),
    database
      .prepare(
        `INSERT OR REPLACE INTO subscriptions (stripe_account_id, subscription_id, project_id, mode, user_id, tier, status,
           interval, usage_anchor, current_period_start, current_period_end, cancel_at, first_failed_at, rev)
         VALUES ('acct_lab_' || ?1 || ?2, 'sub_' || ?3, ?1, ?2, ?3, ?4, ?5, 'month', ?6, ?7, ?8, ?9, ?10,
           (SELECT rev FROM project_modes WHERE project_id = ?1 AND mode = ?2))`,
      )
      .bind(
        projectId,
        mode,
        facts.userId,
        facts.tier,
        facts.status,
        facts.usageAnchor,
        facts.currentPeriodStart,
        facts.currentPeriodEnd,
        cancelAt,
        firstFailedAt,
      ),
  ]);
  return bumped?.results[0]?.rev ?? null;
}

/** @returns the owner's projects with their new revs */
export async function coverPlatform(
  database: D1Database,
  platformId: string,
  coveredUntil: number | null,
): Promise<(TenantName & { rev: number })[]> {
  const own = "project_id IN (SELECT project_id FROM projects WHERE platform_id = ?1)";
  const [, bumped] = await database.batch<TenantName & { rev: number }>([
    database.prepare("UPDATE platforms SET covered_until = ?2 WHERE platform_id = ?1").bind(platformId, coveredUntil),
    database
      .prepare(`UPDATE project_modes SET rev = rev + 1 WHERE ${own} RETURNING project_id AS projectId, mode, rev`)
      .bind(platformId),
  ]);
  return bumped?.results ?? [];
}
