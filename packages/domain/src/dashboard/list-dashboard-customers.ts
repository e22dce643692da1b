/** The table of customers, each described as everywhere else. */
import type { Customer } from "@dream-api/contract";
import { describeCustomers, type ReadCustomerDependencies, readPlans } from "../customers/read-customers.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { CustomerPageWish, DashboardTables, Positioned } from "./tables.ts";

export interface CustomerTableDependencies extends Pick<ReadCustomerDependencies, "customers" | "clock"> {
  readonly tables: Pick<DashboardTables, "listCustomers">;
}

/** @throws DreamError `not_found` when the project is not there */
export async function listDashboardCustomers(
  scope: Scope,
  wish: CustomerPageWish,
  deps: CustomerTableDependencies,
): Promise<Positioned<Customer>[]> {
  const [plans, rows] = await Promise.all([readPlans(scope, deps), deps.tables.listCustomers(scope, wish)]);
  const records = rows.map(({ item }) => item);
  const customers = await describeCustomers(scope, records, plans, deps);
  return rows.map(({ position }, index) => ({ item: customers[index] as Customer, position }));
}
