/** The table of customers: their rows, the subscription that runs and what they used of the current period. */
import type { Customer } from "@dream-api/contract";
import {
  anchoredMonth,
  type CustomerPageWish,
  calendarMonth,
  type Period,
  type Positioned,
  type Scope,
} from "@dream-api/domain";
import { and, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { type CustomerRow, customerOf, type UsageOf } from "./dashboard-customer-row.ts";
import { beginsWith, inOrder, rowsNamed, type Stretch, type TableWalk, walkTable } from "./dashboard-paging.ts";

const email = sql`search_email`;
const name = sql`search_name`;
const userId = sql`user_id`;

export async function listCustomers(
  database: Database,
  scope: Scope,
  wish: CustomerPageWish,
  now: number,
): Promise<Positioned<Customer>[]> {
  const { projectId, mode } = scope;
  const found = await walkTable(database, customerWalk(scope, wish), wish);
  if (found.length === 0) return [];
  const rows = await database.all<CustomerRow>(sql`
    SELECT u.rowid AS row, u.user_id, u.email, u.name, u.status, u.plan, u.plan_source, u.last_active_at, u.created_at,
      s.subscription_id, s.tier, s.status AS subscription_status, s.unit_amount, s.currency, s.interval, s.usage_anchor,
      s.current_period_start, s.current_period_end, s.cancel_at, s.canceled_at, s.cancel_reason, s.trial_end,
      s.updated_at, t.usage_limit, t.features
    FROM end_users u
    LEFT JOIN subscriptions s ON s.project_id = ${projectId} AND s.mode = ${mode} AND s.user_id = u.user_id
      AND s.duplicate_of IS NULL AND s.status NOT IN ('canceled', 'incomplete_expired')
    LEFT JOIN tiers t ON t.project_id = ${projectId} AND t.mode = ${mode} AND t.name = u.plan
    WHERE u.rowid IN ${rowsNamed(found)} AND u.project_id = ${projectId} AND u.mode = ${mode} AND u.status <> 'erased'`);
  const usage = await readUsage(database, scope, rows, now);
  return inOrder(found, rows, (row) => customerOf(row, usage(row)));
}

function customerWalk({ projectId, mode }: Scope, { search, plan, status, sort }: CustomerPageWish): TableWalk {
  const prefix = search?.toLowerCase();
  const isTenant = sql`project_id = ${projectId} AND mode = ${mode}`;
  return {
    table: sql`end_users`,
    where: sql`${and(isTenant, statusFilter(status), plan === undefined ? undefined : sql`plan = ${plan}`)}`,
    prefixes:
      prefix === undefined
        ? []
        : [
            { where: beginsWith(email, prefix), index: "end_users_by_email" },
            { where: beginsWith(name, prefix), index: "end_users_by_name" },
            { where: beginsWith(sql`user_id COLLATE NOCASE`, prefix), index: "end_users_by_id" },
          ],
    index: indexOf({ sort, plan, status }),
    stretches: stretchesOf(sort),
  };
}

/** Written out, because an index of only some rows is used only where the query says which. */
function statusFilter(status: CustomerPageWish["status"]): SQL {
  if (status === "invited") return sql`status = 'invited'`;
  if (status === "active") return sql`status = 'active'`;
  return sql`status <> 'erased'`;
}

function indexOf({ sort, plan, status }: Pick<CustomerPageWish, "sort" | "plan" | "status">): string {
  if (sort === "email") return "end_users_by_email";
  if (sort === "name") return "end_users_by_name";
  if (plan !== undefined) return "end_users_by_plan";
  return status === "invited" ? "end_users_invited" : "end_users_by_time";
}

function stretchesOf(sort: CustomerPageWish["sort"]): Stretch[] {
  if (sort === "newest") return [{ key: sql`created_at`, id: userId, direction: "DESC" }];
  if (sort === "oldest") return [{ key: sql`created_at`, id: userId, direction: "ASC" }];
  const key = sort === "email" ? email : name;
  return [
    { where: sql`${key} IS NOT NULL`, key, id: userId, direction: "ASC" },
    { where: sql`${key} IS NULL`, id: userId, direction: "ASC" },
  ];
}

/** The period of a customer's count: from the subscription's anchor where the plan is its, else the calendar's month. */
function countedIn({ plan_source, usage_anchor }: CustomerRow, now: number): { anchor: number; period: Period } {
  if (plan_source !== "subscription" || usage_anchor === null) return { anchor: 0, period: calendarMonth(now) };
  return { anchor: usage_anchor, period: anchoredMonth(usage_anchor, now) };
}

async function readUsage(database: Database, { projectId, mode }: Scope, rows: readonly CustomerRow[], now: number) {
  const wanted = rows.map((row) => {
    const { anchor, period } = countedIn(row, now);
    return { user: row.user_id, anchor, start: period.start };
  });
  const counts = await database.all<{ user_id: string; count: number }>(sql`
    SELECT c.user_id, c.count FROM json_each(${JSON.stringify(wanted)}) w
    CROSS JOIN usage_counts c ON c.project_id = ${projectId} AND c.mode = ${mode} AND c.user_id = w.value ->> 'user'
      AND c.anchor = w.value ->> 'anchor' AND c.period_start = w.value ->> 'start'`);
  const byUser = new Map(counts.map(({ user_id, count }) => [user_id, count]));
  return (row: CustomerRow): UsageOf => ({ count: byUser.get(row.user_id) ?? 0, period: countedIn(row, now).period });
}
