/** Looks into D1, and takes out of it, where no endpoint does. */
import type { Scope } from "@dream-api/domain";
import type { StoredUsage } from "../lab-methods.ts";

export async function hasProject(database: D1Database, projectId: string): Promise<boolean> {
  const row = await database.prepare("SELECT 1 FROM projects WHERE project_id = ?").bind(projectId).first();
  return row !== null;
}

export async function readDatabaseUsage(database: D1Database, { projectId, mode }: Scope): Promise<StoredUsage> {
  const [counts, days] = await database.batch([
    database
      .prepare(
        `SELECT user_id AS userId, anchor, period_start AS periodStart, count FROM usage_counts
         WHERE project_id = ?1 AND mode = ?2 ORDER BY 1, 2, 3`,
      )
      .bind(projectId, mode),
    database
      .prepare(
        `SELECT day, tier, SUM(count) AS count FROM usage_days
         WHERE project_id = ?1 AND mode = ?2 GROUP BY 1, 2 ORDER BY 1, 2`,
      )
      .bind(projectId, mode),
  ]);
  return { counts: counts?.results ?? [], days: days?.results ?? [] } as StoredUsage;
}

export async function readEndUserIds(database: D1Database, { projectId, mode }: Scope): Promise<string[]> {
  const { results } = await database
    .prepare("SELECT user_id AS id FROM end_users WHERE project_id = ? AND mode = ? ORDER BY 1")
    .bind(projectId, mode)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export function readLastUse(database: D1Database, publishableKey: string): Promise<number | null> {
  return database
    .prepare("SELECT MAX(last_used_at) AS at FROM api_secrets WHERE publishable_key = ?")
    .bind(publishableKey)
    .first<number>("at");
}

export async function readOutboxSize(database: D1Database, { projectId, mode }: Scope): Promise<number> {
  const size = await database
    .prepare("SELECT COUNT(*) AS size FROM outbox WHERE topic = ?")
    .bind(`meter:${projectId}:${mode}`)
    .first<number>("size");
  return size ?? 0;
}

/** As restoring an older D1 would. */
export async function forgetDatabaseUsage(database: D1Database, { projectId, mode }: Scope): Promise<void> {
  await database.batch(
    ["usage_counts", "usage_days"].map((table) =>
      database.prepare(`DELETE FROM ${table} WHERE project_id = ? AND mode = ?`).bind(projectId, mode),
    ),
  );
}

export function countStock(database: D1Database, { projectId, mode }: Scope, product: string) {
  return database
    .prepare(
      `SELECT stock AS free, (
         SELECT COALESCE(SUM(i.quantity), 0) FROM order_items i JOIN orders o USING (order_id)
         WHERE o.project_id = ?1 AND o.mode = ?2 AND i.product = ?3 AND (o.is_reserved = 1 OR o.status = 'paid')
       ) AS taken FROM products WHERE project_id = ?1 AND mode = ?2 AND name = ?3`,
    )
    .bind(projectId, mode, product)
    .first<{ free: number; taken: number }>();
}

/**
 * Makes due at once what only waits for its turn at Stripe, whose sandbox has no limit to respect: a turned clock would
 * else leave a burst behind. What failed keeps its pause. @returns how many there were
 */
export async function letNewsThrough(database: D1Database): Promise<number> {
  const waiting = "(last_error_code IS NULL OR last_error_code = 'lost_race') AND leased_until <= 0";
  const [, updated] = await database.batch([
    database.prepare("DELETE FROM attempt_counts WHERE subject LIKE 'stripe%'"),
    database.prepare(`UPDATE dirty_objects SET due_at = 0 WHERE ${waiting}`),
  ]);
  return updated?.meta.changes ?? 0;
}
