/** The dashboard's tables and the events of a project. */
import type {
  CustomerPageWish,
  DashboardTables,
  EventPageWish,
  OrderPageWish,
  ProjectEvents,
  Scope,
} from "@dream-api/domain";
import { sql } from "drizzle-orm";
import type { Database } from "../d1/database.ts";
import { connectedAccountOf } from "./connection-of.ts";
import { listCustomers } from "./dashboard-customers.ts";
import { findEvent, listEvents } from "./dashboard-events.ts";
import { listOrders } from "./dashboard-orders.ts";
import { tenantRepository } from "./repository.ts";

export function tenantDashboardTables(database: Database) {
  return tenantRepository({
    listCustomers: (scope: Scope, wish: CustomerPageWish) => listCustomers(database, scope, wish),
    listOrders: (scope: Scope, wish: OrderPageWish) => listOrders(database, scope, wish),
    listEvents: (scope: Scope, wish: EventPageWish) => listEvents(database, scope, wish),
    find: (scope: Scope, eventId: string) => findEvent(database, scope, eventId),
    async isConnected(scope: Scope, stripeAccountId: string) {
      const [row] = await database.all<{ account: string | null }>(sql`SELECT ${connectedAccountOf(scope)} AS account`);
      return row?.account === stripeAccountId;
    },
  } satisfies DashboardTables & ProjectEvents & Record<string, unknown>);
}
