/**
 * Customers read: one, or a page in an order that an index has. A search goes through the ids that begin so, then the
 * addresses, then the names, each in its own order; who was shown for one is not shown again for the next.
 */
import {
  type CustomerFilter,
  type CustomerPosition,
  type CustomerRecord,
  type ListedCustomer,
  type ProjectPlans,
  type Scope,
  searchable,
  type UsagePlace,
} from "@dream-api/domain";
import { and, asc, desc, eq, getTableColumns, isNull, ne, notInArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { endUsers, projects, subscriptions, tiers } from "../d1/schema/index.ts";
import { tenantRepository } from "./repository.ts";

/** Of a customer, the one subscription that is not over. */
export const isRunning = and(
  eq(subscriptions.projectId, endUsers.projectId),
  eq(subscriptions.mode, endUsers.mode),
  eq(subscriptions.userId, endUsers.userId),
  isNull(subscriptions.duplicateOf),
  notInArray(subscriptions.status, ["canceled", "incomplete_expired"]),
);

interface Page {
  readonly limit: number;
  readonly after: CustomerPosition | null;
}

export function tenantCustomerLists(database: Database) {
  const select = () =>
    database
      .select({ customer: getTableColumns(endUsers), subscription: getTableColumns(subscriptions) })
      .from(endUsers)
      .leftJoin(subscriptions, isRunning);

  const inScope = ({ projectId, mode }: Scope) => and(eq(endUsers.projectId, projectId), eq(endUsers.mode, mode));

  async function readOrder(scope: Scope, order: ListOrder, filter: CustomerFilter, page: Page) {
    const rows = await select()
      .where(and(inScope(scope), order.where, order.behind(page.after), ...narrow(filter)))
      .orderBy(...order.by)
      .limit(page.limit);
    return rows.map((row): ListedCustomer => {
      const record = recordOf(row);
      return { ...record, position: { order: order.name, key: order.keyOf(row.customer), userId: record.userId } };
    });
  }

  return tenantRepository({
    async find(scope: Scope, userId: string): Promise<CustomerRecord | null> {
      const [row] = await select().where(and(inScope(scope), eq(endUsers.userId, userId)));
      return row ? recordOf(row) : null;
    },

    async list(scope: Scope, filter: CustomerFilter, { limit, after }: Page): Promise<ListedCustomer[]> {
      const orders = filter.search === undefined ? [newestFirst] : searchOrders(filter.search);
      const first = orders.findIndex(({ name }) => name === after?.order);
      const found: ListedCustomer[] = [];
      for (const [index, order] of orders.entries()) {
        if (index < first || found.length >= limit) continue;
        const page = { limit: limit - found.length, after: index === first ? after : null };
        found.push(...(await readOrder(scope, order, filter, page)));
      }
      return found;
    },

    async readPlans({ projectId, mode }: Scope): Promise<ProjectPlans | null> {
      const [types, rows] = await database.batch([
        database
          .select({ type: projects.type })
          .from(projects)
          .where(and(eq(projects.projectId, projectId), isNull(projects.deletedAt))),
        database
          .select()
          .from(tiers)
          .where(and(eq(tiers.projectId, projectId), eq(tiers.mode, mode)))
          .orderBy(asc(tiers.position)),
      ]);
      const type = types[0]?.type;
      return type ? { type, tiers: new Map(rows.map((row) => [row.name, ruleOf(row)])) } : null;
    },

    async readCounts({ projectId, mode }: Scope, places: readonly UsagePlace[]): Promise<number[]> {
      const rows = await database.all<{ count: number }>(sql`
        SELECT coalesce(c.count, 0) AS count FROM json_each(${JSON.stringify(places)}) place
        LEFT JOIN usage_counts c ON c.project_id = ${projectId} AND c.mode = ${mode}
          AND c.user_id = place.value ->> 'userId' AND c.anchor = place.value ->> 'anchor'
          AND c.period_start = place.value ->> 'periodStart'
        ORDER BY place.key`);
      return rows.map(({ count }) => count);
    },
  });
}

type CustomerRow = typeof endUsers.$inferSelect;

interface ListOrder {
  readonly name: CustomerPosition["order"];
  readonly where: SQL | undefined;
  readonly by: readonly SQL[];
  behind(position: CustomerPosition | null): SQL | undefined;
  keyOf(row: CustomerRow): string | number;
}

const newestFirst: ListOrder = {
  name: "time",
  where: undefined,
  by: [desc(endUsers.createdAt), desc(endUsers.userId)],
  behind: (position) =>
    position ? sql`(${endUsers.createdAt}, ${endUsers.userId}) < (${position.key}, ${position.userId})` : undefined,
  keyOf: ({ createdAt }) => createdAt,
};

/** Ids are compared as they were given, addresses and names in any case. */
function searchOrders(search: string): ListOrder[] {
  const byId = beginsWith(endUsers.userId, search);
  const byEmail = beginsWith(endUsers.searchEmail, searchable(search));
  const byName = beginsWith(endUsers.searchName, searchable(search));
  const not = (condition: SQL) => sql`NOT coalesce(${condition}, 0)`;
  return [
    {
      name: "id",
      where: byId,
      by: [asc(endUsers.userId)],
      behind: (position) => (position ? sql`${endUsers.userId} > ${position.userId}` : undefined),
      keyOf: ({ userId }) => userId,
    },
    {
      name: "email",
      where: and(byEmail, not(byId)),
      by: [asc(endUsers.searchEmail), asc(endUsers.userId)],
      behind: behindText(endUsers.searchEmail),
      keyOf: ({ searchEmail }) => searchEmail ?? "",
    },
    {
      name: "name",
      where: and(byName, not(byId), not(byEmail)),
      by: [asc(endUsers.searchName), asc(endUsers.userId)],
      behind: behindText(endUsers.searchName),
      keyOf: ({ searchName }) => searchName ?? "",
    },
  ];
}

type TextColumn = typeof endUsers.userId | typeof endUsers.searchEmail | typeof endUsers.searchName;

/** A range, so that an index serves it; nothing in the text has a meaning as it would have in a pattern. */
function beginsWith(column: TextColumn, prefix: string): SQL {
  const highest = "\u{10FFFF}";
  return sql`(${column} >= ${prefix} AND ${column} < ${prefix + highest})`;
}

function behindText(column: TextColumn): ListOrder["behind"] {
  return (position) =>
    position ? sql`(${column}, ${endUsers.userId}) > (${position.key}, ${position.userId})` : undefined;
}

/** The status stands in the statement as it is, or the index of those who are invited would not be found. */
function narrow({ plan, status }: CustomerFilter): (SQL | undefined)[] {
  return [
    plan === undefined ? undefined : eq(endUsers.plan, plan),
    status === undefined ? ne(endUsers.status, "erased") : sql`${endUsers.status} = ${sql.raw(`'${status}'`)}`,
  ];
}

export function recordOf({
  customer,
  subscription,
}: {
  customer: CustomerRow;
  subscription: typeof subscriptions.$inferSelect | null;
}): CustomerRecord {
  const { userId, email, name, status, assignedTier, plan, planSource, createdAt, lastActiveAt } = customer;
  return { userId, email, name, status, assignedTier, plan, planSource, createdAt, lastActiveAt, subscription };
}

function ruleOf(row: typeof tiers.$inferSelect) {
  const { name, usageLimit, rateLimitPerMinute, features, unitAmount, archivedAt } = row;
  const isFree = unitAmount === 0;
  return { name, limit: usageLimit, rateLimitPerMinute, features, isFree, isArchived: archivedAt !== null };
}
