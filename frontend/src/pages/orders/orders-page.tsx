/** What a store sold: search, filters, details, refunds. */
import { listDashboardOrders, type Order, orderStatuses, timeSorts } from "@dream-api/contract";
import { ShoppingBag } from "lucide-react";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { formatDateTime } from "../../format/dates.ts";
import { formatMoney } from "../../format/money.ts";
import { inWords } from "../../format/words.ts";
import { useOrders } from "../../queries/orders.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { CsvButton } from "../../ui/table/csv-button.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { FilterSelect } from "../../ui/table/filter-select.tsx";
import { SearchField } from "../../ui/table/search-field.tsx";
import { columnsOf } from "../../ui/table/table-columns.ts";
import { OrderDrawer } from "./order-drawer.tsx";
import { orderTones } from "./order-looks.ts";

const helper = columnsOf<Order>();
const columns = helper.columns([
  helper.accessor(({ email, customerId, id }) => email ?? customerId ?? id, { id: "buyer", header: "Buyer" }),
  helper.accessor("items", {
    header: "Items",
    cell: ({ getValue }) => (
      <span className="line-clamp-1 max-w-64 text-muted">
        {getValue()
          .map(({ displayName, quantity }) => (quantity === 1 ? displayName : `${quantity} × ${displayName}`))
          .join(", ")}
      </span>
    ),
    meta: { isSecondary: true },
  }),
  helper.accessor("status", {
    header: "Status",
    cell: ({ getValue }) => <Badge tone={orderTones[getValue()]}>{inWords(getValue())}</Badge>,
  }),
  helper.accessor("amountTotal", {
    header: "Total",
    cell: ({ row }) => formatMoney(row.original.amountTotal, row.original.currency, { isExact: true }),
    meta: { align: "end" },
  }),
  helper.accessor("createdAt", {
    header: "Ordered",
    cell: ({ getValue }) => formatDateTime(getValue()),
    meta: { align: "end", isSecondary: true, sorts: timeSorts },
  }),
]);

export function OrdersPage() {
  const { project, tenant } = useProject();
  const [search, setSearch] = useState("");
  const [status, setStatus] = useState<Order["status"]>();
  const [sort, setSort] = useState<string>(timeSorts[0]);
  const [openedId, setOpened] = useState<string | null>(null);
  const query = { search: search || undefined, status, sort: sort as (typeof timeSorts)[number] };
  const pages = useOrders(tenant, query);
  const isFiltered = search !== "" || status !== undefined;
  return (
    <Page title="Orders" description="Ship what is paid. What is pending or processing is not paid yet.">
      <DataTable
        caption="Orders"
        columns={columns}
        pages={pages}
        rowId={({ id }) => id}
        sort={sort}
        onSort={setSort}
        onOpen={({ id }) => setOpened(id)}
        toolbar={
          <>
            <SearchField label="Order id or e-mail" onSearch={setSearch} />
            <FilterSelect<Order["status"]>
              label="Status"
              all="All orders"
              value={status}
              options={orderStatuses.map((value) => ({ value, label: inWords(value) }))}
              onChange={setStatus}
            />
            <span className="flex-1" />
            <CsvButton
              endpoint={listDashboardOrders}
              input={{ tenant, query }}
              fileName={`${project.name}-orders.csv`}
            />
          </>
        }
        empty={
          isFiltered ? (
            <EmptyState icon={ShoppingBag} title="No order matches">
              Search is for what an order's id or an e-mail address begins with.
            </EmptyState>
          ) : (
            <EmptyState icon={ShoppingBag} title="No orders yet">
              An order shows here the moment a cart goes to its checkout, and is paid when Stripe says so.
            </EmptyState>
          )
        }
      />
      <OrderDrawer id={openedId} onClose={() => setOpened(null)} />
    </Page>
  );
}
