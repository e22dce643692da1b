import { type Customer, listDashboardCustomers } from "@dream-api/contract";
import { Users } from "lucide-react";
import { useProject } from "../../app/project-context.ts";
import { useCustomers } from "../../queries/customers.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { CsvButton } from "../../ui/table/csv-button.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { columnsOf } from "../../ui/table/table-columns.ts";

const helper = columnsOf<Customer>();
const columns = helper.columns([
  helper.accessor("id", { header: "Customer", meta: { sorts: ["newest", "oldest"] } }),
  helper.accessor("plan", { header: "Plan", cell: ({ row }) => row.original.plan ?? "none" }),
]);

export function CustomersPage() {
  const { tenant } = useProject();
  const customers = useCustomers(tenant, { sort: "newest" });
  return (
    <Page title="Customers">
      <DataTable
        caption="Customers"
        columns={columns}
        pages={customers}
        rowId={({ id }) => id}
        sort="newest"
        onSort={() => {}}
        toolbar={<CsvButton endpoint={listDashboardCustomers} input={{ tenant }} fileName="customers.csv" />}
        empty={
          <EmptyState icon={Users} title="No customers yet">
            They come by themselves with the first call that you count for them.
          </EmptyState>
        }
      />
    </Page>
  );
}
