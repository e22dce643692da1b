/** The tables of the dashboard: pages by keyset, so that nothing is skipped or shown twice while rows come in. */
import type {
  customerSorts,
  customerStatuses,
  EventView,
  eventOutcomes,
  Order,
  orderStatuses,
  timeSorts,
} from "@dream-api/contract";
import type { CustomerRecord } from "../customers/customer.ts";
import type { Scope } from "../tenancy/scope.ts";

/**
 * Behind which row a page begins: the stretch of the order that it stands in, its key there and its id. Sorted by what
 * some rows have not, those follow the others in a stretch of their own.
 */
export type TablePosition = readonly [stretch: number, key: string | number, id: string];

export interface Positioned<Item> {
  readonly item: Item;
  readonly position: TablePosition;
}

interface PageWish {
  readonly limit: number;
  readonly after: TablePosition | undefined;
  /** A prefix, in any case. */
  readonly search?: string | undefined;
}

export interface CustomerPageWish extends PageWish {
  readonly sort: (typeof customerSorts)[number];
  readonly plan?: string | undefined;
  readonly status?: (typeof customerStatuses)[number] | undefined;
}

export interface OrderPageWish extends PageWish {
  readonly sort: (typeof timeSorts)[number];
  readonly status?: (typeof orderStatuses)[number] | undefined;
}

export interface EventPageWish extends PageWish {
  readonly sort: (typeof timeSorts)[number];
  readonly outcome?: (typeof eventOutcomes)[number] | undefined;
}

export interface DashboardTables {
  /** Erased ones left out. */
  listCustomers(scope: Scope, wish: CustomerPageWish): Promise<Positioned<CustomerRecord>[]>;
  listOrders(scope: Scope, wish: OrderPageWish): Promise<Positioned<Order>[]>;
  listEvents(scope: Scope, wish: EventPageWish): Promise<Positioned<EventView>[]>;
}
