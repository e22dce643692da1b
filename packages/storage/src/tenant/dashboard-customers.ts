/** The table of customers: their rows in the order that is asked for, each with the subscription that runs. */
import type { CustomerPageWish, CustomerRecord, Positioned, Scope } from "@dream-api/domain";
import { and, eq, getTableColumns, ne, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { endUsers, subscriptions } from "../d1/schema/index.ts";
import { isRunning, recordOf } from "./customer-lists.ts";
import { beginsWith, inOrder, rowsNamed, type Stretch, type TableWalk, walkTable } from "./dashboard-paging.ts";

const email = sql`search_email`;
const name = sql`search_name`;
const userId = sql`user_id`;

export async function listCustomers(
  database: Database,
  scope: Scope,
  wish: CustomerPageWish,
): Promise<Positioned<CustomerRecord>[]> {
  const found = await walkTable(database, customerWalk(scope, wish), wish);
  if (found.length === 0) return [];
  const rows = await database
    .select({
      row: sql<number>`end_users.rowid`,
      customer: getTableColumns(endUsers),
      subscription: getTableColumns(subscriptions),
    })
    .from(endUsers)
    .leftJoin(subscriptions, isRunning)
    .where(
      and(
        sql`end_users.rowid IN ${rowsNamed(found)}`,
        eq(endUsers.projectId, scope.projectId),
        eq(endUsers.mode, scope.mode),
        ne(endUsers.status, "erased"),
      ),
    );
  return inOrder(found, rows, recordOf);
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
