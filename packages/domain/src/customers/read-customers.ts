/** Customers as their developer sees them: one with what the Meter knows now, or a page of a list. */
import type { Customer, Usage } from "@dream-api/contract";
import type { Clock } from "../clock.ts";
import { DreamError } from "../errors.ts";
import type { Scope } from "../tenancy/scope.ts";
import type { CustomerFilter, CustomerPosition, CustomerRecord, CustomerStore, ProjectPlans } from "./customer.ts";
import { describeCustomer, entitlementOfCustomer, headerPlanOf, usageOfCustomer } from "./describe-customer.ts";

export interface CustomerMeter {
  /** As it stands; null for who has no plan. @throws DreamError `storage_unavailable` */
  readUsage(scope: Scope, userId: string, headerPlan: string | undefined): Promise<Usage | null>;
  /** Whether anything was ever counted for an id: D1 hears of a new one only with the next flush. */
  hasCounted(scope: Scope, userId: string): Promise<boolean>;
}

export interface ReadCustomerDependencies {
  readonly customers: CustomerStore;
  readonly meter: CustomerMeter;
  readonly clock: Clock;
}

/** @throws DreamError `not_found`, also for an erased one; `storage_unavailable` */
export async function readCustomer(scope: Scope, userId: string, deps: ReadCustomerDependencies): Promise<Customer> {
  const [plans, record] = await Promise.all([readPlans(scope, deps), findCustomer(scope, userId, deps)]);
  const entitlement = entitlementOfCustomer(record, plans, deps.clock().business);
  const usage = entitlement && (await deps.meter.readUsage(scope, userId, headerPlanOf(record)));
  return describeCustomer(record, entitlement, usage);
}

/** After a change, which stands whether the Meter answers or not: then what D1 was last told must do. */
export async function readChanged(scope: Scope, userId: string, deps: ReadCustomerDependencies): Promise<Customer> {
  try {
    return await readCustomer(scope, userId, deps);
  } catch (error) {
    if (!(error instanceof DreamError) || error.code !== "storage_unavailable") throw error;
    const [plans, record] = await Promise.all([readPlans(scope, deps), findCustomer(scope, userId, deps)]);
    const [customer] = await describeCustomers(scope, [record], plans, deps);
    return customer as Customer;
  }
}

/** @returns one more than `limit` where the list goes on */
export async function listCustomers(
  scope: Scope,
  filter: CustomerFilter,
  page: { limit: number; after: CustomerPosition | null },
  deps: Pick<ReadCustomerDependencies, "customers" | "clock">,
): Promise<{ readonly customer: Customer; readonly position: CustomerPosition }[]> {
  const [plans, records] = await Promise.all([readPlans(scope, deps), deps.customers.list(scope, filter, page)]);
  const customers = await describeCustomers(scope, records, plans, deps);
  return records.map(({ position }, index) => ({ customer: customers[index] as Customer, position }));
}

/** In the same order, each with the plan that holds now and what D1 was last told of its use. */
export async function describeCustomers(
  scope: Scope,
  records: readonly CustomerRecord[],
  plans: ProjectPlans,
  { customers, clock }: Pick<ReadCustomerDependencies, "customers" | "clock">,
): Promise<Customer[]> {
  const { business } = clock();
  const known = records.map((record) => ({ record, entitlement: entitlementOfCustomer(record, plans, business) }));
  const places = known.map(({ record: { userId }, entitlement }) => ({
    userId,
    anchor: entitlement?.anchor ?? 0,
    periodStart: entitlement?.period.start ?? 0,
  }));
  const counts = await customers.readCounts(scope, places);
  return known.map(({ record, entitlement }, index) =>
    describeCustomer(record, entitlement, usageOfCustomer(entitlement, counts[index] ?? 0)),
  );
}

/** Also one of whom only the Meter has heard yet. @throws DreamError `not_found` */
export async function findCustomer(
  scope: Scope,
  userId: string,
  { customers, meter }: Pick<ReadCustomerDependencies, "customers" | "meter">,
): Promise<CustomerRecord> {
  let record = await customers.find(scope, userId);
  if (!record && (await meter.hasCounted(scope, userId))) {
    await customers.adopt(scope, userId);
    record = await customers.find(scope, userId);
  }
  if (!record || record.status === "erased") throw new DreamError("not_found");
  return record;
}

/** @throws DreamError `not_found` */
export async function readPlans(
  scope: Scope,
  { customers }: Pick<ReadCustomerDependencies, "customers">,
): Promise<ProjectPlans> {
  const plans = await customers.readPlans(scope);
  if (!plans) throw new DreamError("not_found");
  return plans;
}
