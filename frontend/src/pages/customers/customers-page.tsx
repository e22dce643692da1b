/** A project's customers: search, filters, details, and making one. */
import { type Customer, type customerSorts, customerStatuses, listDashboardCustomers } from "@dream-api/contract";
import { Users } from "lucide-react";
import { useState } from "react";
import { useProject } from "../../app/project-context.ts";
import { inWords } from "../../format/words.ts";
import { useTiers } from "../../queries/catalogue.ts";
import { useCustomers } from "../../queries/customers.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Page } from "../../ui/page.tsx";
import { CsvButton } from "../../ui/table/csv-button.tsx";
import { DataTable } from "../../ui/table/data-table.tsx";
import { FilterSelect } from "../../ui/table/filter-select.tsx";
import { SearchField } from "../../ui/table/search-field.tsx";
import { CreateCustomerDialog } from "./create-customer-dialog.tsx";
import { buyerColumns, userColumns } from "./customer-columns.tsx";
import { CustomerDrawer } from "./customer-drawer.tsx";

type Sort = (typeof customerSorts)[number];

export function CustomersPage() {
  const { project, tenant } = useProject();
  const isSaas = project.type === "saas";
  const [search, setSearch] = useState("");
  const [plan, setPlan] = useState<string>();
  const [status, setStatus] = useState<Customer["status"]>();
  const [sort, setSort] = useState<Sort>("newest");
  const [openedId, setOpened] = useState<string | null>(null);
  const tiers = useTiers(tenant, { isEnabled: isSaas });
  const query = { search: search || undefined, plan, status, sort };
  const pages = useCustomers(tenant, query);
  const isFiltered = search !== "" || plan !== undefined || status !== undefined;
  return (
    <Page
      title="Customers"
      description="Everybody who used, subscribed or bought, under the ids that your app gives them."
      actions={<CreateCustomerDialog onCreated={setOpened} />}
    >
      <DataTable
        caption="Customers"
        columns={isSaas ? userColumns : buyerColumns}
        pages={pages}
        rowId={({ id }) => id}
        sort={sort}
        onSort={(next) => setSort(next as Sort)}
        onOpen={({ id }) => setOpened(id)}
        toolbar={
          <>
            <SearchField label="Id, e-mail or name" onSearch={setSearch} />
            {isSaas && (
              <FilterSelect
                label="Plan"
                all="All plans"
                value={plan}
                options={(tiers.data?.data ?? []).map(({ name, displayName }) => ({ value: name, label: displayName }))}
                onChange={setPlan}
              />
            )}
            <FilterSelect<Customer["status"]>
              label="Status"
              all="Active and invited"
              value={status}
              options={customerStatuses.map((value) => ({ value, label: inWords(value) }))}
              onChange={setStatus}
            />
            <span className="flex-1" />
            <CsvButton
              endpoint={listDashboardCustomers}
              input={{ tenant, query }}
              fileName={`${project.name}-customers.csv`}
            />
          </>
        }
        empty={
          isFiltered ? (
            <EmptyState icon={Users} title="Nobody matches">
              Search is for what an id, an e-mail address or a name begins with.
            </EmptyState>
          ) : (
            <EmptyState icon={Users} title="No customers yet">
              They come by themselves: with their first counted call, their first checkout, or when they sign in.
            </EmptyState>
          )
        }
      />
      <CustomerDrawer id={openedId} onClose={() => setOpened(null)} />
    </Page>
  );
}
