/**
 * The table of events. An account is shared by all projects of its owner, so an event is a project's only when a row
 * that we wrote says so: of the subscription, the session or the order it speaks of, or of the Stripe customer or
 * payment that Stripe says it belongs to. Metadata is never asked: the account's owner writes it.
 */
import type { EventView } from "@dream-api/contract";
import type { EventPageWish, Positioned, ProjectEvent, Scope } from "@dream-api/domain";
import { and, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { beginsWith, inOrder, rowsNamed, type TableWalk, walkTable } from "./dashboard-paging.ts";

interface EventRow {
  readonly row: number;
  readonly event_id: string;
  readonly type: string;
  readonly stripe_account_id: string;
  readonly object_type: string | null;
  readonly object_id: string | null;
  readonly received_at: number;
  readonly is_dirty: number;
  readonly error_code: string | null;
}

/** Others were faster each time: no failure, and looked at again in a second. */
const failedLook = sql`d.last_error_code IS NOT NULL AND d.last_error_code <> 'lost_race'`;

export async function listEvents(
  database: Database,
  scope: Scope,
  wish: EventPageWish,
): Promise<Positioned<EventView>[]> {
  const found = await walkTable(database, eventWalk(scope, wish), wish);
  if (found.length === 0) return [];
  const rows = await database.all<EventRow>(sql`
    SELECT ${eventColumns} FROM inbox_events ${dirtyOf} WHERE inbox_events.rowid IN ${rowsNamed(found)}`);
  return inOrder(found, rows, viewOf);
}

export async function findEvent(database: Database, scope: Scope, eventId: string): Promise<ProjectEvent | null> {
  const [row] = await database.all<EventRow & { payload: string | null }>(sql`
    SELECT ${eventColumns}, payload FROM inbox_events ${dirtyOf}
    WHERE ${ofConnect} AND event_id = ${eventId}
      AND ${isOfProject(scope)} LIMIT 1`);
  if (!row) return null;
  const payload = row.payload === null ? null : (JSON.parse(row.payload) as Record<string, unknown>);
  return { view: viewOf(row), payload, stripeAccountId: row.stripe_account_id };
}

function eventWalk(scope: Scope, { search, outcome, sort }: EventPageWish): TableWalk {
  return {
    table: sql`inbox_events`,
    where: sql`${and(isOfProject(scope), outcome === "processed" ? isProcessed : undefined)}`,
    prefixes:
      search === undefined
        ? []
        : [
            { where: sql`(${ofConnect} AND ${beginsWith(sql`event_id`, search)})`, index: primaryKey },
            { where: sql`(${ofAccount(scope)} AND ${beginsWith(sql`object_id`, search)})`, index: "inbox_by_object" },
            { where: sql`(${ofAccount(scope)} AND ${beginsWith(sql`type`, search)})`, index: "inbox_by_type" },
          ],
    ...(outcome === "pending" || outcome === "failed" ? { rows: dirtyRows(scope, outcome) } : {}),
    index: "inbox_of_account",
    stretches: [
      {
        key: sql`received_at`,
        id: sql`event_id`,
        direction: sort === "newest" ? "DESC" : "ASC",
      },
    ],
  };
}

const ofConnect = sql`source IN ('stripe_connect_test', 'stripe_connect_live')`;
const primaryKey = "sqlite_autoindex_inbox_events_1";

/** A live endpoint also hears of test events: one that came to both is shown once. */
const isFirstHearing = sql`(source <> 'stripe_connect_live' OR inbox_events.mode = 'live' OR NOT EXISTS (
  SELECT 1 FROM inbox_events twin WHERE twin.source = 'stripe_connect_test' AND twin.event_id = inbox_events.event_id))`;

function accountOf({ projectId, mode }: Scope): SQL {
  return sql`(SELECT c.stripe_account_id FROM projects p
    JOIN stripe_connections c ON c.platform_id = p.platform_id AND c.mode = ${mode}
    WHERE p.project_id = ${projectId} AND p.deleted_at IS NULL)`;
}

function ofAccount(scope: Scope): SQL {
  return sql`inbox_events.stripe_account_id = ${accountOf(scope)} AND inbox_events.mode = ${scope.mode}`;
}

function isOfProject(scope: Scope): SQL {
  const { projectId, mode } = scope;
  const own = (table: string, key: string, value: string) =>
    sql`EXISTS (SELECT 1 FROM ${sql.raw(table)} o WHERE o.stripe_account_id = inbox_events.stripe_account_id
      AND o.${sql.raw(key)} = inbox_events.${sql.raw(value)} AND o.project_id = ${projectId} AND o.mode = ${mode})`;
  return sql`${ofAccount(scope)} AND ${isFirstHearing} AND (
    ${own("stripe_customers", "customer_id", "customer_id")}
    OR ${own("subscriptions", "subscription_id", "object_id")}
    OR ${own("checkout_sessions", "session_id", "object_id")}
    OR ${own("orders", "session_id", "object_id")}
    OR ${own("orders", "payment_intent_id", "payment_intent_id")})`;
}

/** An object is dirty under the name of its type at Stripe, with `_` for a dot. */
const isOfDirty = sql`d.stripe_account_id = inbox_events.stripe_account_id AND d.mode = inbox_events.mode
  AND d.type = replace(inbox_events.object_type, '.', '_') AND d.object_id = inbox_events.object_id`;

const dirtyOf = sql`LEFT JOIN dirty_objects d ON ${isOfDirty}`;

const isProcessed = sql`NOT EXISTS (SELECT 1 FROM dirty_objects d WHERE ${isOfDirty})`;

/** The few objects that wait lead to their events. */
function dirtyRows(scope: Scope, outcome: "pending" | "failed"): SQL {
  return sql`SELECT inbox_events.rowid FROM dirty_objects d CROSS JOIN inbox_events ON ${isOfDirty}
    WHERE d.stripe_account_id = ${accountOf(scope)} AND d.mode = ${scope.mode}
      AND ${outcome === "failed" ? failedLook : sql`NOT (${failedLook})`}`;
}

const eventColumns = sql`inbox_events.rowid AS row, event_id, inbox_events.type, inbox_events.stripe_account_id,
  object_type, inbox_events.object_id, received_at, d.object_id IS NOT NULL AS is_dirty,
  iif(${failedLook}, d.last_error_code, NULL) AS error_code`;

function viewOf(row: EventRow): EventView {
  const { object_type: type, object_id: id, error_code: errorCode } = row;
  return {
    id: row.event_id,
    type: row.type,
    object: type !== null && id !== null ? { type, id } : null,
    outcome: errorCode !== null ? "failed" : row.is_dirty ? "pending" : "processed",
    errorCode,
    receivedAt: new Date(row.received_at).toISOString(),
  };
}
