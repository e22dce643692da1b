/** Which Stripe account sells for a project in its mode. */
import type { Scope } from "@dream-api/domain";
import { type SQL, sql } from "drizzle-orm";

/** An account's id as an expression; NULL when the project is gone or its owner has no account connected in the mode. */
export function connectedAccountOf({ projectId, mode }: Scope): SQL<string | null> {
  return sql<string | null>`(
    SELECT c.stripe_account_id FROM projects p
    JOIN stripe_connections c ON c.platform_id = p.platform_id AND c.mode = ${mode} AND c.status = 'connected'
    WHERE p.project_id = ${projectId} AND p.deleted_at IS NULL)`;
}

/** The same for bringing Stripe in line, which a deleted project needs too: what it sold is archived there. */
export function syncedAccountOf({ projectId, mode }: Scope): SQL<string | null> {
  return sql<string | null>`(
    SELECT c.stripe_account_id FROM projects p
    JOIN stripe_connections c ON c.platform_id = p.platform_id AND c.mode = ${mode} AND c.status = 'connected'
    WHERE p.project_id = ${projectId})`;
}
