/** `api.dashboard`: the figures of a project, and its tables as pages or as one CSV. */
import type { Ask } from "./ask.ts";
import type {
  Customer,
  Dashboard as DashboardFigures,
  Event,
  ListDashboardCustomersQuery,
  ListDashboardEventsQuery,
  ListDashboardOrdersQuery,
  Live,
  Order,
  ReadDashboardQuery,
} from "./generated/wire.ts";
import { type List, listOf } from "./list.ts";

/** What narrows each table. `limit` and `cursor` don't count in a CSV. */
interface TableQueries {
  readonly customers: ListDashboardCustomersQuery;
  readonly orders: ListDashboardOrdersQuery;
  readonly events: ListDashboardEventsQuery;
}

export type Dashboard = ReturnType<typeof createDashboard>;

export function createDashboard(ask: Ask) {
  function tableOf<Item, Table extends keyof TableQueries>(table: Table, query: TableQueries[Table]): List<Item> {
    return listOf((cursor = query.cursor) =>
      ask({ method: "GET", path: `/api/dashboard/${table}`, caller: "server", query: { ...query, cursor } }),
    );
  }

  return {
    /** Of a SaaS or of a store, as `type` says. */
    figures({ range }: ReadDashboardQuery = {}): Promise<DashboardFigures> {
      return ask({ method: "GET", path: "/api/dashboard", caller: "server", query: { range } });
    },

    /** What happens now, asked of the counters themselves. */
    live(): Promise<Live> {
      return ask({ method: "GET", path: "/api/dashboard/live", caller: "server" });
    },

    customers(query: ListDashboardCustomersQuery = {}): List<Customer> {
      return tableOf("customers", query);
    },

    orders(query: ListDashboardOrdersQuery = {}): List<Order> {
      return tableOf("orders", query);
    },

    /** What Stripe told us of the project, and what came of it. */
    events(query: ListDashboardEventsQuery = {}): List<Event> {
      return tableOf("events", query);
    },

    /** A whole table, as the bytes of one UTF-8 file, handed on as they come. `timeoutMs` holds for its beginning. */
    csv<Table extends keyof TableQueries>(
      table: Table,
      query: Omit<TableQueries[Table], "limit" | "cursor"> = {} as TableQueries[Table],
    ): Promise<ReadableStream<Uint8Array>> {
      return ask({
        method: "GET",
        path: `/api/dashboard/${table}`,
        caller: "server",
        query: { ...query, format: "csv" },
        answer: "stream",
      });
    },
  };
}
