/** Orders by what Stripe's news says of them, always together with the account that we stored, and those to sweep. */
import type { DueOrders, OrderDirectory, OrderName, RefundSweepDependencies } from "@dream-api/domain";
import { parseProjectId, scopeOf } from "@dream-api/domain";
import { and, asc, eq, isNull, lte, type SQL } from "drizzle-orm";
import { type Database, discreet } from "../d1/database.ts";
import { orderRefunds, orders } from "../d1/schema/index.ts";

type Mode = "test" | "live";

export function orderDirectory(database: Database): OrderDirectory {
  async function find(account: string, mode: Mode, which: SQL): Promise<OrderName | null> {
    const [row] = await database
      .select({ orderId: orders.orderId, projectId: orders.projectId })
      .from(orders)
      .where(and(which, eq(orders.stripeAccountId, account), eq(orders.mode, mode)));
    return row ? nameOf({ ...row, mode }) : null;
  }

  return discreet({
    ofSession: (account, mode, sessionId) => find(account, mode, eq(orders.sessionId, sessionId)),
    ofPayment: (account, mode, paymentIntentId) => find(account, mode, eq(orders.paymentIntentId, paymentIntentId)),
    withoutSession: (account, mode, orderId) =>
      find(account, mode, and(eq(orders.orderId, orderId), isNull(orders.sessionId)) as SQL),
  } satisfies OrderDirectory);
}

export function dueOrders(database: Database): DueOrders {
  return discreet({
    async list({ at, limit }) {
      const { orderId, projectId, mode, dueAt } = orders;
      const rows = await database
        .select({ orderId, projectId, mode })
        .from(orders)
        .where(lte(dueAt, at))
        .orderBy(asc(dueAt))
        .limit(limit);
      return rows.flatMap((row) => nameOf(row) ?? []);
    },
  } satisfies DueOrders);
}

export function dueRefunds(database: Database): RefundSweepDependencies["due"] {
  return discreet({
    async list({ at, limit }) {
      const { refundId, projectId, mode, dueAt } = orderRefunds;
      const rows = await database
        .select({ refundId, projectId, mode })
        .from(orderRefunds)
        .where(lte(dueAt, at))
        .orderBy(asc(dueAt))
        .limit(limit);
      return rows.flatMap((row) => {
        const parsed = parseProjectId(row.projectId);
        return parsed ? [{ scope: scopeOf(parsed, row.mode), refundId: row.refundId }] : [];
      });
    },
  } satisfies RefundSweepDependencies["due"]);
}

function nameOf({ orderId, projectId, mode }: { orderId: string; projectId: string; mode: Mode }): OrderName | null {
  const parsed = parseProjectId(projectId);
  return parsed && { scope: scopeOf(parsed, mode), orderId };
}
